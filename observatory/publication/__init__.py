"""What the public reads: immutable versions, without cookie or script."""

from flask import Blueprint, Flask

from observatory.errors import N_
from observatory.pages import BODY_PREFIX, add_footer, add_navigation, add_steps, add_tasks

blueprint = Blueprint("publication", __name__, url_prefix=BODY_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.publication import views  # noqa: F401  (views register themselves)
    from observatory.publication.record_views import static_files
    from observatory.publication.steps import file_steps, own_tasks

    app.register_blueprint(blueprint)
    app.register_blueprint(static_files)
    add_steps("file", 50, file_steps)
    add_tasks(80, own_tasks)
    add_navigation("publication.list_evaluations", N_("Evaluations"), 70)
    add_navigation("publication.list_draws", N_("Draws"), 80)
    add_footer("publication.list_record", N_("Public record"))
