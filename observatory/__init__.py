"""The web application: a base, and features that stand in one order (docs/architecture.md)."""

from pathlib import Path

from flask import Flask

from observatory import (
    access,
    alarm,
    database,
    error_pages,
    extensions,
    formats,
    headers,
    jobs,
    once,
    pages,
    storage,
)

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    *(database, storage, extensions, error_pages, access, formats, headers, pages, jobs, once),
    alarm,
)


def create_app(config: object) -> Flask:
    """Return the application for a configuration object (see config.py for its names)."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "observatory" / "static"),
    )
    app.config.from_object(config)
    for part in PARTS:
        part.init_app(app)
    register_features(app)
    access.refuse_undeclared(app)
    return app


def register_features(app: Flask) -> None:
    """Register every feature, the lowest first: a feature may use those before it."""
    from observatory import (  # noqa: PLC0415  (features import the base of this package)
        accounts,
        ballots,
        bodies,
        deliberation,
        evaluation,
        followup,
        home,
        lottery,
        panel,
        publication,
        recruitment,
    )

    for feature in (
        accounts,
        bodies,
        recruitment,
        lottery,
        panel,
        ballots,
        deliberation,
        evaluation,
        followup,
        publication,
        home,
    ):
        feature.init_app(app)
