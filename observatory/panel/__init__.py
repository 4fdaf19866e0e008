"""Seats of a body and the members who fill them."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("panel", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.panel import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
