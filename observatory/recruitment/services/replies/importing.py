"""Importing the replies of a file."""

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.recruitment import queries
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services.replies.reading import Letters, read_replies
from observatory.recruitment.services.replies.saving import (
    first_day,
    last_day,
    make_respondent,
    refuse_frozen,
)


class NoLetters(RuleBroken):
    """Only a letter can be answered."""

    code = "no_letters"
    message = N_("Draw the letters first. Replies answer letters.")


def import_replies(recruitment: Recruitment, data: bytes, file_name: str) -> int:
    """Save all replies of a file and return how many; names and contacts are kept apart.

    Raises InputError with every problem of the file; then nothing is saved.
    """
    record.read_anew(recruitment)
    refuse_frozen(recruitment)
    letters = queries.map_letters(recruitment)
    if not letters:
        raise NoLetters
    days = (first_day(recruitment), last_day(recruitment), today())
    known = Letters(set(letters), queries.answered_letters(recruitment), *days)
    replies = read_replies(data, file_name, queries.list_quotas(recruitment), known)
    session.add_all(
        make_respondent(recruitment, letters[letter], reply) for letter, reply in replies
    )
    session.flush()
    content = {"recruitment": recruitment.id, "replies": len(replies)}
    record.append("replies_imported", content, recruitment.body_id)
    return len(replies)
