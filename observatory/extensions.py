"""The Flask extensions, each made once and bound to an application in init_app."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from whitenoise import WhiteNoise

from observatory import plots, undefined

csrf = CSRFProtect()
login = LoginManager()
# Templates of the component library are found below this name.
COMPONENTS = "govuk_frontend_jinja"


class SharedGlobals(Environment):
    """Templates that share the environment's globals, since none brings any of its own.

    Each import of a macro compares the globals of two templates: thirty times a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template that is loaded."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Bind the extensions to the application."""
    set_up_templates(app)  # the first: every extension adds to the environment
    csrf.init_app(app)
    login.init_app(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=app.static_folder, prefix="static/", max_age=3600
    )


def set_up_templates(app: Flask) -> None:
    """Find the component library's templates, and fail on absent names in tests."""
    own = app.jinja_loader
    assert own is not None  # noqa: S101  (the template folder is given in create_app)
    app.jinja_environment = SharedGlobals
    app.jinja_loader = ChoiceLoader([own, PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["plots"] = plots
    if app.testing:
        app.jinja_env.undefined = undefined.Gentle
