"""The city's answer to each recommendation, and when it is due."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX, add_steps, add_tasks

blueprint = Blueprint("followup", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes, and what it adds to files' pages and people's tasks."""
    from observatory.followup import steps, views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
    add_steps("file", 90, steps.file_steps)
    add_tasks(90, steps.convener_tasks)
