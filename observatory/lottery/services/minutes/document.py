"""What minutes say in one language: sections of blocks, which page, text and paper render alike.

Everything that somebody typed passes `plain`: what they typed is seen and never acts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sortition.proofs import nfc

Pair = tuple[str, str]
# Control characters, and those that turn the direction of what follows: shown by their number.
_ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def plain(text: str) -> str:
    """Return a text in which every character stands for itself, on paper as in a terminal."""
    lines = nfc(text).replace("\r\n", "\n").replace("\t", " ").replace("\u00ad", "")
    return _ACTING.sub(lambda found: f"[U+{ord(found[0]):04X}]", lines).strip()


def _plain_row(row: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in row)


@dataclass(frozen=True)
class Rows:
    """Labels, and what each says."""

    kind: ClassVar[str] = "rows"
    rows: tuple[Pair, ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption; `numeric` are the columns of numbers, from 0."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Fingerprint:
    """A SHA-256, as 64 hex digits."""

    kind: ClassVar[str] = "fingerprint"
    label: str
    digest: str


@dataclass(frozen=True)
class Codes:
    """People by the beginning of their code, in their order."""

    kind: ClassVar[str] = "codes"
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A line to type."""

    kind: ClassVar[str] = "command"
    label: str
    text: str


@dataclass(frozen=True)
class Signatures:
    """Who signs: role and name, a line each."""

    kind: ClassVar[str] = "signatures"
    people: tuple[Pair, ...]
    dated: str


Block = Rows | Table | Paragraph | Fingerprint | Codes | Command | Signatures


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """Minutes in one language.

    `page` is the words of a page's number, with {page} and {pages}; `moment` the act's own, so that
    the same facts give the same bytes.
    """

    language: str
    title: str
    subtitle: str
    sender: str
    page: str
    foot: Fingerprint
    moment: datetime
    sections: tuple[Section, ...]


def rows(pairs: Iterable[Pair]) -> Rows:
    """Return rows of what may have been typed."""
    return Rows(tuple((label, plain(value)) for label, value in pairs))


def table(
    caption: str, head: Sequence[str], cells: Iterable[Iterable[str]], numeric: Sequence[int] = ()
) -> Table:
    """Return a table of what may have been typed."""
    found = tuple(_plain_row(row) for row in cells)
    return Table(caption, _plain_row(head), found, tuple(numeric))


def paragraph(text: str) -> Paragraph:
    """Return a sentence that may hold what somebody typed."""
    return Paragraph(plain(text))


def signatures(people: Iterable[Pair], dated: str) -> Signatures:
    """Return lines to sign on, a person each."""
    return Signatures(tuple((role, plain(name)) for role, name in people), dated)
