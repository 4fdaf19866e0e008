"""Observatories (bodies), their rules, and who holds which role in them."""

from functools import partial
from typing import Any

from flask import Flask, g

from observatory import access
from observatory.bodies import queries
from observatory.bodies.rules import ROLES


def _take_body(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values is not None and "body" in values:
        g.body = queries.get_body(values.pop("body"))


def init_app(app: Flask) -> None:
    """Take the body from the address of every page below it, and register its roles."""
    from observatory.bodies.commands import commands

    app.cli.add_command(commands)
    app.url_value_preprocessor(_take_body)
    for name in ROLES:
        access.register(name, partial(queries.has_role, name=name))
