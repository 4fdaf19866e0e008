"""Who in a register can be written to: each row is counted by the first rule that applies."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.register.content import Register, decode
from sortition.register.dates import day_number
from sortition.register.exclusions import Exclusions

ELIGIBLE = "eligible"
RULES = (
    "blank_household",
    "born_unknown",
    "too_young",
    "too_old",
    "other_district",
    "excluded",
    "institution",
    ELIGIBLE,
)
"""What can become of a row; the first that applies counts it."""


@dataclass(frozen=True)
class EligibilityRules:
    """Who can be written to.

    Attributes
    ----------
    born_on_or_before
        The last birth date that counts, or None (see `latest_birth`).
    born_on_or_after
        The first birth date that counts, or None (see `earliest_birth`).
    districts
        The only districts that count, or None for all.
    excluded
        Persons who do not count: councillors, staff, former members.
    institutions
        Households that do not count: care homes, barracks, convents.
    largest_household
        A household with more persons who could be written to is an institution too; None: any size.
    """

    born_on_or_before: date | None = None
    districts: frozenset[str] | None = None
    born_on_or_after: date | None = None
    excluded: Exclusions | None = None
    institutions: frozenset[str] = field(default_factory=frozenset)
    largest_household: int | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the rules as `commit1.json` holds them; lists of persons and homes as hashes."""
        last, first = self.born_on_or_before, self.born_on_or_after
        homes = proofs.H("institutions", *sorted(self.institutions)).hex()
        return {
            "born_on_or_before": last.isoformat() if last else None,
            "born_on_or_after": first.isoformat() if first else None,
            "districts": sorted(self.districts) if self.districts is not None else None,
            "excluded": self.excluded.digest if self.excluded else None,
            "institutions": homes if self.institutions else None,
            "largest_household": self.largest_household,
        }


@dataclass(frozen=True)
class Eligibility:
    """What a register gives under the rules.

    Attributes
    ----------
    rows
        How many rows the register has.
    counts
        How many rows each of `RULES` counts; they add up to `rows`.
    households
        How many households have an eligible person.
    snapshot
        The hash of the register's content, as 64 hex digits.
    rules
        The rules, as `commit1.json` holds them.
    is_eligible
        Whether each row is, shape (rows,).
    """

    rows: int
    counts: dict[str, int]
    households: int
    snapshot: str
    rules: dict[str, Any]
    is_eligible: NDArray[np.bool_]


def find_eligible(register: Register, rules: EligibilityRules) -> Eligibility:
    """Count the rows of a register by rule; rules need the columns that they are about.

    Raises
    ------
    InputError
        code `no_column_for_rule`, where a rule is about a column that was not read.
    """
    _check_columns(register, rules)
    verdicts = _Verdicts(register)
    verdicts.refuse("blank_household", register.households == b"")
    _refuse_by_age(verdicts, register, rules)
    if rules.districts is not None and register.columns.district is not None:
        column = register.column(register.columns.district)
        verdicts.refuse("other_district", ~_among(column.values, rules.districts)[column.codes])
    if rules.excluded is not None and register.persons is not None:
        rows = verdicts.open_rows()
        listed = np.zeros(register.rows, bool)
        listed[rows] = rules.excluded.holds(register.persons[rows])
        verdicts.refuse("excluded", listed)
    _refuse_institutions(verdicts, register, rules)
    return verdicts.eligibility(rules)


def _check_columns(register: Register, rules: EligibilityRules) -> None:
    columns, has_ages = register.columns, rules.born_on_or_before or rules.born_on_or_after
    needed = {
        "born": bool(has_ages) and columns.born is None,
        "district": rules.districts is not None and columns.district is None,
        "person": rules.excluded is not None and columns.person is None,
    }
    missing = [name for name, is_missing in needed.items() if is_missing]
    if missing:
        raise InputError(Problem("no_column_for_rule", register.name, None, own) for own in missing)


class _Verdicts:
    """The rule that counts each row."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._of_row = np.full(register.rows, len(RULES) - 1, np.int8)

    def refuse(self, rule: str, applies: NDArray[np.bool_]) -> None:
        """Let a rule count the rows to which it applies and that no rule counted before."""
        self._of_row[applies & (self._of_row == len(RULES) - 1)] = RULES.index(rule)

    def open_rows(self) -> NDArray[np.int64]:
        """Return the rows that no rule has counted yet."""
        return np.flatnonzero(self._of_row == len(RULES) - 1)

    def eligibility(self, rules: EligibilityRules) -> Eligibility:
        """Return the rows that are left, and all counts."""
        counts = np.bincount(self._of_row, minlength=len(RULES)).tolist()
        is_eligible = self._of_row == len(RULES) - 1
        households = np.bincount(self._register.homes.of_row[is_eligible])
        return Eligibility(
            self._register.rows,
            dict(zip(RULES, counts, strict=True)),
            int(np.count_nonzero(households)),
            self._register.snapshot,
            rules.as_data(),
            is_eligible,
        )


def _refuse_by_age(verdicts: _Verdicts, register: Register, rules: EligibilityRules) -> None:
    last, first = rules.born_on_or_before, rules.born_on_or_after
    if register.born is None or (last is None and first is None):
        return
    verdicts.refuse("born_unknown", register.born == 0)
    if last is not None:
        verdicts.refuse("too_young", register.born > day_number(last))
    if first is not None:
        verdicts.refuse("too_old", register.born < day_number(first))


def _refuse_institutions(verdicts: _Verdicts, register: Register, rules: EligibilityRules) -> None:
    homes = register.homes
    if rules.institutions:
        names = decode(register.households[homes.first])
        verdicts.refuse("institution", _among(names, rules.institutions)[homes.of_row])
    if rules.largest_household is not None:
        sizes = np.bincount(homes.of_row[verdicts.open_rows()], minlength=len(homes))
        verdicts.refuse("institution", (sizes > rules.largest_household)[homes.of_row])


def _among(names: list[str] | tuple[str, ...], wanted: frozenset[str]) -> NDArray[np.bool_]:
    return np.fromiter((name in wanted for name in names), bool, len(names))
