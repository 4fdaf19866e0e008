"""Secret ballots: roll, voting codes, slips, counts."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("ballots", __name__, url_prefix=BODY_PREFIX)
# The booth stands apart: nothing in it asks who the reader is.
booth = Blueprint("booth", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.ballots import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
    app.register_blueprint(booth)
