"""Who may use a route: declared on the route, checked before the view, listed by a test.

A rule is a name: "anyone", "signed_in", or a name that a feature registered with a predicate
(the roles of bodies, "member" of panel). A route with several rules is open to whom one fits.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])
Predicate = Callable[[Any, Any], bool]

ANYONE = "anyone"
PREDICATES: dict[str, Predicate] = {"signed_in": lambda account, body: True}


def register(rule: str, predicate: Predicate) -> None:
    """Add a rule: predicate(account, body) says whether a signed-in account fits it."""
    PREDICATES[rule] = predicate


def allow(*rules: str) -> Callable[[View], View]:
    """Declare who may use a view; the outermost decorator below the routes."""

    def declare(view: View) -> View:
        view.access_rule = rules  # type: ignore[attr-defined]
        return view

    return declare


def rules_of(app: Flask, endpoint: str) -> tuple[str, ...]:
    """Return the rules an endpoint declares; Flask's own static files are for anyone."""
    if endpoint == "static":
        return (ANYONE,)
    return getattr(app.view_functions[endpoint], "access_rule", ())


def may(endpoint: str, body: Any = None) -> bool:
    """Tell whether the present reader may use an endpoint in a body."""
    rules = rules_of(current_app, endpoint)
    if ANYONE in rules:
        return True
    return any(_fits(rule, body) for rule in rules)


def has_rule(rule: str) -> bool:
    """Tell whether a rule fits the present reader in the present body."""
    return _fits(rule, g.get("body"))


def _fits(rule: str, body: Any) -> bool:
    """Ask a rule's predicate once in a request; a page asks for each of its links."""
    if not current_user.is_authenticated:
        return False
    key, answers = (rule, body, current_user.get_id()), g.setdefault("answered_rules", {})
    if key not in answers:
        answers[key] = PREDICATES[rule](current_user, body)
    return bool(answers[key])


def refuse_undeclared(app: Flask) -> None:
    """Refuse to start while a route declares no rule or an unknown one."""
    for rule in app.url_map.iter_rules():
        declared = rules_of(app, rule.endpoint)
        unknown = [name for name in declared if name != ANYONE and name not in PREDICATES]
        if not declared or unknown:
            raise RuntimeError(f"{rule.endpoint} declares no known access rule: {unknown}")


def init_app(app: Flask) -> None:
    """Check every request against its route's rule."""
    app.jinja_env.globals["may"] = may
    app.jinja_env.globals["has_rule"] = has_rule

    @app.before_request
    def check() -> Any:
        g.answered_rules = {}
        if request.endpoint is None or may(request.endpoint, g.get("body")):
            return None
        if current_user.is_authenticated:
            return abort(403)
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
