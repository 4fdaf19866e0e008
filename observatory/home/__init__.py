"""Start pages, each person's task list, the demonstration city."""

from flask import Blueprint, Flask

from observatory.pages import LANGUAGE_PREFIX

blueprint = Blueprint("home", __name__, url_prefix=LANGUAGE_PREFIX)
root = Blueprint("root", __name__)


def init_app(app: Flask) -> None:
    """Register the feature's routes and commands."""
    from observatory.home import views  # noqa: F401  (views register themselves)

    app.register_blueprint(root)
    app.register_blueprint(blueprint)
