"""Lists of persons who are not written to, known by the hash of their key alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.register.digests import Bytes
from sortition.register.findings import Findings
from sortition.tables import Source, Table

_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


@dataclass(frozen=True)
class Exclusions:
    """Persons who do not count, as hashes of their keys.

    Attributes
    ----------
    digests
        SHA-256 of each person's key, or HMAC-SHA256 where there is a `key`.
    key
        That of the list; without one, whoever has the list can try all keys there are.
    """

    digests: frozenset[bytes]
    key: bytes | None = None

    @property
    def digest(self) -> str:
        """The hash of the list: SHA-256 of its sorted hashes, as 64 hex digits."""
        return proofs.sha256(b"".join(sorted(self.digests))).hex()

    def holds(self, persons: Bytes) -> NDArray[np.bool_]:
        """Say of each person's key whether it is listed, shape (n,)."""
        of = _hasher(self.key)
        found = (of(person) in self.digests for person in persons.tolist())
        return np.fromiter(found, bool, len(persons))


def hash_persons(persons: Iterable[str], key: bytes | None = None) -> Exclusions:
    """Make an exclusion list from plain keys of persons."""
    of = _hasher(key)
    return Exclusions(frozenset(of(person.encode()) for person in persons), key)


def read_exclusions(source: Source, name: str, key: bytes | None = None) -> Exclusions:
    """Read an exclusion list: hashes as 64 hex digits in the first column.

    Raises
    ------
    InputError
        With every row that is no hash (the first 20 are named).
    """
    table, findings, found = Table(source, name), Findings(), set()
    for line, row in table:
        if _DIGEST.fullmatch(row[0]):
            found.add(bytes.fromhex(row[0]))
        else:
            findings.add(Problem("not_a_hash", name, line, table.names[0], row[0]))
    findings.refuse()
    if not found:
        raise InputError([Problem("no_rows", name, table.line)])
    return Exclusions(frozenset(found), key)


def _hasher(key: bytes | None) -> Callable[[bytes], bytes]:
    return proofs.sha256 if key is None else proofs.keyed(key)
