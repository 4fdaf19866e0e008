"""Seats of a body and the members who fill them."""

from flask import Blueprint, Flask

from observatory import access, pages
from observatory.errors import N_
from observatory.pages import BODY_PREFIX

blueprint = Blueprint("panel", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes, its rule "member", and its steps of a recruitment."""
    from observatory.panel import queries, steps, views  # noqa: F401  (views register themselves)

    access.register("member", queries.is_member)
    pages.add_navigation("panel.list_seats", N_("Seats"), 40)
    pages.add_steps("recruitment", 90, steps.seating_steps)
    app.register_blueprint(blueprint)
