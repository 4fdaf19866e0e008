"""Ten-sided dice: how many are needed, and what was read of them."""

from sortition.errors import DrawError

SEED_DIGITS = 21


def number_digits(panels: int) -> int:
    """Return how many dice name one of `panels` panels: 3 for 1,000, 4 for 10,000."""
    digits = len(str(panels)) - 1
    if panels < 10 or panels != 10**digits:
        raise DrawError("panels_not_for_dice", panels=panels)
    return digits


def check_dice(text: str, panels: int) -> str:
    """Return the digits of a ceremony's ten-sided dice without blanks: 3 + 21 for 1,000 panels.

    Raises
    ------
    DrawError
        codes `dice_not_digits`, `dice_too_few`.
    """
    return read_dice(text, number_digits(panels) + SEED_DIGITS)


def read_dice(text: str, needed: int) -> str:
    """Return the digits of at least `needed` dice, without blanks; errors as `check_dice`."""
    dice = "".join(text.split())
    for position, letter in enumerate(dice, start=1):
        if letter not in "0123456789":
            raise DrawError("dice_not_digits", letter=letter, position=position)
    if len(dice) < needed:
        missing = needed - len(dice)
        raise DrawError("dice_too_few", given=len(dice), needed=needed, missing=missing)
    return dice
