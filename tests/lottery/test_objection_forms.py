"""Forms of objections refuse a page of another attempt, and an objection that says nothing."""

import pytest

from observatory.lottery import queries, services
from observatory.lottery.services import objections
from tests.lottery.correcting import FORGOTTEN, admit, decide, room, take, unanswered
from tests.lottery.test_objection_pages import clerk
from tests.lottery.test_objections import draw, object_to, recruitment

__all__ = ["clerk", "draw", "recruitment"]

SAID = "The pool was frozen again after this page was opened. Nothing was saved."


@pytest.fixture
def again(draw, session):
    """A further attempt, to which somebody objected too."""
    object_to(draw)
    second = services.freeze_draw(draw.recruitment, "A letter was lost.")
    object_to(second, "Not I, but my sister.")
    session.commit()
    return second


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("kind", ["refused", "not_eligible"])
def test_a_page_of_the_attempt_before_decides_nothing(clerk, draw, again, kind, number):
    page = decide(clerk, draw, kind, number, letter="1", refusal="excluded")
    assert (page.status_code, SAID in page.text) == (409, True)
    assert [one.decision for one in queries.list_objections(again)] == [None]


def test_a_page_of_the_attempt_before_lets_no_reply_in(clerk, draw, again, recruitment):
    page = admit(clerk, draw, unanswered(recruitment).number)
    assert (page.status_code, SAID in page.text) == (409, True)
    assert queries.list_objections(again)[0].decision is None


def test_a_page_of_the_attempt_before_takes_no_objection_and_keeps_its_text(clerk, draw, again):
    typed = {"role": "pool", "text": "I am missing.", "attempt": "1"}
    page = clerk.post(room(draw, "/objections"), data=typed)
    assert (page.status_code, SAID in page.text) == (409, True)
    assert "I am missing." in page.text
    assert len(queries.list_objections(again)) == 1


@pytest.mark.parametrize("rest", ["", "/1", "/1/reply"])
def test_each_page_says_to_which_attempt_it_was_opened(clerk, again, rest):
    page = clerk.get(room(again, f"/objections{rest}")).text
    assert 'name="attempt" type="hidden" value="2"' in page


def test_the_page_of_the_last_attempt_decides(clerk, again):
    assert "The decision is public." in decide(clerk, again, "refused").text


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_objection_that_says_nothing_is_not_taken(clerk, draw, text):
    assert take(clerk, draw, text) == 0
    with pytest.raises(objections.NoText):
        object_to(draw, text)


@pytest.mark.parametrize("rest", ["", "/reply"])
def test_a_blank_reason_is_told_at_its_field(clerk, draw, rest):
    number = take(clerk, draw)
    blank = FORGOTTEN | {"decision": "refused", "reason": "  ", "attempt": "1"}
    page = clerk.post(room(draw, f"/objections/{number}{rest}"), data=blank).text
    assert 'href="#reason"' in page
    assert "Write the reason for the decision" in page
