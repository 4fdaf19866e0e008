"""Start pages, each person's task list, the demonstration city."""

from flask import Blueprint, Flask

from observatory.errors import N_
from observatory.pages import LANGUAGE_PREFIX, add_navigation

blueprint = Blueprint("home", __name__, url_prefix=LANGUAGE_PREFIX)
root = Blueprint("root", __name__)


def init_app(app: Flask) -> None:
    """Register the feature's routes and commands."""
    from observatory.home import views  # noqa: F401  (views register themselves)
    from observatory.home.commands import commands

    app.register_blueprint(root)
    app.register_blueprint(blueprint)
    app.cli.add_command(commands)
    add_navigation("home.show_body", N_("Start"), 0)
    add_navigation("home.show_tasks", N_("What is next"), 10)
    if app.config["IS_DEMO"]:
        add_navigation("home.show_demo", N_("Demonstration"), 90)
