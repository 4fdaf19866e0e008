"""A seated panel for tests of vacancies, and the same choices found by listing every set."""

import itertools
import json
from datetime import timedelta

from observatory.formats import today
from observatory.lottery import queries as lottery_queries
from observatory.lottery import rules
from observatory.lottery import services as lottery
from observatory.lottery.models import Call, Draw
from observatory.panel import services
from tests import factories
from tests.publication import web_draw

DICE = "137141592653589793238462"


def drawn_panel(body, people=24, quotas=None) -> Draw:
    """A draw whose dice are thrown."""
    made = factories.pooled(body, people, quotas)
    draw = lottery.freeze_draw(made)
    factories.session.commit()
    web_draw.wait_for_panels(draw)
    lottery.draw_panel(draw, DICE, DICE, "Ana")
    factories.session.commit()
    return draw


def seated_panel(body, people=24, quotas=None) -> Draw:
    """A draw whose panel is seated."""
    draw = drawn_panel(body, people, quotas)
    services.seat_panel(draw)
    factories.session.commit()
    return draw


def cut_off(draw, day) -> None:
    """Let the committed rules of a draw name the last day for replacements."""
    content = json.loads(draw.commitment)
    content["replacements"]["until"] = day.isoformat()
    draw.commitment = json.dumps(content, sort_keys=True, separators=(",", ":"))


def leave(draw, place, kind="declined", on=None) -> None:
    services.leave_seat(draw, place, kind, on or today())


def call(place, outcome="no_answer", days_ago=10) -> None:
    """One try to reach somebody, some days ago."""
    day = today() - timedelta(days=days_ago)
    factories.save(Call(place_id=place.id, on=day, means="phone", outcome=outcome))


def call_in_vain(place) -> None:
    for days in range(10, 10 - rules.LEAST_CALLS, -1):
        call(place, days_ago=days)


def coming(draw) -> list:
    """The places of those who come next."""
    people = lottery_queries.map_places(draw)
    return [people[own] for own in lottery.find_next(draw).chosen]


def missed(features, quotas) -> int:
    """By how many seats people with these features miss the quotas, counted by hand."""
    total = 0
    for feature, value, least, most in quotas:
        count = sum(one[feature] == value for one in features)
        total += max(0, least - count) + max(0, count - most)
    return total


def next_by_listing(draw, quotas) -> list[str]:
    """Who comes next, from every set of the right size in the order of the draw."""
    people = lottery_queries.map_places(draw)
    sits = {place.respondent.pid for place in lottery_queries.list_sitting(draw)}
    gone = {one.place.respondent.pid for one in lottery_queries.list_changes(draw)} - sits
    order = json.loads(draw.result)["order"]
    queue = [own for own in order if own not in sits and own not in gone]
    vacant = len(json.loads(draw.result)["seats"]) - len(sits)
    sets = list(itertools.combinations(queue, min(vacant, len(queue))))
    features = [[people[own].respondent.features for own in (*sits, *one)] for one in sets]
    least = min(missed(one, quotas) for one in features)
    at = next(i for i, one in enumerate(features) if missed(one, quotas) == least)
    return list(sets[at])
