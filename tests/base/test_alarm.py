"""The alarm: a record that goes back, changes, or fits no head that was kept elsewhere."""

import logging
import shutil
from pathlib import Path

import pytest
from flask import Flask

from observatory import alarm, heads, inspection, jobs, keys, mail, record, storage
from observatory.database import engine, session
from tests.base.records import fill, remove, tamper

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def letters():
    """The mails of this test."""
    mail.MEMORY.clear()
    return mail.MEMORY


def codes_of_alarm() -> list[str]:
    found = alarm.find_faults()
    return [fault.code for fault in found[1]] if found else []


def go_back(size: int) -> None:
    """Leave only the first entries, as a backup of that time would."""
    for number in range(len(heads.list_kept()), size, -1):
        remove(number)


def test_every_commit_leaves_its_head_outside_the_database():
    fill(3)
    kept = heads.list_kept()
    assert [head["size"] for head in kept] == [1, 2, 3]
    assert kept[-1] == record.find_head()
    assert storage.locate(heads.FILE).stat().st_mode & 0o777 == 0o600


def test_a_record_that_holds_raises_no_alarm(letters: list[object]):
    alarm.check_record()
    fill(3)
    alarm.check_record()
    assert alarm.find_faults() is None
    assert letters == []


def bring_back(database: Path, backup: Path) -> None:
    """Put a copy of the database's file in its place."""
    session.remove()
    engine().dispose()
    shutil.copyfile(backup, database)


def test_an_old_backup_of_the_database_raises_the_alarm(letters, caplog, tmp_path):
    fill(3)
    is_file = engine().dialect.name == "sqlite"
    database = Path(engine().url.database or "")
    if is_file:
        engine().dispose()
        shutil.copyfile(database, tmp_path / "backup.db")
    fill(2)
    if is_file:
        bring_back(database, tmp_path / "backup.db")
    else:
        go_back(3)
    with caplog.at_level(logging.ERROR):
        jobs.tidy()
    assert codes_of_alarm() == ["list_back"]
    assert "list_back" in caplog.text
    assert letters[0]["To"] == "admin@city.example"


def test_the_mail_says_what_was_found_and_what_to_do(letters):
    fill(5)
    go_back(3)
    alarm.check_record()
    text = letters[0].get_content()
    assert "3" in text
    assert alarm.find_faults()[1][0].sentence() in text
    assert letters[0]["Subject"]


def test_the_next_entry_after_an_old_backup_raises_the_alarm_at_once(letters):
    fill(5)
    go_back(3)
    fill(1)
    assert codes_of_alarm() == ["list_differs", "list_back"]
    assert len(letters) == 1
    fill(2)
    assert len(letters) == 1


def test_entries_that_take_the_place_of_lost_ones_are_found_when_there_are_as_many():
    fill(5)
    go_back(3)
    for number in range(4):
        record.append("panel_drawn", {"number": number})
        session.commit()
    alarm.check_record()
    assert codes_of_alarm() == ["list_differs"]


def test_the_alarm_ends_when_the_record_holds_again(letters):
    entry = fill(3)[1]
    content = entry.content
    tamper(2, content='{"days":7,"reason":"other"}')
    alarm.check_record()
    since = alarm.find_faults()[0]
    alarm.check_record()
    assert codes_of_alarm() == ["entry_changed"]
    assert alarm.find_faults()[0] == since
    tamper(2, content=content)
    alarm.check_record()
    assert alarm.find_faults() is None
    assert len(letters) == 2


def test_a_list_that_was_deleted_or_signed_by_another_key_raises_the_alarm():
    fill(2)
    kept = storage.locate(heads.FILE).read_bytes()
    storage.drop(heads.FILE)
    alarm.check_record()
    assert codes_of_alarm() == ["list_missing"]
    storage.write(heads.FILE, kept.replace(b'"size":1', b'"size":7'))
    alarm.check_record()
    assert codes_of_alarm() == ["list_unsigned"]


def test_a_key_that_cannot_be_read_raises_the_alarm():
    fill(1)
    storage.write(keys.FILE, b"no key")
    assert [fault.code for fault in inspection.check()] == ["key_unreadable"]
    assert "signing-key.pem" in inspection.check()[0].sentence()


def test_a_line_cut_off_by_a_power_failure_is_passed_over():
    fill(2)
    with storage.locate(heads.FILE).open("ab") as file:
        file.write(b'{"digest":"12')
    fill(1)
    assert [head["size"] for head in heads.list_kept()] == [1, 2, 3]
    assert inspection.check() == []


def test_a_mail_server_that_is_away_keeps_no_alarm_back(app: Flask, caplog):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    fill(2)
    remove(1)
    alarm.check_record()
    assert codes_of_alarm() == ["entry_missing"]
    assert "was not sent" in caplog.text


def test_every_fault_has_its_sentence():
    params = {"number": 1, "size": 2, "before": 3, "date": "2026-11-23T19:00:00.000000Z"}
    for code in inspection.SENTENCES:
        given = {**params, "file": "a file", "reason": "a reason"}
        assert inspection.Fault(code, given).sentence()


def run(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["record", *words])
    return answer.exit_code, answer.output


def test_the_commands_anchor_and_check_the_record(app: Flask, tmp_path):
    anchor = str(tmp_path / "anchor.json")
    assert run(app, "anchor", anchor)[0] == 1
    fill(3)
    assert run(app, "anchor", anchor) == (0, "")
    fill(1)
    code, said = run(app, "check", "--anchor", anchor)
    assert (code, "4 entries" in said, "continues the anchor" in said) == (0, True, True)
    session.remove()
    go_back(2)
    code, said = run(app, "check", "--anchor", anchor)
    assert code == 1
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"", "anchor_unreadable"),
        (lambda data: data[:-3], "anchor_unreadable"),
        (lambda data: b"[]", "anchor_unreadable"),
        (lambda data: b'{"a":1}', "anchor_unreadable"),
        (lambda data: data.replace(b'"size":3', b'"size":2'), "anchor_unsigned"),
        (lambda data: data.replace(b'"time":"20', b'"time":"x0'), "anchor_unreadable"),
        (lambda data: data.replace(b'"size":3', b'"size":"3"'), "anchor_unreadable"),
    ],
)
def test_an_anchor_that_is_none_is_refused(change, code: str):
    fill(3)
    anchor = change(heads.as_file(record.find_head()))
    assert [fault.code for fault in inspection.check(anchor)] == [code]


def test_an_anchor_of_another_record_is_refused():
    fill(3)
    other = heads.sign(3, "1" * 64, record.find_head()["digest"], "2026-11-23T19:00:00.000000Z")
    found = inspection.check(heads.as_file(other))
    assert [fault.code for fault in found] == ["anchor_differs"]
    assert inspection.check(heads.as_file(record.find_head())) == []


def test_a_backup_that_had_to_be_brought_back_is_declared_in_public(app: Flask):
    fill(5)
    lost = record.find_head()
    go_back(3)
    alarm.check_record()
    assert run(app, "restart", "--reason", " ")[0] == 1
    assert run(app, "restart", "--reason", "The disk broke.")[0] == 0
    assert alarm.find_faults() is None
    entry = session.query(record.RecordEntry).order_by(record.RecordEntry.number.desc()).first()
    assert (entry.number, entry.kind) == (4, "record_restored")
    assert entry.data["lost_root"] == lost["root"]
    assert [head["size"] for head in heads.list_kept()] == [4]
    assert len(list(storage.locate("").glob("record-heads-until-*.jsonl"))) == 1
