"""Minutes as plain text (UTF-8): to read anywhere, and to compare line by line."""

import textwrap
from collections.abc import Iterator

from observatory.formats import show_hash
from observatory.lottery.services.minutes.document import (
    Block,
    Codes,
    Command,
    Document,
    Fingerprint,
    Paragraph,
    Rows,
    Signatures,
    Table,
)

WIDTH = 80
CODES_IN_LINE = 3


def to_text(document: Document) -> bytes:
    """Return minutes as text; the same document, the same bytes."""
    return ("\n".join(_lines(document)).rstrip() + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    yield document.sender
    yield from textwrap.wrap(document.title.upper(), WIDTH)
    yield from textwrap.wrap(document.subtitle, WIDTH)
    for number, section in enumerate(document.sections, start=1):
        title = f"{number}. {section.title}"
        yield from ("", "", title, "-" * len(title))
        for block in section.blocks:
            yield ""
            yield from _block(block)
    yield from ("", "=" * WIDTH, document.foot.label, document.foot.digest)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Rows():
            for label, value in block.rows:
                yield from _row(label, value)
        case Table():
            yield from _table(block)
        case Paragraph():
            yield from _wrapped(block.text)
        case Fingerprint():
            yield from (f"{block.label}:", f"  {block.digest}")
        case Codes():
            yield from _codes(block)
        case Command():
            yield from (f"{block.label}:", f"  {block.text}")
        case Signatures():
            for role, name in block.people:
                yield from ("", "", "_" * 40, *_wrapped(f"{role}: {name}"), block.dated + " ______")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    for line in text.split("\n"):
        found = textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent)
        yield from found or [indent.rstrip()]


def _row(label: str, value: str) -> Iterator[str]:
    """Put a short value beside its label, and a long one below."""
    if "\n" not in value and len(label) + len(value) + 2 <= WIDTH:
        yield f"{label}: {value}"
        return
    yield f"{label}:"
    yield from _wrapped(value, "  ")


def _codes(block: Codes) -> Iterator[str]:
    yield f"{block.label}:"
    width = len(str(len(block.codes)))
    numbered = [
        f"{number:>{width}}. {show_hash(code)}" for number, code in enumerate(block.codes, start=1)
    ]
    for start in range(0, len(numbered), CODES_IN_LINE):
        yield "  " + "   ".join(numbered[start : start + CODES_IN_LINE])


def _table(block: Table) -> Iterator[str]:
    cells = [block.head, *block.rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(block.head))]
    yield from _wrapped(block.caption)
    for number, row in enumerate(cells):
        yield "  ".join(
            _cell(block, row[at], at, width) for at, width in enumerate(widths)
        ).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _cell(block: Table, text: str, place: int, width: int) -> str:
    return text.rjust(width) if place in block.numeric else text.ljust(width)
