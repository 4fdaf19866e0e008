"""`check-minutes`: is this file the minutes that were signed, to the last byte?"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from sortition.commands import options as own
from sortition.commands.terminal import OK, answer
from sortition.documents import Document, check_document, hash_stream
from sortition.reading import read_file

EXAMPLE = """\
example:
  python -m sortition check-minutes minutes-villa-1-panel-v1-es.pdf minutes.sig.json \\
      --key 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29

FILE is one of the six files of the minutes, SIG the minutes.sig.json offered beside them. Without
--key compare the key that is shown with that of the operator in commit.json of the draw's bundle.
Exit code 1 means that the file or its signature was changed.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "check that minutes are those that were signed, to the last byte"
    command = own.add_command(add, "check-minutes", _run, does, EXAMPLE)
    command.add_argument("document", type=Path, metavar="FILE", help="minutes, as PDF or text")
    command.add_argument("signed", type=Path, metavar="SIG", help="minutes.sig.json")
    command.add_argument("--key", metavar="HEX", help="the key that must have signed")


def _run(options: argparse.Namespace) -> int:
    digest = read_file(options.document, lambda data, _: hash_stream(data))
    signed = read_file(options.signed, lambda data, _: data.read())
    found = check_document(digest, signed, options.key)
    content = {"name": found.name, "about": found.about, "key": found.key, "sha256": digest}
    answer(options, content, _lines(found, digest, is_known=bool(options.key)))
    return OK


def _lines(found: Document, digest: str, *, is_known: bool) -> Iterator[str]:
    about = ", ".join(f"{name} {value}" for name, value in found.about.items() if value is not None)
    yield f"Unchanged: {found.name} ({about})."
    yield f"SHA-256 {digest}, signed with the key {found.key}."
    if not is_known:
        yield "Compare this key with that of the operator in commit.json of the draw's bundle."
