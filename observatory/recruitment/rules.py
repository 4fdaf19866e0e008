"""When a quota has too few replies behind it, and how replies come."""

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
YES = frozenset({"yes", "y", "sí", "si", "s", "oui", "o", "true", "1"})
NO = frozenset({"no", "n", "non", "false", "0"})


def coverage(pool: int, minimum: int, wanted: int) -> str:
    """Say how well the pool covers a quota: "enough", "weak" or "missing"."""
    if pool < minimum:
        return "missing"
    return "weak" if pool < wanted else "enough"
