"""Dice are typed twice, by two people; what they typed must agree and be enough."""

from observatory.errors import N_, RuleBroken
from sortition import draw
from sortition.errors import DrawError


class DiceDiffer(RuleBroken):
    """Two people read different dice."""

    code = "dice_differ"
    message = N_(
        "The two readings differ at digit %(position)s: %(first)s and %(second)s. "
        "Look at the dice again."
    )


class DiceLengthsDiffer(RuleBroken):
    """One person read more dice than the other."""

    code = "dice_lengths_differ"
    message = N_(
        "One reading has %(first)s digits and the other has %(second)s. Look at the dice again."
    )


class DiceNotDigits(RuleBroken):
    """Dice show digits only."""

    code = "dice_not_digits"
    message = N_("Dice show only digits, but character %(position)s is “%(letter)s”.")


class DiceTooFew(RuleBroken):
    """The first dice name the panel; the rest must be too many to guess."""

    code = "dice_too_few"
    message = N_("Digits needed: %(needed)s. Typed: %(given)s. Missing: %(missing)s.")


REFUSALS: dict[str, type[RuleBroken]] = {
    refusal.code: refusal for refusal in (DiceNotDigits, DiceTooFew)
}


def read_twice(dice: str, dice_again: str, panels: int) -> str:
    """Return the digits that two people read, without blanks, or raise why they cannot count."""
    first, second = ("".join(text.split()) for text in (dice, dice_again))
    for position, (one, other) in enumerate(zip(first, second, strict=False), start=1):
        if one != other:
            raise DiceDiffer(position=position, first=one, second=other)
    if len(first) != len(second):
        raise DiceLengthsDiffer(first=len(first), second=len(second))
    try:
        return draw.check_dice(first, panels)
    except DrawError as error:
        raise REFUSALS[error.code](**error.params) from error
