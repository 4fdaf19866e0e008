"""People who sign in: staff by e-mail and password, members by the code of their letter."""

from flask import Blueprint, Flask

from observatory.pages import LANGUAGE_PREFIX

blueprint = Blueprint("accounts", __name__, url_prefix=LANGUAGE_PREFIX)


def init_app(app: Flask) -> None:
    """Register the feature's routes."""
    from observatory.accounts import views  # noqa: F401  (views register themselves)

    app.register_blueprint(blueprint)
