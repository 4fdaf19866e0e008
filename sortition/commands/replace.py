"""`replace`: who takes vacant seats, by the order of the draw; how many alternates to hold."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sortition import proofs
from sortition.alternates import AlternatesAdvice, advise_alternates, dropout_of
from sortition.commands import options as own
from sortition.commands.showing import in_columns
from sortition.commands.terminal import INFEASIBLE, OK, answer, at_work
from sortition.errors import InputError, Problem
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.reading import read_file, read_members
from sortition.replacements import Replacements, find_replacements
from sortition.tables import read_factors

EXAMPLE = """\
examples:
  python -m sortition replace --pool people.csv --quotas quotas.csv --size 49 \\
      --panel result/panel.csv --gone 17 230 --order order.csv
  python -m sortition replace --pool people.csv --quotas quotas.csv --size 49 \\
      --panel result/panel.csv --seed 00ff --dropout 0.1

The seats of those who left go to the first set in the order that keeps every quota. The order is
a table with an id in each row, the result.json of a draw, or follows from a seed. With --dropout
it says instead how many alternates to hold if each person leaves with that probability, times
the factors of their values where --factors gives a table (feature, value, factor).
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "fill vacant seats by the order of the draw, under the quotas"
    command = own.add_command(add, "replace", _run, does, EXAMPLE)
    own.add_files(command)
    own.add_limit(command)
    option = command.add_argument
    ids: dict[str, Any] = {"nargs": "+", "default": [], "metavar": "ID"}
    option("--panel", required=True, type=Path, metavar="FILE", help="table: who was drawn")
    option("--gone", help="members of the panel who left", **ids)
    option("--barred", help="others who must not be drawn", **ids)
    order = command.add_mutually_exclusive_group(required=True)
    order.add_argument("--order", type=Path, metavar="FILE", help="table or result.json: the order")
    order.add_argument("--seed", type=own.seed, metavar="HEX", help="seed from which it follows")
    option("--least", type=own.positive, metavar="K", help="fewest seats allowed (default: K)")
    option("--dropout", type=own.probability, metavar="P", help="advise how many alternates")
    option("--factors", type=Path, metavar="FILE", help="table: whom P is multiplied for")
    option(
        "--trials", type=own.positive, default=500, metavar="N", help="simulations (default: 500)"
    )


def _run(options: argparse.Namespace) -> int:
    pool, quotas, panel, order = _read(options)
    if options.dropout is not None:
        return _advise(options, pool, quotas, panel, order)
    stays = [member for member in panel if member not in set(options.gone)]
    with at_work():
        found = find_replacements(
            pool,
            quotas,
            options.size,
            stays=stays,
            order=order,
            barred=[*options.gone, *options.barred],
            least_size=options.least,
            time_limit=options.time_limit,
        )
    content = {
        "chosen": list(found.chosen),
        "skipped": list(found.skipped),
        "panel": [*stays, *found.chosen],
    }
    answer(options, content, _lines(found))
    return OK


def _read(options: argparse.Namespace) -> tuple[Pool, Quotas, list[str], list[str]]:
    """Read pool, quotas, panel and order; an id that nobody has is a problem of its file."""
    tables = own.read_options(options)
    panel = read_members(options.panel, options.id, tables.pool)
    on_panel = set(panel)
    strangers = [own_id for own_id in options.gone if own_id not in on_panel]
    if strangers:
        raise InputError(
            Problem("not_on_panel", str(options.panel), value=own_id) for own_id in strangers
        )
    if options.order is None:
        others = (own_id for own_id in tables.pool.ids if own_id not in on_panel)
        rank = {own_id: proofs.H("order", options.seed, own_id) for own_id in others}
        return tables.pool, tables.quotas, panel, sorted(rank, key=rank.__getitem__)
    order = read_members(options.order, options.id, tables.pool)
    return tables.pool, tables.quotas, panel, order


def _lines(found: Replacements) -> Iterator[str]:
    yield f"Replacements, in the order of the draw: {', '.join(found.chosen) or 'nobody'}."
    if found.skipped:
        yield f"Passed over for the quotas: {', '.join(found.skipped)}."


def _advise(
    options: argparse.Namespace, pool: Pool, quotas: Quotas, panel: list[str], order: list[str]
) -> int:
    factors = read_file(options.factors, read_factors) if options.factors else {}
    dropout = dropout_of(pool, quotas, options.dropout, factors, str(options.factors))
    with at_work() as progress:
        advice = advise_alternates(
            pool,
            quotas,
            options.size,
            panel=panel,
            order=order,
            dropout=dropout,
            trials=options.trials,
            seed=options.seed or b"",
            progress=progress,
        )
    enough = advice.enough()
    content = {
        "dropout": options.dropout,
        "trials": advice.trials,
        "enough": enough,
        "shares": advice.shares.tolist(),
        "standard_errors": advice.standard_errors.tolist(),
    }
    answer(options, content, _advice_lines(advice, enough))
    return OK if enough is not None else INFEASIBLE


def _advice_lines(advice: AlternatesAdvice, enough: int | None) -> Iterator[str]:
    header = ("alternates", "share of simulations", "standard error")
    changes = [0, *(np.nonzero(np.diff(advice.shares))[0] + 1).tolist()]
    yield from in_columns(
        header,
        [(a, f"{advice.shares[a]:.3f}", f"{advice.standard_errors[a]:.3f}") for a in changes],
    )
    yield ""
    if enough is None:
        yield "Not even the whole order fills every vacancy in 95 of 100 simulations."
    else:
        yield f"{enough} alternates fill every vacancy in 95 of 100 simulations."
