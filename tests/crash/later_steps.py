"""The steps beside and after a draw: objections, minutes, vacant seats."""

import io
from typing import Any

from sqlalchemy import select

from observatory.database import session
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services import find_next, freeze_draw
from observatory.recruitment.models import Invitation, Respondent
from sortition.vacancies import REPLACED
from tests import factories
from tests.crash.acts import NOON, Act, Clerk, Step, address, in_turn, press
from tests.lottery import minuting
from tests.lottery.correcting import FORGOTTEN, unanswered

PANEL, OBJECTED = "recruitments/2", "recruitments/3"
OBJECTIONS, VACANCIES = f"{OBJECTED}/draw/objections", f"{PANEL}/vacancies"
MINUTES = f"{PANEL}/minutes/panel"
ON = {"on-day": NOON.day, "on-month": NOON.month, "on-year": NOON.year}
COPY = b"%PDF-1.7 signed by everybody"
PUBLIC = "draws/3/1/objections"


def open_to_objections(body: Any) -> None:
    """Freeze the pool of another recruitment, whose list is open to objections."""
    made = factories.pooled(body)
    made.objection_days = 5
    unanswered(made)
    freeze_draw(made)


def forgotten() -> list[int]:
    """Find the letter whose reply nobody entered."""
    last = select(Invitation.number).where(Invitation.recruitment_id == 3)
    return [session.scalars(last.order_by(Invitation.number.desc()).limit(1)).one()]


def objectors() -> list[int]:
    """Find the letter of somebody of the list that is objected to, who is young."""
    first = select(Respondent).where(Respondent.recruitment_id == 3).order_by(Respondent.id)
    return [session.scalars(first.limit(1)).one().invitation.number]


def drawn() -> Draw:
    return session.scalars(select(Draw).where(Draw.recruitment_id == 2)).one()


def sitting() -> list[int]:
    """Find whom the dice drew, whether they still sit or not."""
    return [place.id for place in queries.list_drawn(drawn())]


def letters() -> list[int]:
    """Find the letters of two whom the dice drew, and of the last one in the order."""
    drawn_ones, others = queries.list_drawn(drawn()), queries.list_alternates(drawn())
    chosen = [drawn_ones[1], drawn_ones[2], others[-1]]
    return [place.respondent.invitation.number for place in chosen]


def coming() -> list[int]:
    """Find who took a seat, and then who comes next: who does is the same before and after."""
    draw = drawn()
    taken = [one.place_id for one in queries.list_changes(draw) if one.act == REPLACED]
    places = queries.map_places(draw)
    return [*taken, *(places[own].id for own in find_next(draw).chosen)]


def strike(turn: int) -> Act:
    typed = {"letter": f"{{{turn}}}", "basis": "decision", "reason": "Sits in the council"}
    return press(f"{VACANCIES}/ineligible", **typed, **ON, once=f"strike {turn}")


def take(turn: int) -> Act:
    return press(f"{VACANCIES}/{{{turn}}}/take", once=f"take {turn}")


def write_and_fix(**typed: Any) -> Act:
    sent = {**minuting.SENT, **typed}
    return in_turn(press(MINUTES, **sent), press(f"{MINUTES}/preview"))


def file_copy(clerk: Clerk) -> Any:
    """Send the minutes as two people signed them."""
    data = {"file": (io.BytesIO(COPY), "signed.pdf"), "signers": ["0", "1"]}
    return clerk.post(address(f"{MINUTES}/2"), data=data)


OBJECTION_STEPS = (
    Step(
        "enter an objection",
        press(
            OBJECTIONS,
            attempt="1",
            role="pool",
            text="My age was recorded wrongly.",
            once="objection",
        ),
        pages=(OBJECTIONS, PUBLIC),
    ),
    Step(
        "correct the list",
        press(
            f"{OBJECTIONS}/1",
            attempt="1",
            decision="features",
            reason="The form was read wrongly.",
            letter="{0}",
            feature_1="old",
        ),
        people=objectors,
        pages=(f"{OBJECTIONS}/1", f"{OBJECTED}/draw", PUBLIC),
        # The list names the minute up to which objections to it are taken.
        chance=(
            "draw.commitment",
            "draw.commitment_digest",
            "record_entry.content",
            "record_entry.digest",
            "record_entry.previous",
        ),
    ),
    Step(
        "let a forgotten reply in",
        in_turn(
            press(OBJECTIONS, attempt="1", role="pool", text="I am missing.", once="missing"),
            press(f"{OBJECTIONS}/2/reply", attempt="1", **FORGOTTEN, code="{0}"),
        ),
        people=forgotten,
        pages=(f"{OBJECTIONS}/2", PUBLIC),
        # Its sender gets a secret by chance, which the new list hangs on.
        chance=(
            "respondent.secret",
            "respondent.nonce",
            "respondent.pid",
            "draw.commitment",
            "draw.commitment_digest",
            "former_commitment.commitment",
            "former_commitment.digest",
            "record_entry.content",
            "record_entry.digest",
            "record_entry.previous",
        ),
    ),
)
MINUTES_STEPS = (
    Step("fix the minutes", write_and_fix(), pages=(f"{PANEL}/minutes", "draws/2/minutes")),
    Step(
        "correct the minutes",
        write_and_fix(place="Sala 2", reason="The place was wrong.", once="minutes"),
        pages=(f"{PANEL}/minutes", "draws/2/minutes"),
    ),
    Step(
        "file a signed copy",
        file_copy,
        pages=(f"{MINUTES}/2",),
        chance=("signed_copy.path",),
    ),
)
VACANCY_STEPS = (
    Step(
        "leave a seat",
        press(f"{VACANCIES}/{{0}}/leave", kind="resigned", **ON, once="leave"),
        people=sitting,
        pages=(VACANCIES, "draws/2/1"),
    ),
    Step("fill a vacant seat", take(0), people=coming, pages=(VACANCIES, "seats")),
    Step(
        "strike who may not take part",
        in_turn(strike(0), strike(1), strike(2)),
        people=letters,
        pages=(VACANCIES, "seats"),
    ),
    Step(
        "fill two seats as a set",
        in_turn(take(1), take(2)),
        people=coming,
        pages=(VACANCIES, "draws/2/1"),
    ),
)
