"""An objection for each kind of correction, decided through the clerk's pages."""

from typing import Any

from flask.testing import FlaskClient

from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.recruitment.models import Invitation, Recruitment
from observatory.recruitment.queries import list_pool
from tests import factories

REASON = "The card lay in the post tray."
FORGOTTEN = {
    "channel": "paper",
    "replied_on-day": "1",
    "replied_on-month": "11",
    "replied_on-year": "2020",
    "question_0": "woman",
    "question_1": "young",
    "name": "Ana Ruiz",
    "contact": "600 123 456",
    "own": "2468",
    "helped": "no",
    "asked": "y",
    "reason": REASON,
}


def unanswered(recruitment: Recruitment) -> Invitation:
    """A letter that nobody answered."""
    number = next(factories.numbers)
    letter: Invitation = factories.save(
        Invitation(
            recruitment_id=recruitment.id,
            number=number,
            household=f"h{number}",
            stratum="",
            rank=number,
            leaf=f"{number:064x}",
        )
    )
    return letter


def room(draw: Draw, rest: str = "") -> str:
    """The address of a clerk's page about a draw."""
    return f"/en/town/recruitments/{draw.recruitment_id}/draw{rest}"


def take(clerk: FlaskClient, draw: Draw, text: str = "I am missing.") -> int:
    """Take an objection; return its number."""
    typed = of_attempt(draw) | {"role": "pool", "text": text}
    clerk.post(room(draw, "/objections"), data=typed)
    return len(queries.list_objections(draw))


def of_attempt(draw: Draw) -> dict[str, str]:
    """What a page of this attempt sends with each form."""
    return {"attempt": str(draw.attempt)}


def decide(clerk: FlaskClient, draw: Draw, kind: str, number: int = 1, **typed: str) -> Any:
    """Decide an objection on its page."""
    data = of_attempt(draw) | {"decision": kind, "reason": f"Because of {kind}."} | typed
    address = room(draw, f"/objections/{number}")
    return clerk.post(address, data=data, follow_redirects=True)


def admit(clerk: FlaskClient, draw: Draw, letter: object, number: int = 1, **typed: str) -> Any:
    """Decide an objection by entering a forgotten reply."""
    data = FORGOTTEN | of_attempt(draw) | {"code": str(letter)} | typed
    address = room(draw, f"/objections/{number}/reply")
    return clerk.post(address, data=data, follow_redirects=True)


def correct_all(clerk: FlaskClient, draw: Draw) -> None:
    """Decide an objection by each kind of correction, and refuse one."""
    pool = list_pool(draw.recruitment)
    numbers = [str(one.invitation.number) for one in pool]
    other = "old" if pool[0].features["age"] == "young" else "young"
    decisions: list[tuple[str, dict[str, str]]] = [
        ("refused", {}),
        ("features", {"letter": numbers[0], "feature_1": other}),
        ("not_eligible", {"letter": numbers[1], "refusal": "excluded"}),
        ("admitted", {"letter": numbers[1]}),
        ("withdrawn", {"letter": numbers[2]}),
        ("double", {"letter": numbers[3], "stays": numbers[4]}),
    ]
    for kind, typed in decisions:
        decide(clerk, draw, kind, take(clerk, draw), **typed)
    letter = unanswered(draw.recruitment).number
    admit(clerk, draw, letter, take(clerk, draw))
