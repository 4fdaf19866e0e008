"""Criteria and grades, findings and recommendations, the vote on them, the statement."""

from flask import Blueprint, Flask

from observatory.pages import BODY_PREFIX, add_steps, add_tasks

blueprint = Blueprint("evaluation", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes, and what it adds to files' pages and people's tasks."""
    from observatory.evaluation import steps, views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
    add_steps("file", 20, steps.file_steps)
    add_tasks(60, steps.own_tasks)
