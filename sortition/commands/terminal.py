"""How a command speaks: exit codes, answers in words or JSON, and a progress bar."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from sortition.clock import Progress
from sortition.errors import DrawError, InfeasibleError, InputError, Problem, SortitionError

OK, BAD_INPUT, INFEASIBLE, STOPPED, INTERRUPTED = 0, 1, 2, 3, 130
KINDS = ("pool", "quotas", "shares")


def ended_with(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command, say in words or JSON what it refuses, and return its exit code."""
    try:
        return run(options)
    except InfeasibleError as error:
        return _refuse(error, INFEASIBLE, options)
    except (InputError, DrawError) as error:
        return _refuse(error, BAD_INPUT, options)
    except SortitionError as error:  # the search ended without an answer
        return _refuse(error, STOPPED, options)
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED


def answer(options: argparse.Namespace, content: dict[str, Any], lines: Iterable[str]) -> None:
    """Print the answer: as JSON where that was asked for, else as lines of text."""
    print(_json(content) if options.json else "\n".join(lines))


def as_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as JSON has it: its code, place and parameters, and its sentence."""
    return {**asdict(problem), "sentence": problem.sentence()}


@contextmanager
def at_work() -> Iterator[Progress | None]:
    """Draw a progress bar if somebody watches, and keep standard output ours.

    HiGHS greets on standard output once, whatever its options say.
    """
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    bar = _Bar() if sys.stderr.isatty() else None
    try:
        yield bar
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
        if bar is not None and bar.is_drawn:
            print(file=sys.stderr)


class _Bar:
    """A progress bar on standard error."""

    is_drawn = False

    def __call__(self, stage: str, fraction: float) -> None:
        self.is_drawn = True
        done = round(30 * fraction)
        print(f"\r{stage:<10} [{'#' * done:<30}]", end="", file=sys.stderr, flush=True)


def _refuse(error: SortitionError, code: int, options: argparse.Namespace) -> int:
    problems = [_in_file(problem, options) for problem in getattr(error, "problems", ())]
    message = "\n".join(problem.sentence() for problem in problems) or str(error)
    if options.json:
        found = [as_data(problem) for problem in problems]
        print(_json({"error": error.code, "message": message, "problems": found}))
    else:
        print(message, file=sys.stderr)
    return code


def _in_file(problem: Problem, options: argparse.Namespace) -> Problem:
    """Call a file by its path where the search knew only what kind it is."""
    path = getattr(options, problem.file, None) if problem.file in KINDS else None
    return replace(problem, file=str(path)) if path else problem


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
