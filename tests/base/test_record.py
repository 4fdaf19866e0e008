"""The record: every entry bound to the one before, signed, and a leaf of one tree."""

import json
import threading

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from observatory import heads, inspection, keys, record
from observatory.database import session
from observatory.record import RecordEntry
from sortition import growing, proofs
from tests import factories
from tests.base.records import fill, remove, tamper, unguard

pytestmark = pytest.mark.usefixtures("session")


def forget_key() -> None:
    """Put another key in place of the operator's, as somebody without the backup might."""
    keys.storage.drop(keys.FILE)
    keys._make(keys.storage.locate(keys.FILE))


def codes_of_faults() -> list[str]:
    return [fault.code for fault in inspection.check()]


def test_entries_form_a_chain():
    first = record.append("quotas_locked", {"seats": 49})
    second = record.append("panel_drawn", {"number": 43})
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.digest
    assert inspection.check_entries().faults == []


def test_each_entry_is_signed_by_the_operator():
    (entry,) = fill(1)
    assert heads.verifies(keys.public_key(), entry.leaf, entry.signature)
    line = json.loads(entry.line)
    assert line.pop("signature") == entry.signature
    assert proofs.canonical(line) == entry.leaf


def test_the_head_has_the_root_of_the_whole_tree():
    leaves: list[bytes] = []
    for _ in range(9):
        (entry,) = fill(1)
        leaves.append(entry.leaf)
        head = record.find_head()
        assert (head["size"], head["digest"]) == (entry.number, entry.digest)
        assert head["root"] == proofs.merkle_root(leaves).hex()
        assert heads.is_signed(head)


def test_every_entry_is_proven_against_every_later_head():
    entries = fill(12)
    made = [record.make_head(entry) for entry in entries]
    for entry in entries:
        for head in made[entry.number - 1 :]:
            path = [bytes.fromhex(one) for one in record.prove_entry(entry, head)["path"]]
            root, at = bytes.fromhex(head["root"]), entry.number - 1
            assert proofs.is_included(entry.leaf, at, head["size"], path, root)


def test_a_head_is_proven_to_continue_every_former_one():
    made = [record.make_head(entry) for entry in fill(12)]
    for former in made:
        path = record.prove_continuation(former["size"], made[-1])["path"]
        roots = [bytes.fromhex(head["root"]) for head in (former, made[-1])]
        steps = [bytes.fromhex(one) for one in path]
        assert growing.is_consistent(former["size"], 12, *roots, steps)


@pytest.mark.parametrize("statement", ["UPDATE record_entry SET kind = 'x'", "DELETE FROM"])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(statement: str):
    fill(2)
    whole = statement if "SET" in statement else f"{statement} record_entry"
    with pytest.raises(IntegrityError, match="append-only"):
        session.execute(text(whole))
    session.rollback()
    assert inspection.check_entries().faults == []


OTHER = "1" * 64
MUTATIONS = [
    {"body_id": None},
    {"kind": "panel_drawn"},
    {"kind": ""},
    {"content": '{"days":2,"reason":"Número 3"}'},
    {"content": '{"days": 2,"reason":"Número 2"}'},
    {"content": '{"days":2,"reason":"N\u006fu\u0301mero 2"}'},
    {"content": '{"days":2}'},
    {"content": "[]"},
    {"content": ""},
    {"content": "no JSON"},
    {"content": "null"},
    {"previous": OTHER},
    {"previous": ""},
    {"digest": OTHER},
    {"digest": ""},
    {"entered_at": "2026-01-01 00:00:00.000000"},
    {"entered_at": "2026-01-01 00:00:00.000001"},
    {"signature": "0" * 128},
    {"signature": ""},
    {"signature": "not hex"},
    {"nodes": OTHER},
    {"nodes": ""},
    {"nodes": None},
    {"number": 9},
]


@pytest.mark.parametrize("values", MUTATIONS, ids=str)
@pytest.mark.parametrize("at", [1, 3, 4])
def test_every_change_of_every_column_is_found(values: dict[str, object], at: int):
    body = factories.body()
    for number in range(1, 5):
        content = {"reason": "Número 2", "days": number + 10}
        record.append("closing_moved", content, body.id)
        session.commit()
    assert inspection.check() == []
    tamper(at, **values)
    assert codes_of_faults()


def test_the_mutations_cover_every_column():
    assert {name for values in MUTATIONS for name in values} == set(
        RecordEntry.__table__.columns.keys()
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_entry_is_noticed(number: int):
    fill(3)
    remove(number)
    assert codes_of_faults() == ["list_back" if number == 3 else "entry_missing"]


def test_two_entries_that_change_places_are_noticed():
    fill(3)
    unguard()
    for former, new in ((1, 8), (2, 1), (8, 2)):
        session.execute(text(f"UPDATE record_entry SET number = {new} WHERE number = {former}"))
    session.commit()
    assert codes_of_faults() == ["entry_changed"]


def test_another_key_is_noticed_and_signs_nothing():
    fill(2)
    forget_key()
    assert "entry_unsigned" in codes_of_faults()
    with pytest.raises(record.KeyNotAnnounced):
        fill(1)


def test_entries_from_before_the_signatures_are_signed_and_kept_as_they_are():
    before = [entry.digest for entry in fill(5)]
    tamper(1, signature=None, nodes=None)
    session.execute(text("UPDATE record_entry SET signature = NULL, nodes = NULL"))
    session.commit()
    record.append("panel_drawn", {"number": 43})
    session.commit()
    assert inspection.check() == []
    kept = session.query(RecordEntry).order_by(RecordEntry.number).limit(5)
    assert [entry.digest for entry in kept] == before


def test_an_upgrade_signs_what_was_entered_before(app: Flask):
    fill(3)
    tamper(1, signature=None, nodes=None)
    session.execute(text("UPDATE record_entry SET signature = NULL, nodes = NULL"))
    session.commit()
    assert app.test_cli_runner().invoke(args=["database", "upgrade"]).exit_code == 0
    assert inspection.check() == []


def enter(app: Flask, times: int, failed: list[Exception]) -> None:
    try:
        for number in range(times):
            with app.app_context():
                record.append("closing_moved", {"days": number})
                session.commit()
    except Exception as error:
        failed.append(error)


def test_writers_at_the_same_moment_take_turns(app: Flask):
    failed: list[Exception] = []
    threads = [threading.Thread(target=enter, args=(app, 10, failed)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert session.query(RecordEntry).count() == 40
    assert inspection.check() == []


def test_what_is_rolled_back_leaves_no_head():
    fill(1)
    record.append("panel_drawn", {"number": 43})
    session.rollback()
    session.commit()
    assert [head["size"] for head in heads.list_kept()] == [1]
