"""A small application around the components: real loaders and filters, no database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Blueprint, Flask, flash, render_template, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect

from observatory import extensions, formats, headers

from .sample import CHANCES, GRADES, QUOTAS, STEPS, WORDS, SampleForm

ROOT = Path(__file__).resolve().parent.parent.parent
LINKS = [("es", "Español", "/es/", True), ("en", "English", "/en/", False)]


def add_pages(app: Flask) -> None:
    home, accounts = Blueprint("home", __name__), Blueprint("accounts", __name__)
    home.add_url_rule("/es/", "start", lambda: "")
    for name in ("accessibility", "privacy", "source"):
        home.add_url_rule(f"/es/{name}", f"show_{name}", lambda: "")
    accounts.add_url_rule("/es/sign-in", "sign_in", lambda: "")
    accounts.add_url_rule("/es/sign-out", "sign_out", lambda: "", methods=["POST"])
    job = {"state": "running", "stage": "Step 3 of 3", "progress": 0.8}
    app.extensions["job"] = job
    app.register_blueprint(home)
    app.register_blueprint(accounts)

    @app.route("/es/sample", methods=["GET", "POST"])
    def sample() -> str:
        form = SampleForm()
        if not form.validate_on_submit() and not form.is_submitted():
            flash("The quotas are locked.", "success")
        return render_template_string(
            (Path(__file__).parent / "sample.html").read_text(),
            form=form,
            grades=GRADES,
            quotas=QUOTAS,
            steps_items=STEPS,
            words=WORDS,
            chances=CHANCES,
        )

    @app.route("/es/progress.json")
    def progress() -> dict[str, Any]:
        return job

    @app.route("/es/error")
    def error() -> str:
        return render_template(
            "errors/error.html", code=404, title="Page not found", message="", what_next="Go home."
        )


@pytest.fixture
def app() -> Flask:
    app = Flask(
        "components",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "observatory" / "static"),
    )
    app.config.update(TESTING=True, SECRET_KEY="x", WTF_CSRF_CHECK_DEFAULT=False)
    app.config["WTF_CSRF_ENABLED"] = True
    Babel(app, default_locale="en")
    CSRFProtect(app)
    extensions.set_up_templates(app)
    formats.init_app(app)
    headers.init_app(app)
    add_pages(app)
    shared: dict[str, Any] = {
        "current_language": "en",
        "language_links": lambda: LINKS,
        "footer_links": list,
        "navigation": lambda: [
            {"text": "Evaluations", "href": "/es/evaluations", "active": True},
            {"text": "Draws", "href": "/es/draws", "active": False},
        ],
        "current_user": SimpleNamespace(is_authenticated=False),
        "body": SimpleNamespace(name="Observatory of Madrid", slug="madrid"),
        "rule_error": None,
    }
    app.context_processor(lambda: shared)
    app.extensions["shared"] = shared
    return app


@pytest.fixture
def render(app: Flask) -> Iterator[Callable[..., str]]:
    """Render template source with the page's globals."""
    with app.test_request_context("/es/sample"):
        yield render_template_string
