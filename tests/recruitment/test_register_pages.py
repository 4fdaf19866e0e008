"""The register's pages: sent, its columns and rules set, tried, taken over whole or not at all."""

import hashlib
import io
from pathlib import Path

import pytest

from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.services.registers import importing, kept
from observatory.recruitment.views import registers as views
from tests.recruitment import cases

WITH_NAMES = b"""Hogar;Nombre;Fecha de nacimiento;NIF;Distrito;Direcci\xf3n
H1;Ana;01/05/1980;P1;Norte;Calle 1
H1;Juan;2015-01-01;P2;Norte;Calle 1
H2;Luz;1950-05-01;P3;Sur;Calle 2
"""


@pytest.fixture
def room(made):
    return f"/en/town/recruitments/{made.id}"


def kept_files(app) -> list[bytes]:
    return [path.read_bytes() for path in Path(app.config["DATA_DIR"], "registers").iterdir()]


def hashes(*persons: str) -> tuple[io.BytesIO, str]:
    lines = ["hash", *(hashlib.sha256(person.encode()).hexdigest() for person in persons)]
    return io.BytesIO("\n".join(lines).encode()), "list.csv"


def test_a_register_is_tried_and_then_taken_over(clerk, made, room):
    shown = cases.send_register(clerk, room).text
    assert "Nothing is wrong. Lines: 9. Households that can get a letter: 5." in shown
    assert clerk.get(f"{room}/register/progress.json").json["state"] == "done"
    assert queries.find_register(made) is None
    shown = clerk.post(f"{room}/register/take", follow_redirects=True).text
    assert "The register is in use." in shown
    assert "Under 16 years" in shown
    assert queries.find_register(made).households == 5


def test_names_and_addresses_are_deleted_when_the_register_is_taken(app, clerk, made, room):
    shown = cases.send_register(clerk, room, WITH_NAMES).text
    assert "Only these columns are kept: Hogar, NIF, Fecha de nacimiento, Distrito." in shown
    clerk.post(f"{room}/register/take")
    (kept,) = kept_files(app)
    assert b"Ana" not in kept
    assert b"Calle" not in kept
    assert kept.splitlines()[1] == b"H1,P1,1980-05-01,Norte"


def test_the_compact_file_has_the_hash_of_the_one_that_was_sent(clerk, made, room, session):
    cases.send_register(clerk, room, WITH_NAMES)
    clerk.post(f"{room}/register/take")
    register = queries.find_register(made)
    read, _ = kept.read_eligible(register)
    assert read.snapshot == register.digest
    entry = session.query(RecordEntry).filter_by(kind="register_imported").one()
    assert register.digest in entry.content
    assert "2010-11-01" in entry.content


def test_the_page_of_columns_shows_how_the_file_is_written(clerk, made, room):
    data = {"file": (io.BytesIO(WITH_NAMES), "padron.csv")}
    shown = clerk.post(f"{room}/register", data=data, follow_redirects=True).text
    assert "Letters are written as Windows-1252, columns are separated by: semicolon." in shown
    assert "Dirección" in shown
    assert "Calle 1" in shown
    assert '<option value="born" selected>' in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"c-0": ""}, "Say which column holds the household"),
        ({"c-1": "household"}, "Two columns cannot hold the same."),
        ({"c-5": ""}, "Say which column holds the birth date, or empty both ages"),
        ({"c-2": "", "districts": "North"}, "Say which column holds the district"),
        ({"age_from": "999"}, "Write an age from 0 to 120"),
        ({"on_date-day": "40"}, "Write a real date"),
        ({"on_date-year": "0001"}, "Write a year from 1900 on"),
        ({"age_from": "50", "age_to": "20"}, "Write an age from 50 on"),
        ({"list_key": "xyz"}, "Write the key with the digits"),
        ({"list_key": "abzz"}, "Write the key with the digits"),
        ({"list_key": "abc"}, "Write the key with the digits"),
    ],
)
def test_columns_and_rules_that_cannot_be_are_said(clerk, made, room, typed, sentence):
    answer = cases.send_register(clerk, room, **typed)
    assert sentence in answer.text
    assert queries.find_upload(made).job_id is None


def test_each_rule_counts_its_persons_and_they_add_up(clerk, made, room):
    typed = {"age_to": "60", "districts": "South", "largest_household": "1"}
    cases.send_register(clerk, room, staff=hashes("P4", "P99"), **typed)
    found = queries.find_upload(made).findings
    assert found["eligible"] == {
        "blank_household": 1,
        "born_unknown": 1,
        "too_young": 2,
        "too_old": 1,
        "other_district": 1,
        "excluded": 1,
        "institution": 0,
        "eligible": 2,
    }
    assert sum(found["eligible"].values()) == found["rows"] == 9
    assert found["lists"] == [{"kind": "staff", "entries": 2, "found": 1}]


def test_a_list_stays_until_it_is_removed(app, clerk, made, room):
    cases.send_register(clerk, room, former=hashes("P4"))
    assert "list.csv is kept: 1 people." in clerk.get(f"{room}/register/columns").text
    clerk.post(f"{room}/register/lists/former/drop")
    assert queries.find_upload(made).rules["lists"] == []
    assert len(kept_files(app)) == 1


def test_a_list_that_is_none_is_refused(clerk, made, room):
    answer = cases.send_register(clerk, room, staff=(io.BytesIO(b"id\n12345678Z\n"), "staff.csv"))
    assert answer.status_code == 409
    assert "staff.csv" in answer.text
    assert queries.find_upload(made).rules is None


def test_a_dry_run_counts_every_problem_and_shows_the_first(clerk, made, room):
    rows = b"".join(b"H%d,P,never\n" % number for number in range(60))
    shown = cases.send_register(clerk, room, b"household,person,born\n" + rows).text
    assert shown.count("This is not a date.") == 21  # twenty lines, and once in the table
    assert "There are 40 more problems in this file." in shown
    assert '<td class="govuk-table__cell number">60</td>' in shown
    assert "Take over this register" not in shown
    assert clerk.post(f"{room}/register/take").status_code == 409
    assert queries.find_register(made) is None


@pytest.mark.parametrize("register", [b"", b"PK\x03\x04rest of a spreadsheet", b"a,a\n1,2\n"])
def test_what_is_no_table_is_refused_at_once_and_not_kept(app, clerk, made, room, register):
    answer = cases.send_register(clerk, room, register)
    assert answer.status_code == 409
    assert "Nothing was saved" in answer.text
    assert queries.find_upload(made) is None
    assert kept_files(app) == []


def test_the_register_needs_a_file(clerk, made, room):
    assert "Choose a file" in clerk.post(f"{room}/register", data={}).text


def test_a_file_that_is_not_wanted_is_deleted(app, clerk, made, room):
    cases.send_register(clerk, room)
    clerk.post(f"{room}/register/discard")
    assert queries.find_upload(made) is None
    assert kept_files(app) == []


def test_a_second_file_replaces_the_first_and_not_the_register_in_use(app, clerk, made, room):
    cases.with_register(made)
    cases.send_register(clerk, room, WITH_NAMES)
    shown = cases.send_register(clerk, room).text
    assert "The register in use" in shown
    assert len(kept_files(app)) == 3  # the one in use, the one sent, and what of it would be kept
    clerk.post(f"{room}/register/take")
    assert len(kept_files(app)) == 1


def test_files_that_nobody_took_are_cleaned_after_a_day(app, clerk, made, room, session):
    cases.send_register(clerk, room)
    queries.find_upload(made).imported_at -= importing.ABANDONED * 2
    session.flush()
    services.clean_uploads()
    session.commit()
    assert queries.find_upload(made) is None
    assert kept_files(app) == []


def test_only_a_register_may_be_large(app, clerk, made, room, monkeypatch):
    app.config["MAX_CONTENT_LENGTH"] = 300
    assert cases.send_register(clerk, room).status_code != 413
    sent = {"file": (io.BytesIO(b"x" * 1000), "quotas.csv")}
    assert clerk.post(f"{room}/quotas/file", data=sent).status_code == 413
    monkeypatch.setattr(views, "LARGEST", 300)
    sent = {"file": (io.BytesIO(b"x" * 1000), "register.csv")}
    assert clerk.post(f"{room}/register", data=sent).status_code == 413


def test_a_stranger_cannot_send_much(app, made, room):
    app.config["MAX_CONTENT_LENGTH"] = 300
    app.config["WTF_CSRF_ENABLED"] = True
    sent = {"file": (io.BytesIO(b"x" * 1000), "register.csv")}
    assert app.test_client().post(f"{room}/register", data=sent).status_code == 413


def test_once_letters_are_prepared_no_register_can_be_sent(clerk, made, room):
    services.lock_quotas(made)
    cases.with_register(made)
    services.prepare_invitations(made, 2, None)
    answer = cases.send_register(clerk, room)
    assert "It cannot change any more." in answer.text
