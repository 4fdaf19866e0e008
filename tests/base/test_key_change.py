"""Another key for the operator: everything verifies across it, and a crash finishes itself."""

import os
from typing import Any

import pytest
from flask import Flask

from observatory import alarm, heads, inspection, key_change, keys, record, storage
from observatory.database import session
from observatory.entries import RecordEntry
from sortition import proofs, verify_record
from tests import factories
from tests.base.records import fill, remove, tamper
from tests.base.test_record_verifier import anchor, export, proof_of

pytestmark = pytest.mark.usefixtures("session")
VERIFIED, NOT_VERIFIED = verify_record.VERIFIED, verify_record.NOT_VERIFIED


def change(**how: Any) -> tuple[str, str]:
    """Change the key and return the former and the new one."""
    former = keys.public_key()
    new = key_change.change_key("The administrator left.", **how)
    assert new
    return former, new


def code(data: bytes, *given: Any) -> str:
    with pytest.raises(verify_record.RecordError) as caught:
        verify_record.verify(data, *given)
    return caught.value.code


def mode(name: str) -> int:
    return storage.locate(name).stat().st_mode & 0o777


def test_the_former_key_announces_the_new_one_and_is_kept_aside():
    fill(2)
    former, new = change()
    entry = session.get(RecordEntry, 3)
    assert (entry.kind, entry.data["former"], entry.data["key"]) == ("key_changed", former, new)
    assert heads.verifies(former, entry.leaf, entry.signature)
    assert keys.public_key() == new != former
    aside = keys.FORMER.format(name=former[:16])
    assert (mode(aside), mode(keys.FILE)) == (0o600, 0o600)
    assert not storage.locate(keys.NEXT).exists()
    assert keys.find_held(former) is not None


def test_everything_verifies_across_two_changes():
    anchors = [fill(1) and anchor()]
    for _ in range(2):
        change()
        anchors.append(anchor())
        fill(2)
        anchors.append(anchor())
    assert inspection.check() == []
    for kept in anchors:
        assert inspection.check(kept) == []
        assert verify_record.verify(export(), kept)[0] == VERIFIED
        former = heads.read(kept)["size"]
        grown = proofs.canonical(record.prove_continuation(former, record.find_head()))
        assert verify_record.verify(grown, kept)[0] == VERIFIED
    for number in range(1, 8):
        assert verify_record.verify(proofs.canonical(proof_of(number)), anchor())[0] == VERIFIED
    assert "Entry 2: The key changed" in verify_record.verify(export())[1][0]


def test_a_lost_key_is_named_and_not_silently_accepted():
    fill(2)
    kept = anchor()
    storage.drop(keys.FILE)
    with pytest.raises(keys.KeyUnreadable):
        fill(1)
    session.rollback()
    new = key_change.change_key("The disk with the key broke.", is_lost=True)
    fill(1)
    assert inspection.check() == []
    verdict, said = verify_record.verify(export(), kept)
    assert verdict == NOT_VERIFIED
    assert said[0].startswith("Entry 3: THE FORMER KEY WAS LOST OR STOLEN")
    assert verify_record.verify(export(), kept, new)[0] == VERIFIED
    assert code(export(), kept, "1" * 64) == "given_key"
    proof = proofs.canonical(proof_of(1))
    assert verify_record.verify(proof, anchor())[0] == NOT_VERIFIED
    assert verify_record.verify(proof, anchor(), new)[0] == VERIFIED


def test_a_stolen_key_is_replaced_without_its_signature():
    fill(1)
    former, new = change(is_lost=True)
    entry = session.get(RecordEntry, 2)
    assert entry.kind == "key_replaced"
    assert heads.verifies(new, entry.leaf, entry.signature)
    assert not heads.verifies(former, entry.leaf, entry.signature)
    assert inspection.check() == []


class BrokenError(Exception):
    """The computer stops here."""


def break_off(at: Any, name: str, **how: Any) -> None:
    """Change the key and stop where a step begins."""

    def stop(*_: object) -> None:
        raise BrokenError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at, name, stop)
        with pytest.raises(BrokenError):
            key_change.change_key("The administrator left.", **how)
    session.rollback()


@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize(
    ("at", "name"),
    [(record, "append"), (session, "commit"), (keys, "adopt_next"), (os, "link")],
    ids=["made", "entered", "committed", "half adopted"],
)
def test_a_change_that_is_broken_off_ends_well(at: Any, name: str, is_lost: bool):
    fill(2)
    kept, former = anchor(), keys.public_key()
    keys.make_next()
    break_off(at, name, is_lost=is_lost)
    is_announced = session.get(RecordEntry, 3) is not None
    assert is_announced == (name in {"adopt_next", "link"})
    assert inspection.check() == []
    assert verify_record.verify(export(), kept, heads.read(anchor())["key"])[0] == VERIFIED
    assert (key_change.change_key("Again.", is_lost=is_lost) is None) == is_announced
    fill(1)
    assert keys.public_key() != former
    assert inspection.check() == []
    assert session.query(RecordEntry).count() == 4
    assert verify_record.verify(export(), kept, keys.public_key())[0] == VERIFIED


def test_the_next_entry_finishes_a_change_too():
    fill(1)
    former = keys.public_key()
    break_off(keys, "adopt_next")
    fill(1)
    assert keys.public_key() != former
    assert inspection.check() == []


@pytest.mark.parametrize("is_lost", [False, True])
def test_after_an_old_backup_the_key_is_announced_again(is_lost: bool):
    fill(2)
    kept, (_, new) = anchor(), change(is_lost=is_lost)
    remove(3)
    with pytest.raises(record.KeyNotAnnounced):
        fill(1)
    session.rollback()
    if is_lost:
        storage.drop(next(storage.locate("").glob("signing-key-former-*")).name)
        with pytest.raises(key_change.FormerMissing):
            key_change.change_key("An old backup was brought back.")
        session.rollback()
    assert key_change.change_key("An old backup was brought back.", is_lost=is_lost) == new
    alarm.restart("An old backup was brought back.")
    fill(1)
    assert inspection.check(kept) == []
    assert verify_record.verify(export(), kept, new)[0] == VERIFIED


def test_a_restart_that_is_refused_keeps_the_list_of_what_is_lost(app):
    fill(3)
    change()
    for number in (4, 3, 2):
        remove(number)
    lost = heads.list_kept()
    ended = app.test_cli_runner().invoke(args=["record", "restart", "--reason", "The disk broke."])
    assert (ended.exit_code, "change-key" in ended.output) == (1, True)
    session.rollback()
    assert heads.list_kept() == lost
    assert "list_back" in {fault.code for fault in inspection.check()}


def test_a_waiting_key_that_cannot_be_read_stops_nothing_but_the_change():
    fill(1)
    storage.locate(keys.NEXT).write_bytes(b"no key")
    fill(1)
    alarm.check_record()
    assert alarm.find_faults() is None
    with pytest.raises(keys.KeyUnreadable) as refused:
        key_change.change_key("Again.")
    assert keys.NEXT in refused.value.sentence()


def test_only_the_new_key_itself_can_agree():
    fill(2)
    change()
    fill(1)
    entry = session.get(RecordEntry, 3)
    other = key_change.announce(entry.data["former"], keys.signing_key(), "Elsewhere.")
    tamper(3, content=proofs.canonical(other).decode())
    digest = record.chain_digest(3, entry.kind, proofs.canonical(other), entry.previous)
    tamper(3, digest=digest)
    entry = session.get(RecordEntry, 3)
    tamper(3, signature=keys.find_held(other["former"]).sign(entry.leaf).hex())
    assert [fault.code for fault in inspection.check()][0] == "key_unproven"
    assert code(export()) == "consent"


def test_a_record_from_before_the_change_does_not_hold_with_the_new_key():
    fill(2)
    change()
    aside = next(storage.locate("").glob("signing-key-former-*"))
    new = storage.locate(keys.FILE).read_bytes()
    storage.write(keys.FILE, aside.read_bytes())
    assert [fault.code for fault in inspection.check()] == ["key_differs"]
    storage.write(keys.FILE, new)
    assert inspection.check() == []


def test_the_page_names_a_key_that_was_replaced_without_its_signature(client):
    factories.body("villa")
    fill(1)
    change()
    assert "stolen key" not in client.get("/en/villa/record").text
    change(is_lost=True)
    assert "At entry 3 a lost or stolen key" in client.get("/en/villa/record").text


def run(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["record", "change-key", *words])
    return answer.exit_code, answer.output


def test_the_command_asks_for_the_reason_and_says_the_key(app: Flask):
    fill(1)
    assert run(app, "--reason", " ")[0] == 1
    exit_code, said = run(app, "--reason", "The administrator left.")
    assert (exit_code, keys.public_key() in said) == (0, True)
    fill(1)
    storage.drop(keys.FILE)
    assert run(app, "--reason", "No more.")[0] == 1
    storage.drop(heads.FILE)
    storage.write(keys.FILE, b"no key")
    assert "record-heads.jsonl" in run(app, "--reason", "Lost.", "--lost")[1]
    assert alarm.find_faults() is None
