"""Replies that the staff types, and the confirmations that go out for them by letter."""

from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, NotFoundError, RuleBroken
from observatory.formats import today
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, Recruitment, Respondent
from observatory.recruitment.services.replies.questions import LANGUAGES

MOST_DIGITS = 9


class UnknownLetter(RuleBroken):
    """Neither a letter's code nor its number."""

    code = "unknown_letter"
    message = N_("No letter of this recruitment has this code or number. Check it with the person.")


def find_typed_letter(recruitment: Recruitment, typed: str) -> Invitation:
    """Return the letter of a code or a number, or raise UnknownLetter (codes.Mistyped)."""
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        try:
            return queries.get_letter(recruitment, int(text))
        except NotFoundError as error:
            raise UnknownLetter from error
    letter = queries.find_invitation(session.get_one(Body, recruitment.body_id), text)
    if letter is None or letter.recruitment_id != recruitment.id:
        raise UnknownLetter
    return letter


def unprinted_by_language(recruitment: Recruitment) -> dict[str, list[Respondent]]:
    """Return whose confirmations wait for paper, by the language they are written to in."""
    waiting: dict[str, list[Respondent]] = {}
    for one in queries.list_unprinted(recruitment):
        own = one.contact.language if one.contact else ""
        waiting.setdefault(own or LANGUAGES[0], []).append(one)
    return waiting


def mark_printed(recruitment: Recruitment, last_id: int) -> int:
    """Note that the confirmations up to a respondent are printed; return how many."""
    printed = [one for one in queries.list_unprinted(recruitment) if one.id <= last_id]
    for respondent in printed:
        respondent.printed_on = today()
    session.flush()
    return len(printed)
