"""Households: at most so many of each address on a panel, as one more feature of the pool."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sortition.errors import InputError, Problem
from sortition.pool import Pool
from sortition.quotas import Quota, Quotas, fold

HOUSEHOLD = "(household)"  # in brackets, so that no table has such a feature


@dataclass(frozen=True)
class HouseholdRule:
    """How a file tells households, and how many of one may sit on a panel.

    Attributes
    ----------
    columns
        The column that names the household, or those that make the address.
    is_address
        Whether the columns are an address, which people write in many ways.
    limit
        The most members of one household on a panel.
    """

    columns: tuple[str, ...]
    is_address: bool = False
    limit: int = 1


def households_of(
    rows: Sequence[Mapping[str, str]], rule: HouseholdRule, file: str = "pool"
) -> list[str]:
    """Name the household of each row; blank for a household of its own.

    Names compare without case and repeated blanks, addresses without accents and punctuation
    too. Where the first of the columns is blank, the address is not known, whatever the others
    say.

    Raises
    ------
    InputError
        With every column that is not there.
    """
    names = {fold(name): name for name in rows[0]} if rows else {}
    missing = [own for own in rule.columns if fold(own) not in names]
    if missing:
        has = {"columns": ", ".join(name for name in names.values() if name)}
        raise InputError(Problem("no_such_column", file, 1, own, params=has) for own in missing)
    known, normal = [names[fold(own)] for own in rule.columns], _normal if rule.is_address else fold
    addresses = [[normal(row.get(name) or "") for name in known] for row in rows]
    return ["\n".join(parts) if parts[0] else "" for parts in addresses]


def _normal(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def with_households(
    pool: Pool, quotas: Quotas, size: int, households: Sequence[str], limit: int = 1
) -> tuple[Pool, Quotas]:
    """Give the pool and the quotas with a row for each household that could exceed the limit.

    A household is a value of one more feature, with a quota from 0 to `limit`; everybody else
    shares a value without bounds. So every search keeps to the limit exactly, the symmetry of
    members alike is broken only inside those households, and no relaxation moves the limit.

    Parameters
    ----------
    households
        (n,) names; blank for a household of its own.
    limit
        The most members of one household on a panel.
    """
    times = Counter(own for own in households if own)
    shared = {own: i for i, own in enumerate(sorted(o for o, n in times.items() if n > limit))}
    if not shared:
        return pool, quotas
    column = [shared.get(own, len(shared)) for own in households]
    bounds = [Quota(HOUSEHOLD, _shown(own), 0, limit, 0, limit) for own in shared]
    bounds.append(Quota(HOUSEHOLD, "", 0, size, 0, size))
    values = np.column_stack([pool.values, np.array(column, dtype=np.int32)])
    lines = tuple(quotas.line(index) for index in range(len(quotas)))
    return (
        replace(pool, features=(*pool.features, HOUSEHOLD), values=values),
        Quotas((*quotas.quotas, *bounds), (*lines, *(0 for _ in bounds))),
    )


def _shown(household: str) -> str:
    return household.replace("\n", ", ")


def without_households(quotas: Quotas) -> Quotas:
    """Give the quotas that stand in the file, without those of households."""
    count = sum(quota.feature != HOUSEHOLD for quota in quotas)
    return Quotas(quotas.quotas[:count], quotas.lines[:count])
