"""Dice are typed twice, by two people; what they typed must agree and be enough."""

from observatory.errors import N_, RuleBroken
from sortition import dice as ten_sided
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


def difference(first: str, second: str) -> int | None:
    """Return at which digit, from 1, two readings part; None where they are the same."""
    for position, (one, other) in enumerate(zip(first, second, strict=False), start=1):
        if one != other:
            return position
    return None if len(first) == len(second) else min(len(first), len(second)) + 1


def read_one(text: str, needed: int) -> str:
    """Return the digits that one person read, without blanks, or raise why they cannot count."""
    try:
        return ten_sided.read_dice(text, needed)
    except DrawError as error:
        raise REFUSALS[error.code](**error.params) from error


def read_twice(dice: str, dice_again: str, needed: int) -> str:
    """Return the digits that two people read, without blanks, or raise why they cannot count."""
    first, second = ("".join(text.split()) for text in (dice, dice_again))
    position = difference(first, second)
    if position and position <= min(len(first), len(second)):
        one, other = first[position - 1], second[position - 1]
        raise DiceDiffer(position=position, first=one, second=other)
    if position:
        raise DiceLengthsDiffer(first=len(first), second=len(second))
    return read_one(first, needed)
