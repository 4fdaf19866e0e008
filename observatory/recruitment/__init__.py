"""Recruitments: quotas, register, letters and replies, up to the pool of a draw."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("recruitment", __name__, url_prefix=BODY_PREFIX)
# Answering stands apart, as the booth does: nothing in it asks who the reader is.
replies = Blueprint("replies", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes and jobs."""
    from observatory.recruitment import tasks, views  # noqa: F401  (both register themselves)
    from observatory.recruitment.commands import commands

    app.cli.add_command(commands)
    app.register_blueprint(blueprint)
    app.register_blueprint(replies)
