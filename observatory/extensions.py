"""The Flask extensions, each made once and bound to an application in init_app."""

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from whitenoise import WhiteNoise

from observatory import plots, undefined

csrf = CSRFProtect()
login = LoginManager()
# Templates of the component library are found below this name.
COMPONENTS = "govuk_frontend_jinja"


def init_app(app: Flask) -> None:
    """Bind the extensions to the application."""
    csrf.init_app(app)
    login.init_app(app)
    set_up_templates(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=app.static_folder, prefix="static/", max_age=3600
    )


def set_up_templates(app: Flask) -> None:
    """Find the component library's templates, and fail on absent names in tests."""
    own = app.jinja_loader
    assert own is not None  # noqa: S101  (the template folder is given in create_app)
    app.jinja_loader = ChoiceLoader([own, PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["plots"] = plots
    if app.testing:
        app.jinja_env.undefined = undefined.Gentle
