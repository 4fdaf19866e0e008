"""The two files of a draw, read and checked together, with all their problems at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.households import HouseholdRule, households_of, with_households
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.tables import People, read_ids, read_people, read_quotas

_NO_PANEL_FITS = {"sum_of_minima", "sum_of_maxima"}

T = TypeVar("T")


@dataclass(frozen=True)
class Tables:
    """A pool and its quotas as read from files, with the rows they were read from.

    Where a rule on households was given, the pool has one more feature (`households`).
    """

    people: People
    pool: Pool
    quotas: Quotas


def read_tables(
    pool_file: Path,
    quotas_file: Path,
    size: int,
    id_column: str | None = None,
    rule: HouseholdRule | None = None,
) -> Tables:
    """Read and check both files.

    That the sums of minima and maxima hold the size is not required: `Quotas.problems` says.

    Raises
    ------
    InputError
        With every problem of both files.
    """
    problems: list[Problem] = []
    quotas = _try(lambda: read_file(quotas_file, read_quotas), problems)
    people = _try(
        lambda: read_file(pool_file, lambda data, name: read_people(data, name, id_column)),
        problems,
    )
    problems += quotas.problems(size, str(quotas_file)) if quotas else []
    pool = None
    if quotas and people:
        known, read = quotas, people
        pool = _try(
            lambda: Pool.from_rows(read.ids, read.rows, known, str(pool_file), read.lines),
            problems,
        )
    is_usable = all(problem.code in _NO_PANEL_FITS for problem in problems)
    if not is_usable or people is None or pool is None or quotas is None:
        raise InputError(problems)
    if rule is not None:
        households = households_of(people.rows, rule, str(pool_file))
        pool, quotas = with_households(pool, quotas, size, households, rule.limit)
    return Tables(people, pool, quotas)


def read_members(path: Path, id_column: str | None, pool: Pool) -> list[str]:
    """Read the ids of a panel, or an order: a table, or the `result.json` of a draw.

    Raises
    ------
    InputError
        With every id that nobody in the pool has.
    """
    if path.suffix == ".json":
        ids = read_file(path, _order_of_result)
    else:
        ids = read_file(path, lambda data, name: list(read_ids(data, name, id_column)))
    members = set(pool.ids)  # our own tables guard some ids with an apostrophe
    found = [i[1:] if i not in members and i.startswith("'") else i for i in ids]
    strangers = [i for i in found if i not in members]
    if strangers:
        raise InputError(Problem("unknown_member", str(path), value=i) for i in strangers)
    return found


def _order_of_result(data: BinaryIO, name: str) -> list[str]:
    record = proofs.read_canonical(data.read())
    if not isinstance(record, dict) or not isinstance(record.get("order"), list):
        raise InputError([Problem("no_order", name)])
    return [str(own) for own in record["order"]]


def read_file(path: Path, reader: Callable[[Any, str], T]) -> T:
    """Open a file and read it; a file that cannot be opened is an InputError too."""
    try:
        with path.open("rb") as stream:
            return reader(stream, str(path))
    except OSError as error:
        raise InputError([system_problem("cannot_read", path, error)]) from error


def system_problem(code: str, path: Path, error: OSError) -> Problem:
    """Say what the operating system refuses."""
    return Problem(code, str(path), params={"reason": error.strerror or str(error)})


def _try(action: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return action()
    except InputError as error:
        problems += error.problems
        return None
