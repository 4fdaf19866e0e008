"""flask lottery: import a register without the page, by the same services."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from observatory import jobs
from observatory.bodies.queries import get_body
from observatory.database import session
from observatory.errors import ObservatoryError
from observatory.recruitment import queries, services
from observatory.recruitment.models import RegisterSnapshot
from sortition.errors import InputError, Problem
from sortition.register import RegisterColumns, preview_register

commands = AppGroup("lottery", help="The registers that letters are drawn from.")
ONCE = ("household", "person", "born", "district")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@commands.command("import-register")
@click.argument("body")
@click.argument("recruitment", type=int)
@click.argument("file", type=FILE)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Ages are counted on.")
@click.option("--household", help="The column of the household; guessed without it.")
@click.option("--person", help="The column of the person.")
@click.option("--born", help="The column of the birth date.")
@click.option("--district", help="The column of the district.")
@click.option("--other", multiple=True, help="A further column for strata; can be repeated.")
@click.option("--age-from", type=int, help="The body's smallest age without it.")
@click.option("--age-to", type=int)
@click.option("--only", multiple=True, help="A district that counts; can be repeated.")
@click.option("--largest-household", type=int, help="With more persons an address is a home.")
@click.option("--exclude", type=FILE, multiple=True, help="A list of SHA-256 of persons' keys.")
@click.option("--list-key", help="The key of these lists, as hex digits.")
def import_register(body: str, recruitment: int, file: Path, on: datetime, **given: Any) -> None:
    """Read FILE through and take it over as the register of a RECRUITMENT, whole or not at all."""
    try:
        with ExitStack() as opened:
            stream = opened.enter_context(file.open("rb"))
            lists = [
                (path.name, path.name, opened.enter_context(path.open("rb")))
                for path in given["exclude"]
            ]
            snapshot = services.import_register(
                queries.get_recruitment(get_body(body), recruitment),
                stream,
                file.name,
                on.date(),
                columns=_columns(file, given),
                rules=_rules(given),
                lists=lists,
            )
    except InputError as error:
        raise click.ClickException(str(error)) from error
    except ObservatoryError as error:
        raise click.ClickException(error.sentence()) from error
    session.info.pop("jobs", None)  # it is done here, not by the worker
    session.commit()
    jobs.run(snapshot.job_id or 0)
    _report(snapshot)


def _columns(file: Path, given: Mapping[str, Any]) -> RegisterColumns:
    """Return the columns as named; those that are not named are guessed."""
    with file.open("rb") as stream:
        guess = preview_register(stream, file.name).guess or RegisterColumns()
    named = {role: given[role] for role in ONCE if given[role]}
    return replace(guess, **named, others=given["other"] or guess.others)


def _rules(given: Mapping[str, Any]) -> dict[str, Any]:
    names = ("age_from", "age_to", "largest_household", "list_key")
    rules = {name: given[name] for name in names if given[name] is not None}
    return rules | ({"districts": list(given["only"])} if given["only"] else {})


def _report(snapshot: RegisterSnapshot) -> None:
    job = session.get_one(jobs.Job, snapshot.job_id)
    if job.state != "done":
        problems = (job.detail or {}).get("problems", [])
        for one in problems:
            click.echo(Problem(**one).sentence(), err=True)
        raise click.ClickException("The register was not taken. Nothing was saved.")
    for rule, count in (snapshot.counts or {}).items():
        click.echo(f"{rule:16} {count:>12,}")
    click.echo(f"{'persons':16} {snapshot.persons:>12,}")
    click.echo(f"{'households':16} {snapshot.households:>12,}")
    click.echo(f"snapshot {snapshot.digest}")
