"""A damaged record stays public: every page and file answers, and the verifier says where."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from observatory import alarm, heads, keys, record, storage
from observatory.bodies.models import Body
from observatory.database import session
from sortition import verify_record
from tests import factories
from tests.base.records import remove, tamper, unguard
from tests.lottery import drawn
from tests.plugins.databases import KIND

pytestmark = pytest.mark.usefixtures("session")
AT = 3
ADDRESSES = ["", "/3", "/anchor.json", "/3/proof.json", "/6/proof.json", "/continuation/3.json"]
REFUSED = {"another hash", "no nodes", "no nodes and no list", "no key"}
OTHER = "1" * 64


def rot() -> None:
    """Turn a text into bytes that are no text, as a broken disk does."""
    if session.get_bind().dialect.name == "postgresql":
        return tamper(AT, content="no JSON")
    unguard()
    session.execute(text(f"UPDATE record_entry SET content = x'7b22ff' WHERE number = {AT}"))
    session.commit()
    return session.expire_all()


def columns(**values: Any) -> Callable[[], None]:
    """Return what sets columns of the entry to other values."""
    return lambda: tamper(AT, **values)


def write(file: str, data: bytes) -> Callable[[], None]:
    """Return what puts other bytes in place of a file."""
    return lambda: storage.write(file, data)


def lose_tail() -> None:
    for number in (4, 5, 6):
        remove(number)


def lose_everything() -> None:
    for number in range(1, 7):
        remove(number)


def make_head_a_folder() -> None:
    storage.drop(heads.FILE)
    storage.locate(heads.FILE).mkdir()


def break_nodes() -> None:
    for number in range(1, 7):
        tamper(number, nodes="")


# What was done to the record, and what the verifier says: where, or None where only an anchor or
# the list of heads shows it.
DAMAGE: dict[str, tuple[Callable[[], Any], str | None]] = {
    "no JSON": (columns(content='{"file":'), "entry 3: the observatory itself could not read"),
    "no text": (rot, "entry 3: the observatory itself could not read"),
    "no object": (columns(content="[]"), "entry 3 digest"),
    "nothing": (columns(content=""), "entry 3: the observatory itself"),
    "half a character": (columns(content='{"file":"\\ud800"}'), "entry 3: the observatory"),
    "no number": (columns(content='{"file":NaN}'), "entry 3: the observatory"),
    "too deep": (columns(content="[" * 100_000), "entry 3: the observatory"),
    "other values": (columns(content='{"file":[1],"recruitment":{}}'), "entry 3 digest"),
    "a decomposed letter": (columns(kind="n\u0303"), "entry 3: the observatory"),
    "another kind": (columns(kind="panel_drawn"), "entry 3 digest"),
    "a byte of the content": (columns(content='{"file":9}'), "entry 3 digest"),
    "another predecessor": (columns(previous=OTHER), "entry 3 previous"),
    "no predecessor": (columns(previous="x"), "entry 3 previous"),
    "another hash": (columns(digest=OTHER), "entry 3 digest"),
    "a wrong signature": (columns(signature="0" * 128), "entry 3 signature"),
    "no signature": (columns(signature=None), "entry 3 signature"),
    "another moment": (columns(entered_at="2026-01-01 00:00:00.000000"), "entry 3 signature"),
    "a gap": (lambda: remove(AT), "entry 3 number: an entry is missing here"),
    "no first": (lambda: remove(1), "entry 1 number"),
    "no tail": (lose_tail, "head size"),
    "no entry at all": (lose_everything, "head size"),
    "no nodes": (break_nodes, None),
    "no list of heads": (lambda: storage.drop(heads.FILE), None),
    "a list that is none": (write(heads.FILE, b"\xff\n{}\n"), None),
    "a folder for the list": (make_head_a_folder, None),
    "no nodes and no list": (lambda: (break_nodes(), storage.drop(heads.FILE)), "head"),
    "no key": (write(keys.FILE, b"no key"), None),
    "no note of the alarm": (write(alarm.FILE, b'{"since":'), None),
    "another note": (write(alarm.FILE, b'{"since":"2026-01-01","faults":[{"code":"x"}]}'), None),
}
if KIND != "postgresql":  # which takes no moment that is none
    DAMAGE["no moment"] = (columns(entered_at="yesterday"), "entry 3")
    DAMAGE["no calendar"] = (columns(entered_at="0001-01-01 00:00:00.000000"), "entry 3")


@pytest.fixture
def body() -> Body:
    """A body with six entries in a record of its own."""
    made = factories.body("villa")
    for number in range(6):
        record.append("file_opened", {"file": number}, made.id)
        session.commit()
    return made


def said(data: bytes) -> str:
    """Return what the verifier says is wrong; nothing where everything fits."""
    try:
        verify_record.verify(data)
    except verify_record.RecordError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", DAMAGE)
def test_every_page_and_file_answers(name: str, body: Body, client: FlaskClient):
    damage, where = DAMAGE[name]
    damage()
    for address in ADDRESSES:
        assert client.get(f"/en/villa/record{address}").status_code in {200, 404, 409}, address
    whole = client.get("/en/villa/record/record.jsonl")
    assert whole.status_code == 200
    assert (where is None and not said(whole.data)) or (where and where in said(whole.data))
    if "note" not in name:
        alarm.check_record()
    text = client.get("/en/villa/record").text
    assert "this record does not hold" in text
    assert "record/record.jsonl" in text
    assert is_entered(body) or name in {
        "another hash",
        "no nodes",
        "no nodes and no list",
        "no key",
    }


def is_entered(body: Body) -> bool:
    """Tell whether an act can still be entered; if not, a sentence says so."""
    try:
        record.append("file_opened", {"file": 7}, body.id)
        session.commit()
    except (record.RecordDamaged, keys.KeyUnreadable) as refused:
        return not refused.sentence()
    return True


def test_the_page_says_from_which_entry_on_it_is_damaged(body: Body, client: FlaskClient):
    tamper(AT, content='{"file":')
    text = client.get("/en/villa/record").text
    assert text.count("Damaged") == 1
    alarm.check_record()
    assert "damaged from entry 3 on" in client.get("/en/villa/record").text
    assert "does not hold" in client.get("/en/villa/record/5").text
    assert "does not hold" not in client.get("/en/villa/record/2").text
    assert "{&#34;file&#34;:" in client.get("/en/villa/record/3").text


@pytest.mark.parametrize(("size", "first"), [(4, 5), (0, 1)])
def test_entries_that_are_gone_have_a_first_one_too(size: int, first: int, body: Body, client):
    for number in range(6, size, -1):
        remove(number)
    alarm.check_record()
    text = client.get("/en/villa/record").text
    assert (f"from entry {first} on" if size else "from its first entry on") in text


def test_what_the_line_holds_is_what_stands_in_the_database(body: Body, client: FlaskClient):
    tamper(AT, content='{"file":9} and ñ')
    line = client.get("/en/villa/record/record.jsonl").data.splitlines()[AT - 1]
    assert '"content":"{\\"file\\":9} and ñ"' in line.decode()
    assert b'"damaged":true' in line


def addresses(app: Flask, values: dict[str, Any]) -> list[str]:
    """Return the address of every page and file that can be asked for with these values."""
    map_ = app.url_map.bind("observatory.example")
    rules = [one for one in app.url_map.iter_rules() if "GET" in (one.methods or ())]
    return [
        map_.build(one.endpoint, {name: values[name] for name in one.arguments})
        for one in rules
        if one.arguments <= set(values) and "static" not in one.endpoint
    ]


def test_no_page_of_the_application_fails(app: Flask):
    city = drawn.city()
    drawn.throw(city.recruitment)
    city.recruitment.quotas_digest = OTHER
    session.commit()
    for number in session.scalars(select(record.RecordEntry.number)).all():
        tamper(number, content="[1]" if number % 2 else '{"draw":')
    alarm.check_record()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    clerk = factories.sign_in(app.test_client(), city.clerk)
    numbers = dict.fromkeys(("recruitment_id", "draw_id", "number", "former", "attempt"), 1)
    asked = addresses(app, {"language": "en", "body": "madrid", **numbers})
    answers = {address: clerk.get(address).status_code for address in asked}
    assert {one: status for one, status in answers.items() if status >= 500} == {}
    assert len(asked) > 50
