"""When a quota has too few replies behind it, and how replies come."""

# With fewer pool members for each seat it must fill a value is weak, unless the clerk wants more.
COMFORT = 3
CHANNELS = ("web", "phone", "paper")
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
