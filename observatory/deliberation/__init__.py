"""Files under review: evidence, and arguments for and against."""

from flask import Blueprint, Flask

from observatory.errors import N_
from observatory.pages import BODY_PREFIX, add_navigation, add_steps, add_tasks

blueprint = Blueprint("deliberation", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes, and what it adds to files' pages and people's tasks."""
    from observatory.deliberation import steps, views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
    add_navigation("deliberation.list_files", N_("Files"), 50)
    add_steps("file", 10, steps.file_steps)
    add_tasks(50, steps.own_tasks)
