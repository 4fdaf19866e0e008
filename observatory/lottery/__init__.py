"""Recruitments: quotas, register, letters, replies and the draw of the panel."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("lottery", __name__, url_prefix=BODY_PREFIX)
# Answering stands apart, as the booth does: nothing in it asks who the reader is.
replies = Blueprint("replies", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes and jobs."""
    from observatory.lottery import tasks, views  # noqa: F401  (both register themselves)
    from observatory.lottery.commands import commands

    app.cli.add_command(commands)
    app.register_blueprint(blueprint)
    app.register_blueprint(replies)
