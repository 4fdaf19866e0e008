"""`check`: a pool against its quotas, before the draw."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sortition.advice.checking import PoolCheck, check_pool, count_values
from sortition.commands import options as own
from sortition.commands.showing import in_columns, save_text
from sortition.commands.terminal import INFEASIBLE, OK, answer, as_data, at_work
from sortition.households import without_households
from sortition.plots import quotas_and_counts
from sortition.reading import Tables, read_members

EXAMPLE = """\
example:
  python -m sortition check --pool people.csv --quotas quotas.csv --size 49

It counts the pool beside each quota, and says which values are short, which quotas conflict,
and who can sit on no panel because of which quota.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "check whether a pool has a panel that meets the quotas, and whom the quotas exclude"
    command = own.add_command(add, "check", _run, does, EXAMPLE)
    own.add_files(command)
    own.add_limit(command)
    command.add_argument("--plot", type=Path, metavar="FILE", help="SVG: quotas and pool")
    command.add_argument("--panel", type=Path, metavar="FILE", help="a panel for the plot")


def _run(options: argparse.Namespace) -> int:
    with at_work():
        tables = own.read_options(options)
        check = check_pool(
            tables.pool,
            tables.quotas,
            options.size,
            file=str(options.quotas),
            people=str(options.pool),
            time_limit=options.time_limit,
        )
    if options.plot:
        panel = _on_panel(options, tables) if options.panel else ()
        save_text(options.plot, quotas_and_counts(check.counts, options.size, panel))
    answer(options, _content(check, len(tables.pool), options.size), _lines(check, options))
    return OK if check.has_panel else INFEASIBLE


def _on_panel(options: argparse.Namespace, tables: Tables) -> list[int]:
    """Count the seats that each quota has on the panel."""
    panel = set(read_members(options.panel, options.id, tables.pool))
    seated = [i for i, own_id in enumerate(tables.pool.ids) if own_id in panel]
    ids, values = tuple(tables.pool.ids[i] for i in seated), tables.pool.values[seated]
    on_panel = replace(tables.pool, ids=ids, values=values)
    return [one.count for one in count_values(on_panel, without_households(tables.quotas))]


def _content(check: PoolCheck, members: int, size: int) -> dict[str, Any]:
    return {
        "n": members,
        "size": size,
        "has_panel": check.has_panel,
        "values": [
            {
                "feature": counted.quota.feature,
                "value": counted.quota.value,
                "line": counted.line,
                "min": counted.quota.minimum,
                "max": counted.quota.maximum,
                "pool": counted.count,
                "short": counted.short,
            }
            for counted in check.counts
        ],
        "conflicts": [as_data(problem) for problem in check.conflicts],
        "empty": [as_data(problem) for problem in check.empty],
        "excluded": [one.as_data() for one in check.exclusions],
    }


def _lines(check: PoolCheck, options: argparse.Namespace) -> Iterator[str]:
    header = ("feature", "value", "min", "max", "pool", "short")
    yield from in_columns(
        header,
        [
            (q.feature, q.value, q.minimum, q.maximum, counted.count, counted.short or "")
            for counted in check.counts
            for q in [counted.quota]
        ],
    )
    yield ""
    for problem in check.empty:
        yield problem.sentence()
    for exclusion in check.exclusions:
        for problem in exclusion.problems(str(options.quotas)):
            yield problem.sentence()
    for problem in check.conflicts:
        yield problem.sentence()
    if check.has_panel:
        yield f"There is a panel of {options.size} that meets all the quotas."
    else:
        yield "No panel meets all the quotas. `python -m sortition relax` proposes which to change."
