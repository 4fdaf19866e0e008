"""Importing the replies, and counting the pool against the quotas."""

from dataclasses import dataclass
from datetime import date

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries, rules
from observatory.lottery.models import Contact, Recruitment, Respondent
from observatory.lottery.services.reading import Reply, read_replies
from sortition import personal
from sortition.quotas import Quota, fold


class RepliesClosed(RuleBroken):
    """The pool is what was committed to."""

    code = "replies_closed"
    message = N_("The pool is frozen for the draw. Replies cannot be added any more.")


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
    draw = queries.find_draw(recruitment)
    if draw and draw.state != "failed":  # a pool without a panel may grow
        raise RepliesClosed
    letters = queries.map_letters(recruitment)
    if not letters:
        raise NoLetters
    quotas, answered = queries.list_quotas(recruitment), queries.answered_letters(recruitment)
    replies = read_replies(data, file_name, quotas, set(letters), answered)
    name = queries.draw_name(recruitment)
    session.add_all(
        _respondent(recruitment, letters[reply.letter], name, reply) for reply in replies
    )
    session.flush()
    content = {"recruitment": recruitment.id, "replies": len(replies)}
    record.append("replies_imported", content, recruitment.body_id)
    return len(replies)


def _respondent(
    recruitment: Recruitment, invitation_id: int, draw_name: str, reply: Reply
) -> Respondent:
    secret = personal.new_secret()
    return Respondent(
        recruitment_id=recruitment.id,
        invitation_id=invitation_id,
        features=reply.features,
        channel=reply.channel,
        replied_on=date.fromisoformat(reply.replied_on),
        secret=secret,
        own=reply.own,
        nonce=personal.new_nonce(),
        pid=personal.pid(draw_name, secret, reply.own),
        contact=Contact(name=reply.name, reach=reply.contact),
    )


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
