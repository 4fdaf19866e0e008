"""When a quota has too few replies behind it, how replies come, and what counts are hidden."""

from collections.abc import Mapping

# With fewer pool members for each seat it must fill a value is weak, unless the clerk wants more.
COMFORT = 3
CHANNELS = ("web", "phone", "paper")
# What the panels make fair, and how many of them the dice choose among.
OBJECTIVE = "leximin"
PANELS = (1_000, 10_000)
# Days for objections that the form proposes, and the most it takes.
OBJECTION_DAYS, MOST_OBJECTION_DAYS = 5, 60
# Stands for the digits of a person who chose none; their code then rests on the secret alone.
NO_DIGITS = "0000"
# Why the register holder says that somebody may not take part.
REFUSALS = ("not_in_household", "too_young", "excluded", "double", "unknown")
LEAST = 5  # a smaller public count of people of one kind could point to a person
Veiled = int | None  # None: hidden
YES = frozenset({"yes", "y", "sí", "si", "s", "oui", "o", "true", "1"})
NO = frozenset({"no", "n", "non", "false", "0"})


def coverage(pool: int, minimum: int, wanted: int) -> str:
    """Say how well the pool covers a quota: "enough", "weak" or "missing"."""
    if pool < minimum:
        return "missing"
    return "weak" if pool < wanted else "enough"


def veil(counts: Mapping[str, int]) -> dict[str, Veiled]:
    """Hide counts below LEAST, and as many more, smallest first, as their sum would give away.

    The sum of all is public, so that one hidden count alone could be calculated; two that add up
    to less than LEAST would still say how few they are.
    """
    ranked = sorted(counts, key=lambda name: (counts[name], name))
    hidden = [name for name in ranked if counts[name] < LEAST]
    if hidden:
        for name in ranked[len(hidden) :]:
            if len(hidden) > 1 and sum(counts[own] for own in hidden) >= LEAST:
                break
            hidden.append(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def veil_refusals(counts: Mapping[str, int]) -> dict[str, Veiled]:
    """Return how often each reason was given, as the public may see it; nothing if none was.

    All reasons are named: beside the public sum of all, one alone would say its own count.
    """
    return veil({name: counts.get(name, 0) for name in REFUSALS}) if any(counts.values()) else {}
