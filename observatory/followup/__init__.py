"""The city's answer to each recommendation, and when it is due."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("followup", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.followup import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
