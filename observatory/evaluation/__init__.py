"""Criteria and grades, findings and recommendations, the vote on them, the statement."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX

blueprint = Blueprint("evaluation", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.evaluation import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
