"""Importing the replies, and counting the pool against the quotas."""

from dataclasses import dataclass

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries, rules
from observatory.lottery.models import Recruitment
from observatory.lottery.services.answering import last_day, make_respondent, refuse_frozen
from observatory.lottery.services.reading import Letters, read_replies
from sortition.quotas import Quota, fold


class NoLetters(RuleBroken):
    """Only a letter can be answered."""

    code = "no_letters"
    message = N_("Draw the letters first. Replies answer letters.")


@dataclass(frozen=True)
class Cover:
    """How many of the pool have a value, and whether that is "enough", "weak" or "missing"."""

    quota: Quota
    pool: int
    state: str


def import_replies(recruitment: Recruitment, data: bytes, file_name: str) -> int:
    """Save all replies of a file and return how many; names and contacts are kept apart.

    Raises InputError with every problem of the file; then nothing is saved.
    """
    refuse_frozen(recruitment)
    letters = queries.map_letters(recruitment)
    if not letters:
        raise NoLetters
    known = Letters(set(letters), queries.answered_letters(recruitment), last_day(recruitment))
    replies = read_replies(data, file_name, queries.list_quotas(recruitment), known)
    session.add_all(
        make_respondent(recruitment, letters[letter], reply) for letter, reply in replies
    )
    session.flush()
    content = {"recruitment": recruitment.id, "replies": len(replies)}
    record.append("replies_imported", content, recruitment.body_id)
    return len(replies)


def cover_quotas(recruitment: Recruitment) -> dict[str, list[Cover]]:
    """Return, for each feature, how well the pool covers each value's quota."""
    quotas = queries.list_quotas(recruitment)
    counts = queries.count_values(queries.list_pool(recruitment), quotas)
    covers = [
        Cover(quota, pool, rules.coverage(pool, quota.minimum))
        for quota, pool in zip(quotas, counts, strict=True)
    ]
    return {
        feature: [cover for cover in covers if fold(cover.quota.feature) == fold(feature)]
        for feature in quotas.features
    }
