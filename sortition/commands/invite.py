"""`invite`: draw 1, from a register to letters."""

import argparse
from pathlib import Path
from typing import Any

from sortition.commands import options as own
from sortition.commands import register_options
from sortition.commands.showing import in_columns
from sortition.commands.terminal import OK, answer, at_work
from sortition.invitation import new_key
from sortition.invitation.parts import save_part
from sortition.invitation.run import Asked, Stopwatch, draw_part, read_part

EXAMPLE = """\
example:
  python -m sortition invite --register register.csv --letters 30000 --household household \\
      --stratum district --born born --age-from 16 --on 2026-12-01 --key key --seed HEX --out draw

The folder gets commit1.json, letters.csv, report.json, and key where none was given. The seed, 32
bytes, decides the order on any machine; of dice it is H("seed", SHA256(commit1.json), dice).
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "draw the households or persons of a register that get a letter"
    command = own.add_command(add, "invite", _run, does, EXAMPLE)
    register_options.add_columns(command)
    register_options.add_frame(command)
    register_options.add_rules(command)
    add_draw(command)
    command.add_argument(
        "--part",
        type=Path,
        metavar="FILE",
        help="only hash these rows, one machine's share, and save them for merge-letters",
    )
    command.set_defaults(parser=command)


def add_draw(command: argparse.ArgumentParser) -> None:
    """Add the options for what is drawn."""
    option = command.add_argument
    option("--letters", type=own.positive, metavar="N", help="how many letters in all")
    option("--per-stratum", type=Path, metavar="FILE", help="table: stratum, letters")
    option("--second-wave", type=own.whole, default=0, metavar="N", help="letters held for later")
    option("--seed", type=_seed, metavar="HEX", help="the seed, 32 bytes as hexadecimal digits")
    option("--out", type=Path, metavar="DIR", help="folder for the results")
    option("--draw", default="letters", metavar="NAME", help="the draw's id in commit1.json")
    option("--proofs", action="store_true", help="write proofs.csv, the proof of each letter")


def _seed(text: str) -> bytes:
    found = own.seed(text)
    if not found:
        raise argparse.ArgumentTypeError("a seed has at least two hexadecimal digits")
    return found


def _run(options: argparse.Namespace) -> int:
    register_options.check(options, options.parser.error)
    asked = None if options.part else asked_of(options)
    given = register_options.read_key(options.key) if options.key else None
    if options.part and given is None:
        options.parser.error("--part needs --key FILE, the same for all parts")
    key = given or new_key()
    with at_work() as progress:
        watch = Stopwatch(progress)
        part = read_part(
            options.register,
            columns=register_options.columns_of(options),
            rules=register_options.rules_of(options),
            strata=options.stratum,
            unit=options.unit,
            key=key,
            watch=watch,
        )
        if asked is None:
            save_part(part, options.part)
        else:
            report = draw_part(part, asked, None if given else key, watch)
    if asked is None:
        content = {"rows": part.eligibility.rows, "counts": part.eligibility.counts}
        answer(options, content, [f"{part.eligibility.rows} rows. See {options.part}."])
    else:
        answer(options, report, lines_of(report, asked.out))
    return OK


def asked_of(options: argparse.Namespace) -> Asked:
    """Give what the options ask to be drawn."""
    if options.seed is None or options.out is None:
        options.parser.error("--seed HEX and --out DIR are needed")
    if options.letters is None and options.per_stratum is None:
        options.parser.error("--letters N or --per-stratum FILE is needed")
    return Asked(
        out=options.out,
        seed=options.seed,
        letters=options.letters,
        per_stratum=options.per_stratum,
        second_wave=options.second_wave,
        draw=options.draw,
        has_proofs=options.proofs,
    )


def lines_of(report: dict[str, Any], out: Path) -> list[str]:
    """Say in words what was drawn."""
    counts = [(rule, count) for rule, count in report["counts"].items() if count]
    header = ("stratum", "households", "letters")
    strata = [tuple(cell[name] for name in header) for cell in report["strata"]]
    return [
        *in_columns(("rule", "persons"), [*counts, ("all", report["rows"])]),
        "",
        *in_columns(header, strata),
        "",
        f"Snapshot {report['snapshot']}",
        f"Root {report['root']}",
        f"Commitment {report['commitment']}",
        report["chances"],
        f"{report['letters']} letters to {report['households']} households. See {out}.",
    ]
