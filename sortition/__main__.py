"""The command line: `python -m sortition panel ...`; the only module that prints."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sortition.errors import InfeasibleError, InputError, SortitionError
from sortition.run import Run, run_panel

OPTIMAL, BAD_INPUT, INFEASIBLE, STOPPED, INTERRUPTED = 0, 1, 2, 3, 130

EXAMPLE = """\
example:
  python -m sortition panel --pool people.csv --quotas quotas.csv --size 49 --out result

The pool has one row for each person and a column for each feature. The quotas have the columns
category, name, min, max (or feature, value, min, max). The folder gets report.json,
probabilities.csv, lottery.csv and panel.csv.

exit codes: 0 proven optimal; 1 the input cannot be used; 2 no panel meets the quotas;
3 stopped before the optimum was proven (the report says the gap)
"""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals have the exit code of bad input."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and how to use them."""
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except InfeasibleError as error:
        _say(error)
        return INFEASIBLE
    except InputError as error:
        _say(error)
        return BAD_INPUT
    except SortitionError as error:  # the search ended without a panel
        _say(error)
        return STOPPED
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m sortition", description="Fair lotteries for panels.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_panel(commands.add_parser)
    return parser


def _add_panel(add: Callable[..., argparse.ArgumentParser]) -> None:
    panel = add(
        "panel",
        help="draw a panel that meets the quotas, with chances as equal as they can be",
        description="Draw a panel that meets the quotas, with chances as equal as they can be.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    panel.set_defaults(run=_panel)
    add_option = panel.add_argument
    add_option("--pool", required=True, type=Path, metavar="FILE", help="CSV: who can be drawn")
    add_option("--quotas", required=True, type=Path, metavar="FILE", help="CSV: seats by feature")
    add_option("--size", required=True, type=_positive, metavar="K", help="seats on the panel")
    add_option("--out", required=True, type=Path, metavar="DIR", help="folder for the results")
    add_option(
        "--id",
        metavar="COLUMN",
        help="column that names the members (default: nationbuilder_id, unique_id, or row number)",
    )
    add_option(
        "--objective",
        choices=["leximin"],
        default="leximin",
        help="what is as fair as can be: the smallest chance, then the next (default)",
    )
    add_option(
        "--panels",
        type=_positive,
        metavar="M",
        help="panels in the lottery (default: 1000; 10000 where the smallest chance is below 1 %%)",
    )
    add_option(
        "--seed",
        type=_seed,
        metavar="HEX",
        help="hexadecimal digits, an even number of them (default: random, and reported)",
    )
    add_option("--time-limit", type=_seconds, metavar="S", help="stop after S seconds")


def _positive(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return float(text)


def _seed(text: str) -> bytes:
    if len(text) % 2 or not re.fullmatch(r"[0-9A-Fa-f]*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an even number of hexadecimal digits")
    return bytes.fromhex(text)


def _panel(options: argparse.Namespace) -> int:
    run = Run(
        pool=options.pool,
        quotas=options.quotas,
        size=options.size,
        out=options.out,
        id_column=options.id,
        panels=options.panels,
        seed=options.seed,
        time_limit=options.time_limit,
    )
    with _without_greeting():
        report = run_panel(run, _bar if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(
        f"Panel {report['panel']} of {report['panels']}: {report['size']} of {report['n']} members."
        f" Smallest chance {report['minimum']:.6f}, at most {report['upper_bound']:.6f} possible."
        f" See {options.out}."
    )
    return OPTIMAL if report["status"] == "optimal" else STOPPED


@contextmanager
def _without_greeting() -> Iterator[None]:
    """Keep standard output ours: HiGHS greets there once, whatever its options say."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _bar(stage: str, fraction: float) -> None:
    done = round(30 * fraction)
    print(f"\r{stage:<10} [{'#' * done:<30}]", end="", file=sys.stderr, flush=True)


def _say(error: SortitionError) -> None:
    print(error, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
