"""Answering the letters of a demonstration, by the same ways that real answers take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from observatory.database import session
from observatory.formats import day_of, today
from observatory.home.demo.answers import as_features, make_replies
from observatory.home.demo.city import Row
from observatory.recruitment import queries, services
from observatory.recruitment.models import Invitation, InvitationDraw, Recruitment, Respondent
from observatory.recruitment.services.replies.saving import first_day, last_day

RETURNED = 0.015  # of the letters the post brings back
WITHDRAWN = 0.01  # of the replies are withdrawn by the person


@dataclass(frozen=True)
class Simulated:
    """How many replies were saved, were withdrawn again, and letters came back."""

    replies: int
    withdrawn: int
    returned: int


def choose_replies(
    recruitment: Recruitment, register: Iterable[Row], rate: float, seed: int, days: int
) -> list[dict[str, str]]:
    """Return who of the letters' households answers what, and when, by a seed."""
    letters = select(Invitation.number, Invitation.household).where(
        Invitation.recruitment_id == recruitment.id
    )
    rows = session.execute(letters.order_by(Invitation.number))
    pairs = [(row.number, row.household) for row in rows]
    mailed = (mailed_on(recruitment, days), days)
    values = feature_values(recruitment)
    first = str(first_day(recruitment) or "")  # who was too early answers on the first day
    return [
        {**reply, **as_features(reply, values), "replied_on": max(first, reply["replied_on"])}
        for reply in make_replies(pairs, register, rate, seed, mailed)
    ]


def mailed_on(recruitment: Recruitment, days: int) -> date:
    """Return the day of the draw; if it was lately, so early that nobody answers tomorrow."""
    draw = queries.find_invitation_draw(recruitment)
    earliest = today() - timedelta(days=days)
    return min(earliest, day_of(draw.drawn_at)) if draw and draw.drawn_at else earliest


def feature_values(recruitment: Recruitment) -> dict[str, list[str]]:
    """Return the values of each feature that the quotas know."""
    quotas = queries.list_quotas(recruitment)
    return {name: [quota.value for quota in quotas.of(name)] for name in quotas.features}


def simulate(
    recruitment: Recruitment,
    register: Iterable[Row],
    rate: float = 0.03,
    seed: int = 1,
    days: int = 14,
) -> Simulated:
    """Answer the letters that are not answered yet; some people withdraw, some letters come back.

    Done twice with one seed it adds nothing.
    """
    random = Random(seed)  # noqa: S311  (a made-up city needs no secrecy)
    answered, features = queries.answered_letters(recruitment), feature_values(recruitment)
    replies = choose_replies(recruitment, register, rate, seed, days)
    last = min(last_day(recruitment) or today(), today())
    fresh = [
        reply
        for reply in replies
        if int(reply["letter"]) not in answered and date.fromisoformat(reply["replied_on"]) <= last
    ]
    saved = [_save(recruitment, reply, list(features)) for reply in fresh]
    leaving = [one for one in saved if random.random() < WITHDRAWN]
    for one in leaving:
        services.withdraw_reply(one)
    taken = answered | {int(reply["letter"]) for reply in replies}
    returned = _send_back(recruitment, taken, seed, mailed_on(recruitment, days))
    session.flush()
    return Simulated(len(saved), len(leaving), returned)


def _save(recruitment: Recruitment, reply: dict[str, str], features: Sequence[str]) -> Respondent:
    given = services.Reply(
        features={name: reply[name] for name in features},
        name=reply["name"],
        contact=reply["contact"],
        channel=reply["channel"],
        own=reply["own"],
        replied_on=date.fromisoformat(reply["replied_on"]),
    )
    return services.save_reply(queries.get_letter(recruitment, int(reply["letter"])), given)


def _send_back(recruitment: Recruitment, answered: set[int], seed: int, mailed: date) -> int:
    """Let the post bring back some of the letters that nobody answered."""
    random = Random(seed)  # noqa: S311
    found = [
        number
        for number in sorted(queries.map_letters(recruitment))
        if random.random() < RETURNED and number not in answered
    ]
    back = queries.list_returned(recruitment)
    fresh = [number for number in found if number not in back]
    if fresh:
        numbers = " ".join(map(str, fresh))
        services.mark_returned(recruitment, numbers, mailed + timedelta(days=5))
    return len(fresh)


def find_waiting(recruitments: Iterable[Recruitment]) -> Recruitment | None:
    """Return the first recruitment whose letters can be answered."""
    for recruitment in recruitments:
        draw: InvitationDraw | None = queries.find_invitation_draw(recruitment)
        if draw and draw.drawn_at and not queries.is_frozen(recruitment):
            return recruitment
    return None
