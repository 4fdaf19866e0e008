"""flask demo: load the demonstration city, and say how to sign in to it."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from observatory.bodies.queries import list_bodies
from observatory.database import session
from observatory.home.demo import load, simulating
from observatory.home.demo.city import make_register
from observatory.recruitment.queries import list_recruitments

commands = AppGroup("demo", help="The demonstration city.")


def folder() -> Path:
    """Return where the demonstration keeps its files."""
    return Path(current_app.config["DATA_DIR"]) / "demo"


@commands.command("load")
def load_city() -> None:
    """Load the demonstration city; once loaded, it is left as it is."""
    load.load_city(folder(), click.echo)


@commands.command("replies")
@click.argument("slug", metavar="[BODY]", required=False)
@click.option("--rate", default=0.03, show_default=True, help="Share of the letters answered.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other people answer.")
@click.option("--days", default=14, show_default=True, help="Days from the mailing to the last.")
def answer_letters(slug: str | None, rate: float, seed: int, days: int) -> None:
    """Answer the letters of a demonstration body as made-up households would."""
    if not (folder() / load.REGISTER).exists():
        raise click.ClickException("There is no demonstration city. Run: flask demo load")
    if not (0 < rate <= 1 and 1 <= days <= 365):
        raise click.ClickException("The rate is above 0 and at most 1; the days are 1 to 365.")
    bodies = [body for body in list_bodies() if slug in (None, body.slug)]
    found = simulating.find_waiting(one for body in bodies for one in list_recruitments(body))
    if found is None:
        raise click.ClickException("No drawn letters wait for replies there.")
    done = simulating.simulate(found, make_register(), rate, seed, days)
    session.commit()
    click.echo(f"  {found.title}: {done.replies} replies, {done.withdrawn} of them withdrawn")
    click.echo(f"  {done.returned} letters came back")


@commands.command("sign-ins")
def show_sign_ins() -> None:
    """Print one sign-in for each role."""
    path = folder() / load.SIGN_INS
    if not path.exists():
        raise click.ClickException("There is no demonstration city. Run: flask demo load")
    for role, pair in json.loads(path.read_text()).items():
        click.echo(f"  {role:16} {'  '.join(pair.values())}")
