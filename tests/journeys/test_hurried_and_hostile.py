"""People click twice, go back, send the wrong file, or try what is not theirs: nothing breaks."""

import pytest
from flask.testing import FlaskClient

from observatory.lottery.models import Draw
from observatory.panel.models import Seat
from tests.journeys.sending import count_rows, do, refuse, send, send_again
from tests.journeys.ways import (
    DICE,
    PANEL_DICE,
    PNG,
    QUOTAS,
    REPLIES,
    SCRIPT,
    begin,
    confirm,
    draw_letters,
    seat,
)
from tests.recruitment import cases
from tests.recruitment.holding import steps


def test_two_clicks_lock_import_and_draw_once(clerk):
    do(clerk, "recruitments/new", title="Panel", seats="2")
    send_again(clerk, "recruitments/1/quotas/file", QUOTAS)
    send_again(clerk, "recruitments/1/quotas/lock", objection_days="0")
    send_again(clerk, "recruitments/1/register", cases.REGISTER)
    cases.send_register(clerk, "/en/town/recruitments/1")
    send_again(clerk, "recruitments/1/register/take")
    send_again(clerk, "recruitments/1/letters", letters="4", stratum="none")
    for step, data in steps(DICE):
        send_again(clerk, f"recruitments/1/letters/dice/{step}", **data)
    send_again(clerk, "recruitments/1/replies", REPLIES)


def test_two_clicks_freeze_draw_and_seat_once(clerk, session):
    begin(clerk)
    draw_letters(clerk)
    do(clerk, "recruitments/1/replies", REPLIES)
    confirm(clerk)
    send_again(clerk, "recruitments/1/draw")
    for step, data in steps(PANEL_DICE):
        send_again(clerk, f"recruitments/1/ceremony/{step}", **data)
    send_again(clerk, "recruitments/1/seats")
    assert session.query(Draw).one().state == "seated"
    assert session.query(Seat).count() == 2


def test_who_goes_back_changes_nothing(clerk):
    begin(clerk)
    assert "locked" in refuse(clerk, "recruitments/1/quotas/file", QUOTAS)
    assert "locked" in refuse(clerk, "recruitments/1/quotas", **{"rows-0-feature": "sex"})
    draw_letters(clerk)
    assert "fixed" in refuse(clerk, "recruitments/1/letters", letters="3", stratum="none")
    assert refuse(clerk, "recruitments/1/register", cases.REGISTER)
    other = "27182818284590452353"
    refuse(clerk, "recruitments/1/letters/dice/dice", who="second", dice=other)
    seat(clerk)
    assert "frozen" in refuse(clerk, "recruitments/1/replies", REPLIES)
    for step, data in steps("1" * 24):
        refuse(clerk, f"recruitments/1/ceremony/{step}", **data)


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
    do(clerk, "recruitments/new", title="Panel", seats="2")
    assert said in refuse_with_table(clerk, f"recruitments/1/{room}", upload)


def refuse_with_table(clerk: FlaskClient, path: str, upload: bytes, **data: str) -> str:
    """Send a wrong file; return the whole page, on which its problems are a table."""
    before = count_rows()
    answer = send(clerk, path, upload, **data)
    assert count_rows() == before
    return str(answer.text)


def test_letters_in_the_place_of_numbers_are_shown_with_line_and_column(clerk):
    do(clerk, "recruitments/new", title="Panel", seats="2")
    shown = refuse_with_table(clerk, "recruitments/1/quotas/file", WRONG_QUOTAS)
    for part in ("Write a whole number here.", "one", "two", "min", "max"):
        assert part in shown


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (PNG, "not a text file"),
        (b"person,district\nP1,North\n", "Say which column holds the household"),
        (b"household,born\nH1,yesterday\n", "This is not a date."),
    ],
)
def test_a_wrong_register_is_refused_in_words_and_not_used(clerk, upload, said):
    do(clerk, "recruitments/new", title="Panel", seats="2")
    do(clerk, "recruitments/1/quotas/file", QUOTAS)
    do(clerk, "recruitments/1/quotas/lock")
    assert said in cases.send_register(clerk, "/en/town/recruitments/1", upload).text
    assert "can get a letter" not in clerk.get("/en/town/recruitments/1/register").text


WRONG_REPLIES = [
    (PNG, "not a text file"),
    (REPLIES.replace(b"2,man", b"99,man"), "No letter with this number was drawn."),
    (REPLIES.replace(b"2,man", b"2,robot"), "There is no quota of sex with this value."),
    (REPLIES.replace(b"3,woman", b"1,woman"), "already answered on line 2"),
    (REPLIES.replace(b"sex", b"gender"), "column"),
]


def test_wrong_replies_are_refused_in_words_and_none_is_saved(clerk):
    begin(clerk)
    draw_letters(clerk)
    for upload, said in WRONG_REPLIES:
        assert said in refuse_with_table(clerk, "recruitments/1/replies", upload)


def test_wrong_dice_of_the_ceremony_open_no_panel(clerk, session):
    begin(clerk)
    draw_letters(clerk)
    do(clerk, "recruitments/1/replies", REPLIES)
    confirm(clerk)
    do(clerk, "recruitments/1/draw")
    for step, data in steps("")[:2]:
        do(clerk, f"recruitments/1/ceremony/{step}", **data)
    for dice in ("1" * 23, "1" * 22 + "1x", "", "a" * 24, "²" * 24, SCRIPT):
        sent = {"who": "first", "dice": dice}
        assert "error" in refuse(clerk, "recruitments/1/ceremony/dice", **sent)
    do(clerk, "recruitments/1/ceremony/dice", who="first", dice=PANEL_DICE)
    do(clerk, "recruitments/1/ceremony/dice", who="second", dice="5" + PANEL_DICE[1:])
    refuse(clerk, "recruitments/1/ceremony/open", dice=PANEL_DICE)
    assert session.query(Draw).one().dice is None
