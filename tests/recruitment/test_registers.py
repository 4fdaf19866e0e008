"""The register: kept under a name of ours, counted by rule, refused whole where it is bad."""

import io
from pathlib import Path

import pytest

from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.services.registers.importing import RegisterInUse
from tests.recruitment import cases


def test_every_row_of_the_register_is_counted_once(session):
    snapshot = cases.with_register(cases.recruitment())
    assert (snapshot.persons, snapshot.households) == (9, 5)
    assert snapshot.counts == {
        "blank_household": 1,
        "born_unknown": 1,
        "too_young": 2,
        "too_old": 0,
        "other_district": 0,
        "excluded": 0,
        "institution": 0,
        "eligible": 5,
    }


def test_the_register_is_kept_under_a_name_of_ours(app, session):
    made = cases.recruitment()
    services.import_register(made, io.BytesIO(cases.REGISTER), "../../etc/passwd", cases.ON)
    kept = list(Path(app.config["DATA_DIR"], "registers").iterdir())
    assert [path.read_bytes() for path in kept] == [cases.REGISTER]
    assert kept[0].stat().st_mode & 0o077 == 0


def test_the_import_is_entered_in_the_record_without_a_row(session):
    snapshot = cases.with_register(cases.recruitment())
    entry = session.query(RecordEntry).filter_by(kind="register_imported").one()
    assert snapshot.digest in entry.content
    assert "H1" not in entry.content


@pytest.mark.parametrize(
    ("register", "codes"),
    [
        (b"", ["empty_file"]),
        (b"household,district\nH1,North\n", ["no_column_for_rule"]),
        (b"household,born\nH1,yesterday\nH2,31/02/1999\n", ["not_a_date", "not_a_date"]),
        (b"household,born\nH1,1999-01-01,x\n", ["long_row"]),
        (b'household,born\n"H1,1999-01-01\n', ["broken_row"]),
        (b"PK\x03\x04rest of a spreadsheet", ["not_text"]),
    ],
)
def test_a_bad_register_is_refused_with_every_problem(app, session, register, codes):
    made = cases.recruitment()
    snapshot = cases.with_register(made, register)
    job = cases.job_of(snapshot)
    assert (job.state, job.error) == ("failed", "work_refused")
    assert [problem["code"] for problem in job.detail["problems"]] == codes
    assert queries.find_register(made) is None
    assert not list(Path(app.config["DATA_DIR"], "registers").iterdir())


def test_a_register_stays_once_letters_are_prepared_from_it(session):
    made = cases.recruitment()
    cases.with_register(made)
    services.prepare_invitations(made, 2, None)
    with pytest.raises(RegisterInUse):
        cases.with_register(made)


def test_a_newer_register_replaces_the_file_of_the_former(app, session):
    made = cases.recruitment()
    cases.with_register(made)
    newer = cases.with_register(made, b"household,born\nH1,1980-01-01\n")
    kept = list(Path(app.config["DATA_DIR"], "registers").iterdir())
    assert [str(path.relative_to(app.config["DATA_DIR"])) for path in kept] == [newer.path]
