"""The draw of the panel, from the frozen pool to the dice and what follows them."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("lottery", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes and jobs."""
    from observatory.lottery import tasks, views  # noqa: F401  (both register themselves)

    app.register_blueprint(blueprint)
