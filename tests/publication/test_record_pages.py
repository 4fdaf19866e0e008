"""The public record as pages and files: complete without script, checked by its own verifier."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from observatory import alarm, keys, record, storage
from observatory.bodies import services
from observatory.bodies.models import Body
from observatory.database import session
from observatory.entries import KEY_KINDS
from observatory.lottery.services.notices import sending
from observatory.publication.kinds import KINDS
from script.sizes import paths, short
from sortition import vacancies, verify_record
from tests import factories
from tests.base.records import remove

pytestmark = pytest.mark.usefixtures("session")
# Where the kind is no text in the call: what it can be.
INDIRECT = {
    "observatory/key_change.py": set(KEY_KINDS),
    "observatory/lottery/services/audits.py": {"auditors_pack_given", "auditors_calls_given"},
    "observatory/lottery/services/notices/sending.py": set(sending.KINDS.values()),
    "observatory/lottery/services/vacancies.py": set(vacancies.KINDS),
}
# Named by the parts that are about to enter them.
PLANNED: set[str] = {
    *("objection_received", "objection_decided", "commitment_superseded"),
    *("minutes_fixed", "minutes_signed"),
}


@pytest.fixture
def body() -> Body:
    """A body whose pages stand below /villa/."""
    return factories.body("villa")


def enter(kind: str, body: Body | None, **content: Any) -> record.RecordEntry:
    entry = record.append(kind, content, body.id if body else None)
    session.commit()
    return entry


def test_the_list_says_in_words_what_was_done_the_newest_first(body: Body, client: FlaskClient):
    enter("quotas_locked", body, recruitment=1)
    enter("panel_drawn", body, recruitment=1, attempt=1)
    answer = client.get("/en/villa/record")
    first, second = answer.text.index("Dice drew the panel"), answer.text.index("The quotas were")
    assert first < second
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The quotas were locked"), ("es", "Se fijaron las cuotas"), ("fr", "Les quotas")],
)
def test_the_words_are_those_of_the_reader(language: str, words: str, body: Body, client):
    enter("quotas_locked", body, recruitment=1)
    assert words in client.get(f"/{language}/villa/record").text
    assert words in client.get(f"/{language}/villa/record/1").text


def test_a_body_shows_its_own_entries_and_those_of_all(body: Body, client: FlaskClient):
    other = factories.body("other")
    enter("quotas_locked", other, recruitment=1)
    enter("record_restored", None, reason="The disk broke.")
    text = client.get("/en/villa/record").text
    assert "declared" in text
    assert "quotas were locked" not in text
    assert client.get("/en/villa/record/1").status_code == 404
    assert client.get("/en/villa/record/2").status_code == 200
    assert client.get("/en/villa/record/3").status_code == 404


def test_an_entry_leads_to_its_draw(body: Body, client: FlaskClient):
    recruitment = factories.seat(body).place.draw.recruitment_id
    enter("quotas_locked", body, recruitment=recruitment)
    enter("file_opened", body, file=1)
    address = f"/en/villa/draws/{recruitment}/1"
    assert address in client.get("/en/villa/record").text
    assert address in client.get("/en/villa/record/1").text
    assert "/evaluations/1" not in client.get("/en/villa/record/2").text


def test_the_list_comes_in_pages(body: Body, client: FlaskClient):
    for number in range(51):
        record.append("file_opened", {"file": number}, body.id)
    session.commit()
    assert "Page 1 of 2" in client.get("/en/villa/record").text
    assert "Entry" in client.get("/en/villa/record?page=2").text
    for wrong in ("0", "3", "-1"):
        assert client.get(f"/en/villa/record?page={wrong}").status_code == 404


def test_an_empty_record_says_what_comes_first(body: Body, client: FlaskClient):
    assert "Nothing was entered yet" in client.get("/en/villa/record").text
    for name in ("record.jsonl", "anchor.json", "continuation/1.json", "1/proof.json", "1"):
        assert client.get(f"/en/villa/record/{name}").status_code == 404


def test_what_is_downloaded_is_verified(body: Body, client: FlaskClient):
    enter("quotas_locked", body, recruitment=1)
    former = client.get("/en/villa/record/anchor.json").data
    for number in range(4):
        enter("file_opened", body, file=number)
    anchor = client.get("/en/villa/record/anchor.json").data
    whole = client.get("/en/villa/record/record.jsonl").data
    proof = client.get("/en/villa/record/3/proof.json").data
    grown = client.get("/en/villa/record/continuation/1.json").data
    assert len(whole.splitlines()) == 6
    for data, given in ((whole, former), (whole, anchor), (proof, anchor), (grown, former)):
        assert verify_record.verify(data, given)[0] == verify_record.VERIFIED
    assert client.get("/en/villa/record/continuation/6.json").status_code == 404
    assert client.get("/en/villa/record/continuation/0.json").status_code == 404


@pytest.mark.parametrize("address", ["/verify_record.py", "/en/villa/record/verify_record.py"])
def test_the_verifier_stands_where_everybody_can_take_it(address: str, body: Body, client):
    session.commit()
    answer = client.get(address)
    assert answer.data.startswith(b"#!/usr/bin/env python3")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_alarm_is_said_in_public_until_it_ends(body: Body, client: FlaskClient):
    for number in range(3):
        enter("file_opened", body, file=number)
    remove(3)
    alarm.check_record()
    text = client.get("/en/villa/record").text
    assert "this record does not hold" in text
    assert "Entries are gone" in text
    storage.drop(alarm.FILE)
    assert "does not hold" not in client.get("/en/villa/record").text


def test_start_page_and_footer_lead_to_the_record(body: Body, client: FlaskClient):
    session.commit()
    assert client.get("/en/villa/").text.count("/en/villa/record") == 2
    assert "/en/villa/record" in client.get("/en/villa/draws").text
    assert client.get("/en/").status_code == 200


def test_a_text_of_somebody_is_escaped_and_whole(body: Body, client: FlaskClient):
    enter("closing_moved", body, reason="<script>alert(1)</script> ñ")
    text = client.get("/en/villa/record/1").text
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert "ñ" in text


def acts_of_code() -> Iterator[tuple[str, str | None]]:
    """Yield each call that enters an act: its module and its kind, None where it is no text."""
    for path in paths("observatory/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "record.append":
                kind = node.args[0]
                yield short(path), kind.value if isinstance(kind, ast.Constant) else None


def kinds_of_code() -> dict[str, set[str]]:
    """Return each kind that the code enters, with the modules that do."""
    found: dict[str, set[str]] = {}
    for module, kind in acts_of_code():
        for one in [kind] if kind else INDIRECT[module]:
            found.setdefault(one, set()).add(module)
    return found


def test_every_kind_that_is_entered_has_its_words():
    assert set(kinds_of_code()) - set(KINDS) == set()


def test_every_kind_with_words_is_entered_somewhere():
    assert set(KINDS) - set(kinds_of_code()) <= PLANNED


def test_every_kind_has_words_in_three_languages(body: Body, client: FlaskClient):
    here = keys.public_key()
    own = {"key": here, "former": here}  # whatever changes the key names two that are here
    for kind in KINDS:
        enter(kind, body, **(own if kind in KEY_KINDS else {}))
    assert len({kind.sentence for kind in KINDS.values()}) == len(KINDS)
    pages = {
        language: "".join(client.get(f"/{language}/villa/record?page=1").text)
        for language in ("en", "es", "fr")
    }
    for kind in KINDS.values():
        assert kind.sentence in pages["en"]
        assert kind.sentence not in pages["es"]
        assert kind.sentence not in pages["fr"]


def test_founding_a_body_is_its_first_public_act():
    made = services.found_body("nueva", "Observatorio Nuevo", "Metrópolis", 49)
    entry = session.query(record.RecordEntry).filter_by(kind="body_founded").one()
    assert entry.body_id == made.id
    assert entry.data == {
        "slug": "nueva",
        "name": "Observatorio Nuevo",
        "city": "Metrópolis",
        "seats": 49,
    }
