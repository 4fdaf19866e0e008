"""Fixed sets of the draw: codes, objections, why people leave a panel, who is out of reach."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from observatory.errors import N_

SHORTEST = 8  # characters of a code, where all codes of a hall are told apart
KINDS = {  # why somebody cannot sit; the record holds the kind and nothing else
    "declined": N_("Declined the seat"),
    "resigned": N_("Resigned later"),
    "unreachable": N_("Could not be reached"),
    "ineligible": N_("May not take part"),
    "died": N_("Died"),
    "withdrew": N_("Withdrew the reply"),
}
ACTS = {  # what each change of a panel did
    "vacated": N_("Left a seat"),
    "struck": N_("Struck from the order"),
    "declined": N_("Did not take the seat"),
    "replaced": N_("Took a vacant seat"),
}
LEAVING = ("declined", "resigned", "unreachable", "died", "withdrew")  # of those who sit
PASSING = ("declined", "unreachable", "died", "withdrew")  # of those who come next
STRIKING = ("ineligible", "died", "withdrew")  # of anybody, whenever it is known

MEANS = {
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "letter": N_("Letter"),
    "visit": N_("Visit"),
}
OUTCOMES = {
    "no_answer": N_("Nobody answered"),
    "message": N_("A message was left"),
    "wrong": N_("Wrong number or address"),
    "thinking": N_("Reached; asked for time to think"),
    "agreed": N_("Reached; wants to take part"),
}
UNREACHED = {"no_answer", "message", "wrong"}
LEAST_CALLS = 3
LEAST_DAYS = 7  # from the first try on

# Whose objection it is, as a role only: the list is public.
ROLES = {
    "pool": N_("Somebody of the pool"),
    "resident": N_("Another resident"),
    "register_holder": N_("The register holder"),
    "secretariat": N_("The secretariat itself"),
    "organisation": N_("An organisation"),
}
REFUSED = "refused"
# What a correction does with one person; each leads to a list that takes the place of the former.
CORRECTIONS = {
    "features": N_("Their features were recorded wrongly"),
    "admitted": N_("Their reply is entered, and they may take part after all"),
    "not_eligible": N_("They may not take part"),
    "withdrawn": N_("They withdrew"),
    "double": N_("They are in the pool twice"),
}
# Decided by entering the reply itself, on a page of its own.
FORGOTTEN = "forgotten"
DECISIONS = {REFUSED: N_("The list stays as it is"), **CORRECTIONS}
# How the public reads a decision that was taken.
TAKEN = {
    REFUSED: N_("The list stayed as it was"),
    "features": N_("Features were corrected"),
    FORGOTTEN: N_("A reply that came in time and had not been entered was added"),
    "admitted": N_("A missing person was added"),
    "not_eligible": N_("Somebody who may not take part was taken off"),
    "withdrawn": N_("Somebody who withdrew was taken off"),
    "double": N_("Somebody who was in the pool twice is in it once now"),
}


def unreachable_from(tries: Sequence[tuple[date, str]]) -> date | None:
    """Return the day from which somebody counts as out of reach, None while tries are missing.

    Tries are (day, outcome) in order. Whoever was reached once starts anew.
    """
    since: list[date] = []
    for day, outcome in tries:
        since = [*since, day] if outcome in UNREACHED else []
    if len(since) < LEAST_CALLS:
        return None
    return min(since) + timedelta(days=LEAST_DAYS)


def short_length(pids: Collection[str]) -> int:
    """Return how many characters tell all codes of a pool apart: 8, or more by fours."""
    length = SHORTEST
    while len({own[:length] for own in pids}) < len(set(pids)):
        length += 4
    return length
