"""Finding draw 1 and its letters."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import contains_eager

from observatory import codes
from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.recruitment.models import (
    CodeIssue,
    Invitation,
    InvitationDraw,
    Recruitment,
    Respondent,
)


def find_unit(recruitment: Recruitment | None) -> str:
    """Return what letters are drawn by: "household", or "person"."""
    draw = find_invitation_draw(recruitment) if recruitment else None
    return draw.unit if draw else "household"


def find_invitation_draw(recruitment: Recruitment) -> InvitationDraw | None:
    """Return draw 1, if it is prepared or being prepared."""
    statement = select(InvitationDraw).where(InvitationDraw.recruitment_id == recruitment.id)
    return session.scalars(statement).one_or_none()


def list_letters(recruitment: Recruitment) -> Sequence[Row[Any]]:
    """Return (number, household, stratum, rank, leaf) of each letter, by number."""
    return _list(recruitment, Invitation.household)


def list_persons(recruitment: Recruitment) -> Sequence[Row[Any]]:
    """Return (number, household, person, stratum, rank, leaf), where persons were drawn."""
    return _list(recruitment, Invitation.household, Invitation.person)


def _list(recruitment: Recruitment, *keys: Any) -> Sequence[Row[Any]]:
    columns = (Invitation.number, *keys, Invitation.stratum, Invitation.rank, Invitation.leaf)
    statement = select(*columns).where(Invitation.recruitment_id == recruitment.id)
    return session.execute(statement.order_by(Invitation.number)).all()


def map_letters(recruitment: Recruitment) -> dict[int, int]:
    """Return the row id of each letter's number."""
    statement = select(Invitation.number, Invitation.id).where(
        Invitation.recruitment_id == recruitment.id
    )
    return {row.number: row.id for row in session.execute(statement)}


def get_letter(recruitment: Recruitment, number: int) -> Invitation:
    """Return the letter of a number, or raise NotFoundError."""
    letter: Invitation = get_one(
        select(Invitation).where(
            Invitation.recruitment_id == recruitment.id, Invitation.number == number
        )
    )
    return letter


def digest_code(code: str) -> str:
    """Return the HMAC that is kept of a letter's code."""
    return codes.digest("letter-code", code)


# Asked for each page of the reply form, so it is put together once.
_LETTER = (
    select(Invitation)
    .join(Invitation.recruitment)
    .options(contains_eager(Invitation.recruitment))
    .where(Recruitment.body_id == bindparam("body"), Invitation.code_digest == bindparam("digest"))
)


def find_invitation(body: Body, typed: str) -> Invitation | None:
    """Return the letter of a body that a code belongs to; void and invented codes find none.

    Raises codes.Mistyped, with its own sentence, where the check character does not fit.
    """
    digest = digest_code(codes.read_checked(typed))
    return session.scalars(_LETTER, {"body": body.id, "digest": digest}).one_or_none()


def is_answered(invitation: Invitation) -> bool:
    """Tell whether somebody answered a letter."""
    statement = select(Respondent.id).where(Respondent.invitation_id == invitation.id)
    return session.scalar(statement) is not None


def list_letter_keys(recruitment: Recruitment) -> Sequence[Row[int, int, str]]:
    """Return (id, number, household) of each letter."""
    statement = select(Invitation.id, Invitation.number, Invitation.household)
    return session.execute(statement.where(Invitation.recruitment_id == recruitment.id)).all()


def list_issues(invitation: Invitation) -> Sequence[CodeIssue]:
    """Return when new codes were given out for a letter, the newest first."""
    statement = select(CodeIssue).where(CodeIssue.invitation_id == invitation.id)
    return session.scalars(statement.order_by(CodeIssue.issue.desc())).all()


def find_by_mark(recruitment: Recruitment, mark: str) -> Invitation | None:
    """Return the one letter whose leaf begins with a mark of 16 to 64 hexadecimal digits."""
    statement = select(Invitation).where(
        Invitation.recruitment_id == recruitment.id,
        Invitation.leaf >= mark,
        Invitation.leaf < mark + "g",
    )
    found = session.scalars(statement.limit(2)).all()
    return found[0] if len(found) == 1 else None
