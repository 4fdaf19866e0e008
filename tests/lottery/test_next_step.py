"""From the first quota to the last seat, exactly one step is next, and the page says which."""

import re

import pytest

from observatory.bodies.models import Body
from observatory.formats import today
from observatory.lottery import services as lottery
from observatory.lottery.models import Place
from observatory.pages import Step, in_order
from observatory.panel import services as panel
from observatory.recruitment import services
from observatory.recruitment.queries import list_pool
from tests import factories
from tests.lottery.test_objections import DICE, after
from tests.panel.vacating import coming
from tests.recruitment import cases

STEP = re.compile(r'<span>([^<]*)</span> <span class="steps__state">([^<]*)</span>')
ANSWERS = [
    f"{number},{sex},P{number},p{number}@e.org,web,2025-11-10,1234"
    for number, sex in ((1, "woman"), (2, "man"), (3, "woman"), (4, "man"))
]


@pytest.fixture
def made(session):
    """A recruitment of two seats; its body's clerk also keeps the register."""
    recruitment = cases.recruitment(is_locked=False)
    session.commit()
    return recruitment


@pytest.fixture
def overview(client, made, session):
    """Open the page with all steps."""
    body = session.get_one(Body, made.body_id)
    clerk = factories.sign_in(client, factories.staff(body, "clerk", "register_holder"))
    return lambda: clerk.get(f"/en/{body.slug}/recruitments/{made.id}").text


@pytest.fixture
def upcoming(overview):
    """Ask the overview which steps are next."""
    return lambda: [text for text, state in STEP.findall(overview()) if state == "Next"]


def test_only_the_first_of_several_steps_is_next():
    steps = [Step("a", "done"), Step("b", "current"), Step("c", "current"), Step("d", "locked")]
    assert [one.state for one in in_order(steps)] == ["done", "current", "todo", "locked"]


def test_one_step_is_next_from_the_quotas_to_the_pool(made, upcoming, session):
    assert upcoming() == ["Quotas"]
    services.lock_quotas(made)
    assert upcoming() == ["Register"]
    cases.with_register(made)
    assert upcoming() == ["Letters"]
    letters = services.prepare_invitations(made, 4, "district")
    session.commit()
    services.draw_invitations(letters, cases.DICE)
    assert upcoming() == ["Replies"]
    services.import_replies(*cases.replies_of(letters, *ANSWERS), "replies.csv")
    assert upcoming() == ["Confirm who may take part"]
    cases.confirm_all(made)
    assert upcoming() == ["Freeze the pool"]


@pytest.fixture
def pool(made, session):
    """The same recruitment with everybody's reply, whose rules give days for objections."""
    letters = cases.with_letters_of(made)
    made.objection_days = 5
    services.import_replies(*cases.replies_of(letters, *ANSWERS), "replies.csv")
    cases.confirm_all(made)
    return made


def test_one_step_is_next_from_the_freeze_to_the_dice(pool, upcoming, session):
    draw = lottery.freeze_draw(pool)
    objection = lottery.enter_objection(draw, "pool", "I am missing.")
    assert upcoming() == ["Objections"]
    with after(draw):
        assert upcoming() == ["Objections"]
        lottery.refuse_objection(objection, "Nobody has this letter.")
        assert upcoming() == ["Compute the panels"]
        lottery.repeat_solving(draw)
        assert upcoming() == ["Throw the dice"]


def test_one_step_is_next_from_the_dice_to_the_codes(pool, overview, upcoming, session):
    pool.objection_days = 0
    draw = lottery.freeze_draw(pool)
    session.commit()
    lottery.draw_panel(draw, DICE, DICE, "Ana Secretary")
    assert upcoming() == ["Seat the panel"]
    seats = panel.seat_panel(draw)
    assert upcoming() == ["Make the members’ codes"]
    panel.leave_seat(draw, session.get_one(Place, seats[0].place_id), "resigned", today())
    assert upcoming() == ["Fill the vacant seats"]
    panel.take_seat(draw, coming(draw)[0])
    assert upcoming() == ["Make the members’ codes"]
    panel.issue_codes(session.get_one(Body, pool.body_id))
    assert upcoming() == []
    assert "Some steps are still to do." in overview()  # the minutes, the notices


def test_a_failed_attempt_leads_back_to_the_freeze(pool, upcoming, session):
    pool.objection_days = 0
    for one in list_pool(pool):
        one.features = {"sex": "woman"}
    lottery.freeze_draw(pool)
    assert upcoming() == ["Freeze the pool"]


def test_nothing_before_the_replies_is_next_once_people_have_answered(client, session):
    made = factories.pooled(factories.body("town"))
    body = session.get_one(Body, made.body_id)
    clerk = factories.sign_in(client, factories.staff(body, "clerk"))
    page = clerk.get(f"/en/town/recruitments/{made.id}").text
    assert [text for text, state in STEP.findall(page) if state == "Next"] == ["Freeze the pool"]
