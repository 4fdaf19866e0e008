"""Files under review: evidence, and arguments for and against."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("deliberation", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.deliberation import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
