"""`audit`: what auditors check of a draw, and whom they call."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sortition.auditing import Audit, Files, Pack, audit, read_pack
from sortition.bundle import read_bundle
from sortition.commands import options as own
from sortition.commands.terminal import BAD_INPUT, OK, answer, at_work
from sortition.reading import read_file
from sortition.vacancies import check_replacements, read_replacements

EXAMPLE = """\
example:
  python -m sortition audit --pack rehearsal/auditors.json --bundle rehearsal/bundle.zip
  python -m sortition audit --pack auditors.json --bundle bundle.zip \\
      --replacements replacements.json

Verify the bundle first (verify_draw.py): this checks what the public cannot. The record is made
again from the pack, every panel is counted against every quota, and the bound is proven anew.
With --replacements, every choice of who took a vacant seat is made again too.
Exit code 1 means that something does not hold.
"""
CHECKS = {
    "list": "the pool, with its features",
    "panels": "all panels, with their salts",
    "result": "the drawn panel, the order and the sample",
    "quotas": "every quota on every panel",
    "gap": "the fairest chances, proven anew",
    "replacements": "every seat taken since, by the order of the draw",
}


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "check as an auditor what the public cannot: list, quotas and gap"
    command = own.add_command(add, "audit", _run, does, EXAMPLE)
    option = command.add_argument
    option("--pack", required=True, type=Path, metavar="FILE", help="auditors.json of the draw")
    option("--bundle", required=True, type=Path, metavar="FILE", help="bundle.zip of the draw")
    option("--replacements", type=Path, metavar="FILE", help="replacements.json of the draw")


def _run(options: argparse.Namespace) -> int:
    given = read_file(options.pack, lambda data, name: read_pack(data.read(), name))
    files = read_file(options.bundle, lambda data, name: read_bundle(data.read(), name))
    with at_work() as progress:
        found = audit(given, files, progress)
        if options.replacements:
            found.findings["replacements"] = _replacements(options.replacements, given, files)
    answer(options, _as_data(found), _lines(found))
    return OK if found.holds else BAD_INPUT


def _replacements(path: Path, given: Pack, files: Files) -> list[str]:
    changes = read_file(path, lambda data, name: read_replacements(data.read(), files, name))
    return check_replacements(given, files, changes)


def _as_data(found: Audit) -> dict[str, Any]:
    return {
        "holds": found.holds,
        "findings": found.findings,
        "figures": found.figures,
        "sample": [{"member": one.member, "features": dict(one.features)} for one in found.sample],
    }


def _lines(found: Audit) -> Iterator[str]:
    for check, wrong in found.findings.items():
        words = CHECKS[check]
        yield f"{'FAILED' if wrong else 'ok    '}  {check}: {words}"
        yield from (f"        {sentence}" for sentence in wrong)
    if found.figures:
        again, smallest = found.figures["again"], found.figures["smallest"]
        yield (
            f"Smallest chance {smallest:.6f} in the panels; at most {again['upper_bound']:.6f}"
            " possible."
        )
    yield f"Call these {len(found.sample)} of the pool, and compare what they answered:"
    for number, one in enumerate(found.sample, start=1):
        features = "; ".join(f"{name} {value}" for name, value in one.features.items())
        yield f"  {number}. {one.member}: {features}"
