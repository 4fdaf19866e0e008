"""The checks that every reply passes, field by field, by whatever channel it came."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from observatory.recruitment import rules
from sortition.errors import DrawError
from sortition.personal import read_own
from sortition.quotas import Quotas, fold

FIELDS = ("name", "contact", "channel", "own")
LONGEST = 200
EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\]+")
TELEPHONE = re.compile(r"\+?[0-9]{6,15}")
BETWEEN_DIGITS = str.maketrans("", "", " -./()\u00a0")


@dataclass(frozen=True)
class Checked:
    """A field's value as it is kept; where it cannot be, `code` and `params` say why."""

    value: str
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)


def is_email(contact: str) -> bool:
    """Tell whether a contact is an e-mail address; any other is a telephone number."""
    return "@" in contact


class Checks:
    """The checks of one recruitment's replies."""

    def __init__(self, quotas: Quotas) -> None:
        self.values = {
            feature: {fold(quota.value): quota.value for quota in quotas.of(feature)}
            for feature in quotas.features
        }
        self.checks: Mapping[str, Callable[[str], Checked]] = {
            "name": _name,
            "contact": _contact,
            "channel": _channel,
            "own": _own,
        }

    def of(self, column: str, text: str) -> Checked:
        """Check one of FIELDS."""
        return self.checks[column](" ".join(text.split()))

    def value(self, feature: str, text: str) -> Checked:
        """Check the value of a feature: one of its quotas', in any case."""
        known = self.values[feature].get(fold(text))
        if known is None:
            code = "unknown_value" if text else "blank_value"
            return Checked(text, code, {"feature": feature})
        return Checked(known)


def _name(text: str) -> Checked:
    if not text:
        return Checked(text, "blank_name")
    if len(text) > LONGEST:
        return Checked(text, "too_long", {"most": LONGEST})
    # Joiners belong to names in some scripts; whatever else cannot be seen does not.
    if not text.translate({0x200C: None, 0x200D: None}).isprintable():
        return Checked(text, "unseen_character")
    return Checked(text)


def _contact(text: str) -> Checked:
    if not text:
        return Checked(text, "blank_name")
    is_good = EMAIL.fullmatch(text) if is_email(text) else _telephone(text)
    if not (is_good and len(text) <= LONGEST and text.isprintable()):
        return Checked(text, "bad_contact")
    return Checked(text)


def _telephone(text: str) -> bool:
    return bool(TELEPHONE.fullmatch(text.translate(BETWEEN_DIGITS)))


def _channel(text: str) -> Checked:
    if fold(text) not in rules.CHANNELS:
        return Checked(text, "unknown_channel", {"known": ", ".join(rules.CHANNELS)})
    return Checked(fold(text))


def _own(text: str) -> Checked:
    if len(text) > LONGEST:
        return Checked(text, "too_long", {"most": LONGEST})
    try:
        return Checked(read_own(text))
    except DrawError as error:
        return Checked(text, error.code, error.params)
