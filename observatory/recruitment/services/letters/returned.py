"""Letters that the post brought back."""

import re
from datetime import date

from sqlalchemy import update

from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, Recruitment


class NotNumbers(RuleBroken):
    """A letter is found by the number printed on it."""

    code = "not_letter_numbers"
    message = N_("These are not letter numbers: %(found)s. Nothing was saved.")


class UnknownLetters(RuleBroken):
    """Only drawn letters can come back."""

    code = "unknown_letters"
    message = N_("There is no letter with this number: %(found)s. Nothing was saved.")


def read_numbers(typed: str) -> list[int]:
    """Return the numbers in a text, each once: one a line, or with blanks, commas or points."""
    words = [word for word in re.split(r"[\s,;.]+", typed) if word]
    wrong = [word for word in words if not re.fullmatch(r"[0-9]{1,9}", word)]
    if wrong or not words:
        raise NotNumbers(found=", ".join(wrong[:10]) or "–")
    return list(dict.fromkeys(int(word) for word in words))


def mark_returned(recruitment: Recruitment, typed: str, on: date) -> int:
    """Note that the post brought letters back and return how many are new: a whole text, or none.

    A letter that is noted already keeps its day.
    """
    numbers = read_numbers(typed)
    letters = queries.map_letters(recruitment)
    unknown = [number for number in numbers if number not in letters]
    if unknown:
        raise UnknownLetters(found=", ".join(map(str, unknown[:10])))
    noted = queries.list_returned(recruitment)
    rows = [{"id": letters[one], "returned_on": on} for one in numbers if one not in noted]
    if rows:
        session.execute(update(Invitation), rows)
        session.expire_all()
    return len(rows)


def find_letter(recruitment: Recruitment, number: int) -> Invitation:
    """Return the letter of a number that somebody read out."""
    if number not in queries.map_letters(recruitment):
        raise UnknownLetters(found=number)
    return queries.get_letter(recruitment, number)


def unmark_returned(letter: Invitation) -> None:
    """Take back that a letter came back: its number was mistyped."""
    letter.returned_on = None
