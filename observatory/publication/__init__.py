"""What the public reads: immutable versions, without cookie or script."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("publication", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.publication import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
