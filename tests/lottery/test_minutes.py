"""Minutes from the draw to the signature: gathered, written, fixed once, corrected beside."""

import io
import json
import os
import re
import shlex
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from observatory import keys, storage
from observatory.database import now
from observatory.lottery import queries
from observatory.lottery.models import Minutes, MinutesFile
from observatory.lottery.services import minutes as services
from observatory.lottery.services.minutes import copies, fixing, writing
from observatory.lottery.services.minutes.gathering import gather
from observatory.record import RecordEntry
from observatory.recruitment.models import Ceremony
from observatory.recruitment.queries import find_invitation_draw, find_register
from sortition import documents, proofs
from sortition.commands import main
from tests import factories
from tests.lottery import minuting


@pytest.fixture
def made(session):
    return minuting.drawn()


def written(made, kind="panel", **changes):
    return services.write_minutes(made, kind, minuting.TYPED | changes)


def fixed(made, kind="panel", **changes):
    minutes = written(made, kind, **changes)
    return services.fix_minutes(made, minutes, None, minuting.LANGUAGES)


def entries(session, kind):
    found = session.query(RecordEntry).filter_by(kind=kind).order_by(RecordEntry.number)
    return [json.loads(entry.content) for entry in found]


def bytes_of(minutes, ending):
    [name] = [file.name for file in minutes.files if file.name.endswith(ending)]
    return queries.get_minutes_file(minutes, name).data


def test_minutes_tell_what_the_files_of_the_draw_hold(made):
    draw = queries.find_draw(made)
    facts = gather(made, "panel", minuting.ACT)
    result = json.loads(draw.result)
    assert facts.panel.drawn == tuple(sorted(own[:16] for own, _ in result["seats"]))
    assert facts.panel.order == tuple(own[:16] for own in result["order"])
    assert (facts.panel.dice, facts.panel.number) == (minuting.DICE, "137")
    assert facts.commit == ("commit.json", draw.commitment_digest)
    assert (facts.letters.letters, facts.letters.households, facts.letters.rows) == (4, 5, 9)
    assert sum(facts.letters.counts.values()) == 9


def test_minutes_name_nobody_of_the_pool_and_hide_small_numbers(made):
    minutes = fixed(made)
    for file in minutes.files:
        text = minuting.words_of(file.data) if file.form == "pdf" else file.data.decode()
        for name in ("Ada", "Bruno", "Clara", "Diego", "example.org", "H1", "P3"):
            assert name not in text
    assert re.search(r"North +[0-9]+ +2 +hidden", bytes_of(minutes, "-en.txt").decode())


def test_the_command_in_the_minutes_repeats_the_draw_of_the_letters(made, tmp_path, monkeypatch):
    draw = find_invitation_draw(made)
    facts = gather(made, "letters", minuting.ACT)
    monkeypatch.chdir(tmp_path)
    register = storage.locate(find_register(made).path)
    (tmp_path / "register.csv").write_bytes(register.read_bytes())
    (tmp_path / "letters-key.txt").write_text(draw.key)
    assert main(shlex.split(facts.letters.command)[3:]) == 0
    again = (tmp_path / "again" / "commit1.json").read_bytes()
    assert proofs.sha256(again).hex() == draw.commitment_digest


def test_minutes_wait_for_the_dice(session):
    made = factories.pooled(factories.body())
    with pytest.raises(writing.NotYetDrawn):
        written(made)
    with pytest.raises(writing.NotYetDrawn):
        services.begin(made, "letters")


def test_a_draw_without_a_ceremony_begins_with_its_witnesses(made):
    begun = services.begin(made, "panel")
    assert begun["witnesses"] == "Ana Secretary\nLuis Notary"
    assert (begun["place"], begun["legal_basis"]) == ("", "")


def test_what_the_ceremony_was_told_stands_in_the_minutes_and_corrections_are_named(made, session):
    draw = queries.find_draw(made)
    told = {"place": "Sala 1", "presided_by": "Eva Pérez", "certified_by": "", "witnesses": "Ana"}
    factories.save(
        Ceremony(
            recruitment_id=made.id,
            kind="panel",
            draw_id=draw.id,
            legal_basis="Art. 7",
            first_typist="Eva Uno",
            second_typist="Iker Dos",
            read_aloud_at=now() - timedelta(minutes=5),
            **told,
        )
    )
    begun = services.begin(made, "panel")
    assert (begun["place"], begun["presided_by"], begun["legal_basis"]) == (
        *("Sala 1", "Eva Pérez"),
        "Art. 7",
    )
    minutes = services.write_minutes(made, "panel", begun | {"place": "Sala 2"})
    text = "\n".join(minuting.everything(services.compose_minutes(made, minutes, "en")))
    assert "It was corrected here" in text
    assert all(name in text for name in ("Sala 1", "Sala 2", "Eva Uno", "Iker Dos", "Art. 7"))


def test_fixing_makes_six_files_signs_them_and_enters_them_in_the_record(made, session):
    minutes = fixed(made)
    kinds = sorted((file.language, file.form) for file in minutes.files)
    assert kinds == sorted((code, form) for code in minuting.LANGUAGES for form in ("pdf", "txt"))
    [entry] = entries(session, "minutes_fixed")
    assert entry["hashes"] == sorted([file.name, file.digest] for file in minutes.files)
    content = json.loads(minutes.signed)
    assert (entry["key"], entry["signature"]) == (keys.public_key(), content["signature"])
    signed = proofs.canonical({k: v for k, v in content.items() if k != "signature"})
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys.public_key()))
    key.verify(bytes.fromhex(content["signature"]), signed)
    assert "Ana Secretary" not in json.dumps(entry)


def test_fixing_again_would_give_the_same_bytes(made):
    minutes = fixed(made)
    for language in minuting.LANGUAGES:
        document = services.compose_minutes(made, minutes, language)
        for form, make in fixing.MAKERS.items():
            assert make(document) == bytes_of(minutes, f"-{language}.{form}")


def test_fixed_minutes_are_fixed_once(made, session):
    minutes = fixed(made)
    with pytest.raises(writing.MinutesFixed):
        services.fix_minutes(made, minutes, None, minuting.LANGUAGES)
    assert session.query(MinutesFile).count() == 6
    assert len(entries(session, "minutes_fixed")) == 1


def test_a_draft_that_somebody_fixes_meanwhile_is_not_overwritten(made, monkeypatch):
    found = written(made, place="Hall A")

    def find_and_fix(*_):
        return services.fix_minutes(made, found, None, minuting.LANGUAGES)

    monkeypatch.setattr(writing.queries, "find_written", find_and_fix)
    with pytest.raises(writing.MinutesFixed):
        written(made, place="Hall B")
    assert found.place == "Hall A"


def test_a_correction_is_a_new_version_beside_the_old_with_its_reason(made, session):
    first = fixed(made)
    before = bytes_of(first, "-es.pdf")
    with pytest.raises(writing.ReasonForVersion):
        written(made)
    second = fixed(made, reason="A witness was missing.", witnesses="Ana Secretary\nEva Third")
    assert (first.version, second.version, session.query(Minutes).count()) == (1, 2, 2)
    assert bytes_of(first, "-es.pdf") == before
    assert "A witness was missing." in bytes_of(second, "-en.txt").decode()
    supersedes = proofs.sha256(first.signed.encode()).hex()
    assert [one["supersedes"] for one in entries(session, "minutes_fixed")] == [None, supersedes]


def test_minutes_of_the_letters_come_from_the_same_pen_right_after_their_dice(session):
    made = minuting.with_letters()
    minutes = fixed(made, "letters")
    text = bytes_of(minutes, "-en.txt").decode()
    assert "MINUTES OF THE DRAW OF THE LETTERS" in text
    assert "3141 5926 5358 9793 2384" in text
    assert not services.is_drawn(made, "panel")


def test_an_act_that_ends_before_it_begins_is_refused(made):
    with pytest.raises(writing.EndsBeforeItBegins):
        written(made, began="10:30", ended="9:15")


def test_a_changed_byte_is_detected_wherever_it_is(made):
    minutes = fixed(made)
    text, paper = bytes_of(minutes, "-en.txt"), bytes_of(minutes, "-en.pdf")
    places = [(text, at) for at in range(len(text))]
    places += [(paper, at) for at in range(0, len(paper), len(paper) // 200)]
    ours = {file.digest for file in minutes.files}
    for turn, (data, at) in enumerate(places):
        other = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        digest = documents.hash_stream(io.BytesIO(other))
        assert digest not in ours
        if turn % 100 == 0:  # the signature too; each costs a hundred hashes
            with pytest.raises(documents.DrawError):
                documents.check_document(digest, minutes.signed.encode(), keys.public_key())
    assert len(places) > 3000


def test_a_signed_copy_enters_the_record_with_who_signed_it(made, session):
    minutes = fixed(made)
    people = services.list_signers(minutes)
    assert people[:2] == [
        ("presides", "María Núñez, alcaldesa"),
        ("certifies", "José Luis Prieto, notario"),
    ]
    scan = b"%PDF-1.7 a scan"
    copy = services.add_copy(made, minutes, io.BytesIO(scan), people[1:3], None)
    [entry] = entries(session, "minutes_signed")
    assert entry["sha256"] == proofs.sha256(scan).hex() == copy.digest
    assert entry["signers"] == ["certifies", "witness"]
    assert storage.locate(copy.path).read_bytes() == scan
    with pytest.raises(copies.CopyThere):
        services.add_copy(made, minutes, io.BytesIO(scan), people[:1], None)


def test_a_copy_whose_saving_broke_off_is_removed_and_one_that_was_saved_stays(made):
    kept = storage.locate("minutes")
    services.add_copy(made, fixed(made), io.BytesIO(b"%PDF-1.7"), [("witness", "Ana")], None)
    (kept / "lost").write_bytes(b"%PDF-")
    for path in kept.iterdir():
        os.utime(path, (0, 0))
    assert services.drop_lost_copies() == 1
    assert [path.read_bytes() for path in kept.iterdir()] == [b"%PDF-1.7"]


@pytest.mark.parametrize(
    ("scan", "signers", "refusal"),
    [
        (b"GIF89a", [("witness", "Ana")], copies.NotPdf),
        (b"", [("witness", "Ana")], copies.NotPdf),
        (b"%PDF-", [], copies.NobodySigned),
    ],
)
def test_what_is_no_signed_copy_is_refused(made, scan, signers, refusal):
    minutes = fixed(made)
    with pytest.raises(refusal):
        services.add_copy(made, minutes, io.BytesIO(scan), signers, None)
    assert minutes.copies == []
