"""Finding which replies the register holder has confirmed, and which still wait."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from observatory.database import session
from observatory.recruitment.models import Contact, Invitation, Recruitment, Respondent


@dataclass(frozen=True)
class Confirmations:
    """How many replies wait, may take part, and may not, by reason; withdrawn ones apart."""

    waiting: int
    eligible: int
    refused: dict[str, int]
    withdrawn: int

    @property
    def not_eligible(self) -> int:
        """Return how many may not take part."""
        return sum(self.refused.values())

    @property
    def replies(self) -> int:
        """Return how many replies there are to confirm; nobody is asked about withdrawn ones."""
        return self.waiting + self.eligible + self.not_eligible


def count_confirmations(recruitment: Recruitment) -> Confirmations:
    """Count the replies by what the register holder said."""
    kinds = (
        Respondent.withdrawn_on.is_not(None).label("withdrawn"),
        Respondent.confirmed_on.is_not(None).label("confirmed"),
        Respondent.is_eligible,
        Respondent.refusal,
    )
    statement = select(*kinds, func.count().label("number")).group_by(*kinds)
    found: Counter[str] = Counter()
    for row in session.execute(statement.where(Respondent.recruitment_id == recruitment.id)):
        found[_kind(row)] += row.number
    refused = {name[1:]: number for name, number in sorted(found.items()) if name[0] == "-"}
    return Confirmations(found["waiting"], found["eligible"], refused, found["withdrawn"])


def _kind(row: Row[bool, bool, bool, str | None, int]) -> str:
    if row.withdrawn:
        return "withdrawn"
    if not row.confirmed:
        return "waiting"
    return "eligible" if row.is_eligible else f"-{row.refusal or 'unknown'}"


def list_keys(recruitment: Recruitment, *, is_all: bool) -> Sequence[tuple[object, ...]]:
    """Return (letter, household, name, channel, yes or no, reason) of replies, by letter.

    Those that wait for an answer, or all; never features, and never how to reach anybody.
    """
    columns = (Invitation.number, Invitation.household, Contact.name, Respondent)
    statement = (
        select(*columns)
        .join(Respondent, Respondent.invitation_id == Invitation.id)
        .outerjoin(Contact, Contact.respondent_id == Respondent.id)
        .where(Respondent.recruitment_id == recruitment.id, Respondent.withdrawn_on.is_(None))
    )
    if not is_all:
        statement = statement.where(Respondent.confirmed_on.is_(None))
    return [
        (number, household, name or "", one.channel, _answer(one), one.refusal or "")
        for number, household, name, one in session.execute(statement.order_by(Invitation.number))
    ]


def _answer(one: Respondent) -> str:
    if one.confirmed_on is None:
        return ""
    return "yes" if one.is_eligible else "no"


def map_replies(recruitment: Recruitment) -> dict[int, Respondent]:
    """Return the reply to each letter that was answered, by the letter's number."""
    statement = (
        select(Invitation.number, Respondent)
        .join(Respondent, Respondent.invitation_id == Invitation.id)
        .where(Respondent.recruitment_id == recruitment.id)
    )
    return {row.number: row.Respondent for row in session.execute(statement)}
