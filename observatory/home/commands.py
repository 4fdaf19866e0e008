"""flask demo: load the demonstration city, and say how to sign in to it."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from observatory.home.demo import load

commands = AppGroup("demo", help="The demonstration city.")


def folder() -> Path:
    """Return where the demonstration keeps its files."""
    return Path(current_app.config["DATA_DIR"]) / "demo"


@commands.command("load")
def load_city() -> None:
    """Load the demonstration city; once loaded, it is left as it is."""
    load.load_city(folder(), click.echo)


@commands.command("sign-ins")
def show_sign_ins() -> None:
    """Print one sign-in for each role."""
    path = folder() / load.SIGN_INS
    if not path.exists():
        raise click.ClickException("There is no demonstration city. Run: flask demo load")
    for role, pair in json.loads(path.read_text()).items():
        click.echo(f"  {role:16} {'  '.join(pair.values())}")
