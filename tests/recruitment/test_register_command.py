"""flask lottery import-register: the page's services from the command line."""

import hashlib

import pytest

from observatory.recruitment import queries
from tests.recruitment import cases

SPANISH = "hogar;nif;nacido;distrito\nH1;P1;01/05/1980;Norte\nH2;P2;1950-05-01;Sur\n"


@pytest.fixture
def run(app, made, session, tmp_path):
    """Runs the command on a text that stands in a file."""

    def go(text, *options):
        file = tmp_path / "padron.csv"
        file.write_text(text)
        session.commit()
        command = ["lottery", "import-register", "town", str(made.id), str(file)]
        result = app.test_cli_runner().invoke(args=[*command, "--on", "2026-11-01", *options])
        session.expire_all()
        return result

    return go


def test_a_register_is_taken_from_the_command_line(run, made, tmp_path):
    excluded = tmp_path / "staff.csv"
    excluded.write_text(f"hash\n{hashlib.sha256(b'P2').hexdigest()}\n")
    result = run(SPANISH, "--born", "nacido", "--exclude", str(excluded))
    assert result.exit_code == 0, result.output
    register = queries.find_register(made)
    assert register.counts["excluded"] == register.counts["eligible"] == 1
    assert f"snapshot {register.digest}" in result.output


def test_a_bad_register_is_refused_with_its_lines(run, made):
    result = run(SPANISH.replace("1950-05-01", "never"), "--born", "nacido")
    assert result.exit_code == 1
    assert "padron.csv, line 3, column nacido" in result.output
    assert queries.find_register(made) is None


def test_a_column_that_is_not_there_is_named(run, made):
    result = run(SPANISH, "--household", "vivienda")
    assert "vivienda" in result.output
    assert queries.find_register(made) is None


def test_the_same_content_has_the_same_hash_in_any_order_and_format(run, made):
    run(cases.REGISTER.decode())
    first = queries.find_register(made).digest
    header, *rows = cases.REGISTER.decode().splitlines()
    run("\n".join([header, *reversed(rows)]).replace(",", ";"))
    assert queries.find_register(made).digest == first
