"""People click twice, go back, send the wrong file, or try what is not theirs: nothing breaks."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from observatory.access import rules_of
from observatory.bodies.models import Body
from observatory.lottery.models import Draw
from observatory.panel.models import Seat
from observatory.panel.services import issue_codes
from tests import factories
from tests.journeys import others
from tests.journeys.sending import count_rows, refuse, send, send_again
from tests.lottery import cases

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
SCRIPT = "<script>alert(1)</script>"
QUOTAS = b"feature,value,min,max\nsex,woman,1,1\nsex,man,1,1\n"
REPLIES = (
    b"letter,sex,name,contact,channel,replied_on,own\n"
    b"1,woman,Ana,ana@example.org,web,2026-11-02,1234\n"
    b"2,man,Luis,luis@example.org,web,2026-11-02,1234\n"
    b"3,woman,Eva,eva@example.org,web,2026-11-02,1234\n"
)
DAY = {"on_date-day": "1", "on_date-month": "11", "on_date-year": "2026"}
DICE = "31415926535897932384"
PANEL_DICE = "493161803398874989484820"
CEREMONY = {"witnesses": "Eva", "dice": PANEL_DICE, "dice_again": PANEL_DICE}


@pytest.fixture
def body(session: Any) -> Body:
    return factories.body("town", seats=2)


@pytest.fixture
def as_staff(app: Flask, body: Body) -> Callable[[str], FlaskClient]:
    """Signs somebody of the staff in: as_staff("clerk")."""
    return lambda role: factories.sign_in(app.test_client(), factories.staff(body, role))


@pytest.fixture
def clerk(as_staff: Callable[[str], FlaskClient]) -> FlaskClient:
    return as_staff("clerk")


def begin(clerk: FlaskClient) -> None:
    """A recruitment of two seats, its quotas locked, its register read."""
    send(clerk, "recruitments/new", title="Panel", seats="2")
    send(clerk, "recruitments/1/quotas/file", QUOTAS)
    send(clerk, "recruitments/1/quotas/lock")
    send(clerk, "recruitments/1/register", cases.REGISTER, **DAY)


def draw_letters(clerk: FlaskClient) -> None:
    """Four letters, drawn."""
    send(clerk, "recruitments/1/letters", letters="4", stratum="none")
    send(clerk, "recruitments/1/letters/dice", dice=DICE, dice_again=DICE)


def seat(clerk: FlaskClient) -> None:
    """The panel of two, drawn and seated."""
    send(clerk, "recruitments/1/replies", REPLIES)
    send(clerk, "recruitments/1/draw")
    send(clerk, "recruitments/1/ceremony", **CEREMONY)
    send(clerk, "recruitments/1/seats")


def test_two_clicks_lock_import_and_draw_once(clerk):
    send(clerk, "recruitments/new", title="Panel", seats="2")
    send_again(clerk, "recruitments/1/quotas/file", QUOTAS)
    send_again(clerk, "recruitments/1/quotas/lock")
    send(clerk, "recruitments/1/register", cases.REGISTER, **DAY)
    send_again(clerk, "recruitments/1/letters", letters="4", stratum="none")
    send_again(clerk, "recruitments/1/letters/dice", dice=DICE, dice_again=DICE)
    send_again(clerk, "recruitments/1/replies", REPLIES)


def test_two_clicks_freeze_draw_and_seat_once(clerk, session):
    begin(clerk)
    draw_letters(clerk)
    send(clerk, "recruitments/1/replies", REPLIES)
    send_again(clerk, "recruitments/1/draw")
    send_again(clerk, "recruitments/1/ceremony", **CEREMONY)
    send_again(clerk, "recruitments/1/seats")
    assert session.query(Draw).one().state == "seated"
    assert session.query(Seat).count() == 2


def test_who_goes_back_changes_nothing(clerk):
    begin(clerk)
    assert "locked" in refuse(clerk, "recruitments/1/quotas/file", QUOTAS)
    assert "locked" in refuse(clerk, "recruitments/1/quotas", **{"rows-0-feature": "sex"})
    draw_letters(clerk)
    assert "fixed" in refuse(clerk, "recruitments/1/letters", letters="3", stratum="none")
    assert refuse(clerk, "recruitments/1/register", cases.REGISTER, **DAY)
    other = "27182818284590452353"
    refuse(clerk, "recruitments/1/letters/dice", dice=other, dice_again=other)
    seat(clerk)
    assert "frozen" in refuse(clerk, "recruitments/1/replies", REPLIES)
    refuse(
        clerk, "recruitments/1/ceremony", **{**CEREMONY, "dice": "1" * 24, "dice_again": "1" * 24}
    )


WRONG_QUOTAS = b"feature,value,min,max\nsex,woman,one,1\nsex,man,1,two\n"


@pytest.mark.parametrize(
    ("room", "upload", "said"),
    [
        ("quotas/file", PNG, "not a text file"),
        ("quotas/file", b"", "empty"),
        ("quotas/file", b"feature,value\nsex,woman\n", "feature, value, min and max"),
        ("quotas/file", WRONG_QUOTAS, "There are 2 problems. Nothing was saved."),
    ],
)
def test_a_wrong_file_of_quotas_is_refused_in_words(clerk, room, upload, said):
    send(clerk, "recruitments/new", title="Panel", seats="2")
    assert said in refuse_with_table(clerk, f"recruitments/1/{room}", upload)


def refuse_with_table(clerk: FlaskClient, path: str, upload: bytes, **data: str) -> str:
    """Send a wrong file; return the whole page, on which its problems are a table."""
    before = count_rows()
    answer = send(clerk, path, upload, **data)
    assert count_rows() == before
    return str(answer.text)


def test_letters_in_the_place_of_numbers_are_shown_with_line_and_column(clerk):
    send(clerk, "recruitments/new", title="Panel", seats="2")
    shown = refuse_with_table(clerk, "recruitments/1/quotas/file", WRONG_QUOTAS)
    for part in ("Write a whole number here.", "one", "two", "min", "max"):
        assert part in shown


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (PNG, "not a text file"),
        (b"person,district\nP1,North\n", "This column is missing."),
        (b"household,born\nH1,yesterday\n", "This is not a date."),
    ],
)
def test_a_wrong_register_is_refused_in_words_and_not_used(clerk, upload, said):
    send(clerk, "recruitments/new", title="Panel", seats="2")
    send(clerk, "recruitments/1/quotas/file", QUOTAS)
    send(clerk, "recruitments/1/quotas/lock")
    assert said in send(clerk, "recruitments/1/register", upload, **DAY).text
    assert "can get a letter" not in clerk.get("/en/town/recruitments/1/register").text


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (PNG, "not a text file"),
        (REPLIES.replace(b"2,man", b"99,man"), "No letter with this number was drawn."),
        (REPLIES.replace(b"2,man", b"2,robot"), "There is no quota of sex with this value."),
        (REPLIES.replace(b"3,woman", b"1,woman"), "already answered on line 2"),
        (REPLIES.replace(b"sex", b"gender"), "column"),
    ],
)
def test_wrong_replies_are_refused_in_words_and_none_is_saved(clerk, upload, said):
    begin(clerk)
    draw_letters(clerk)
    assert said in refuse_with_table(clerk, "recruitments/1/replies", upload)


@pytest.mark.parametrize("dice", ["1" * 23, "1" * 22 + "1x", "", "a" * 24, "²" * 24])
def test_wrong_dice_of_the_ceremony_open_no_panel(clerk, session, dice):
    begin(clerk)
    draw_letters(clerk)
    send(clerk, "recruitments/1/replies", REPLIES)
    send(clerk, "recruitments/1/draw")
    sent = {"witnesses": "Eva", "dice": dice, "dice_again": dice}
    assert "error" in refuse(clerk, "recruitments/1/ceremony", **sent)
    assert session.query(Draw).one().dice is None


def test_dice_that_two_people_read_differently_open_no_panel(clerk, session):
    begin(clerk)
    draw_letters(clerk)
    send(clerk, "recruitments/1/replies", REPLIES)
    send(clerk, "recruitments/1/draw")
    refuse(clerk, "recruitments/1/ceremony", **{**CEREMONY, "dice_again": "5" + PANEL_DICE[1:]})
    assert session.query(Draw).one().panel_number is None


def clerk_paths(app: Flask) -> list[tuple[str, list[str]]]:
    """Every address that only staff may use, with its methods; numbers are 1."""
    found = []
    for rule in app.url_map.iter_rules():
        allowed = set(rules_of(app, rule.endpoint))
        if "body" in rule.arguments and not allowed & {"anyone", "member", "signed_in"}:
            values = {
                name: {"language": "en", "body": "town", "name": "commit"}.get(name, 1)
                for name in rule.arguments
            }
            with app.test_request_context("/en/town/"):
                path = app.url_map.bind("localhost").build(rule.endpoint, values)
            found.append((path, sorted((rule.methods or set()) & {"GET", "POST"})))
    return found


def test_a_member_is_refused_on_every_page_of_the_staff(app, clerk, body, session):
    begin(clerk)
    draw_letters(clerk)
    seat(clerk)
    member = others.sign_in(app, issue_codes(body)[0][1])
    before = count_rows()
    paths = clerk_paths(app)
    assert len(paths) > 20
    for path, methods in paths:
        for method in methods:
            answer = member.open(path, method=method)
            assert answer.status_code == 403, f"{method} {path}: {answer.status}"
            assert "<h1" in answer.text
    assert count_rows() == before


def test_another_observatorys_clerk_finds_and_changes_nothing(app, clerk, session):
    begin(clerk)
    draw_letters(clerk)
    other = factories.body("village", seats=2)
    stranger = factories.sign_in(app.test_client(), factories.staff(other, "clerk"))
    before = count_rows()
    for path, methods in clerk_paths(app):
        if "/recruitments/1" in path:
            for method in methods:
                there = stranger.open(path.replace("/town/", "/village/"), method=method)
                assert there.status_code == 404, f"{method} {path}: {there.status}"
                assert stranger.open(path, method=method).status_code == 403
    assert count_rows() == before
