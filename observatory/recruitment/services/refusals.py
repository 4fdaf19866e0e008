"""Refusals of sortition that happen in a job, kept as the job's end for the page to show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from observatory.errors import N_, RuleBroken
from sortition.errors import InputError, SortitionError

Report = Callable[[str, float], None]


def silent(stage: str, fraction: float) -> None:
    """Report to nobody: for work that no page watches."""


class WorkRefused(RuleBroken):
    """A file or a draw was refused; params["problems"] says why."""

    code = "work_refused"
    message = N_("The file was not used. Nothing was saved.")


@contextmanager
def kept_for_page() -> Iterator[None]:
    """Turn a refusal of sortition into one that a job keeps in its detail."""
    try:
        yield
    except InputError as error:
        raise WorkRefused(problems=[asdict(problem) for problem in error.problems]) from error
    except SortitionError as error:
        raise WorkRefused(problems=[as_problem(error)]) from error


def as_problem(error: SortitionError) -> dict[str, Any]:
    """Return a refusal that names no place in a file, in the form of a problem."""
    where = {"file": "", "line": None, "column": None, "value": None}
    return {"code": error.code, "params": error.params, **where}
