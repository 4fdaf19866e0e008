"""Parts of a register, hashed on several machines, and put together as if they were one."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sortition import proofs
from sortition.errors import DrawError, InputError, Problem
from sortition.invitation.leaves import Leaves, make_leaves
from sortition.reading import system_problem
from sortition.register.digests import Digests, order_of, snapshot_of
from sortition.register.eligibility import Eligibility
from sortition.register.findings import Findings
from sortition.register.frame import Frame
from sortition.register.grouping import Groups, group


@dataclass(frozen=True)
class Part:
    """What a draw needs of a register, or of some rows of it.

    Attributes
    ----------
    eligibility
        How many rows each rule counts.
    columns
        The columns that the snapshot covers.
    rows
        SHA-256 of each row, shape (rows, 32).
    leaves
        Those of every household or person that a letter can go to.
    key_check
        H("key", K), 64 hex digits: parts under several keys do not fit.
    """

    eligibility: Eligibility
    columns: tuple[str, ...]
    rows: Digests
    leaves: Leaves
    key_check: str


def make_part(
    columns: Sequence[str], rows: Digests, eligibility: Eligibility, frame: Frame, key: bytes
) -> Part:
    """Hash what can be drawn of a register under the draw's key.

    Parameters
    ----------
    columns, rows
        What the register's snapshot is made of: `Register.columns.names` and `Register.digests`.
    eligibility, frame
        Who can be drawn.
    key
        That of the draw.
    """
    leaves, check = make_leaves(key, frame), proofs.H("key", key).hex()
    return Part(eligibility, tuple(columns), rows, leaves, check)


def save_part(part: Part, path: Path) -> None:
    """Save a part as one file (NumPy's, compressed by nobody): only the register holder's.

    Raises
    ------
    InputError
        Where it cannot be written.
    """
    frame, own = part.leaves.frame, part.eligibility
    about = {
        "columns": part.columns,
        "unit": frame.unit,
        "strata": frame.strata,
        "counts": own.counts,
        "rules": own.rules,
        "key_check": part.key_check,
    }
    try:
        fresh = path.with_name(f".writing-{path.name}")
        with fresh.open("wb") as stream:
            np.savez(
                stream,
                about=np.frombuffer(json.dumps(about).encode(), np.uint8),
                rows=part.rows,
                leaves=part.leaves.digests,
                stratum=frame.stratum,
                keys=frame.keys,
                households=frame.households,
            )
        fresh.replace(path)
    except OSError as error:
        raise InputError([system_problem("cannot_write_file", path, error)]) from error


def load_part(path: Path) -> Part:
    """Read a saved part.

    Raises
    ------
    InputError
        For a file that is none.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as saved:
            about = json.loads(saved["about"].tobytes())
            units = (saved["stratum"], saved["keys"], saved["households"])
            frame = Frame(about["unit"], tuple(about["strata"]), *units)
            rows, leaves = saved["rows"], Leaves(frame, saved["leaves"])
    except OSError as error:
        raise InputError([system_problem("cannot_read", path, error)]) from error
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise InputError([Problem("not_a_part", str(path))]) from error
    columns = tuple(about["columns"])
    eligibility = _eligibility(about["counts"], about["rules"], columns, rows, frame)
    return Part(eligibility, columns, rows, leaves, about["key_check"])


def merge_parts(parts: Sequence[Part]) -> Part:
    """Put parts together: the same as if the whole register had been read at once.

    A household may stand in several parts; its letter is one.

    Raises
    ------
    DrawError
        code `parts_do_not_fit`, where columns, rules, units or keys differ, or where rules about
        the size of households meet a household in two parts.
    InputError
        For households in two strata, and persons in two parts.
    """
    first = parts[0]
    if any(_agreed(part) != _agreed(first) for part in parts):
        raise DrawError("parts_do_not_fit")
    frame, digests = _joined([part.leaves for part in parts])
    homes = group(frame.households)
    if first.eligibility.rules["largest_household"] and _is_shared(homes, parts):
        raise DrawError("parts_do_not_fit")
    _check(frame, homes)
    kept = np.arange(len(frame)) if frame.unit == "person" else homes.first
    kept = kept[order_of(digests[kept])]
    leaves = Leaves(frame.taken(kept), digests[kept])
    counts = {
        rule: sum(part.eligibility.counts[rule] for part in parts)
        for rule in first.eligibility.counts
    }
    rows = np.concatenate([part.rows for part in parts])
    eligibility = _eligibility(counts, first.eligibility.rules, first.columns, rows, leaves.frame)
    return Part(eligibility, first.columns, rows, leaves, first.key_check)


def _agreed(part: Part) -> tuple[Any, ...]:
    return part.columns, part.eligibility.rules, part.leaves.frame.unit, part.key_check


def _eligibility(
    counts: dict[str, int],
    rules: dict[str, Any],
    columns: tuple[str, ...],
    rows: Digests,
    frame: Frame,
) -> Eligibility:
    households = sum(frame.households_by_stratum.values())
    nobody = np.zeros(0, bool)  # which rows are eligible only their machine knows
    return Eligibility(len(rows), counts, households, snapshot_of(columns, rows), rules, nobody)


def _joined(parts: Sequence[Leaves]) -> tuple[Frame, Digests]:
    """Put frames one behind the other, with one list of strata."""
    strata = tuple(sorted({name for part in parts for name in part.frame.strata}))
    place = {name: at for at, name in enumerate(strata)}
    stratum: list[NDArray[np.int64]] = []
    for part in parts:
        places = np.array([place[name] for name in part.frame.strata], np.int64)
        stratum.append(places[part.frame.stratum])
    frame = Frame(
        parts[0].frame.unit,
        strata,
        np.concatenate(stratum),
        np.concatenate([part.frame.keys for part in parts]),
        np.concatenate([part.frame.households for part in parts]),
    )
    return frame, np.concatenate([part.digests for part in parts])


def _is_shared(homes: Groups, parts: Sequence[Part]) -> bool:
    """Whether a household stands in two parts."""
    part = np.repeat(np.arange(len(parts)), [len(part.leaves) for part in parts])
    return bool((part != part[homes.first][homes.of_row]).any())


def _check(frame: Frame, homes: Groups) -> None:
    findings = Findings()
    for row in np.flatnonzero(frame.stratum != frame.stratum[homes.first][homes.of_row]).tolist():
        first = {"first": frame.strata[frame.stratum[homes.first[homes.of_row[row]]]]}
        own = frame.strata[frame.stratum[row]]
        findings.add(Problem("two_strata", "parts", None, None, own, first))
    if frame.unit == "person":
        same = group(frame.keys)
        for row in np.flatnonzero(same.first[same.of_row] != np.arange(len(frame))).tolist():
            findings.add(Problem("person_in_two_parts", "parts", value=frame.keys[row].decode()))
    findings.refuse()
