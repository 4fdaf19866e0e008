"""What every page shares: language and body in its address, navigation, steps, forms.

Features register what they add to pages they do not own: a navigation entry, a step of a
recruitment or a file, a task of a person. The base knows no feature.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    has_request_context,
    render_template,
    request,
    url_for,
)
from flask_babel import Babel, gettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from observatory import access
from observatory.formats import locale_of

LANGUAGE_NAMES = {"es": "Español", "en": "English", "fr": "Français"}
LANGUAGE_PREFIX = "/<any(es,en,fr):language>"
BIGGEST_NUMBER = 2**31 - 1
NOUGHT = "\0"
BODY_PREFIX = LANGUAGE_PREFIX + "/<body>"


@dataclass(frozen=True)
class Step:
    """One step of a longer piece of work: where it is done, and how far it is.

    state is "done", "current", "todo" or "locked"; a step without url cannot be opened yet.
    """

    text: str
    state: str
    url: str | None = None
    hint: str = ""


@dataclass(frozen=True)
class _Entry:
    endpoint: str
    text: str
    order: int


NAVIGATION: dict[str, _Entry] = {}
FOOTER: dict[str, str] = {}
STEPS: dict[str, dict[int, Callable[[Any], list[Step]]]] = defaultdict(dict)
TASKS: dict[int, Callable[[Any, Any], list[Step]]] = {}


def add_navigation(endpoint: str, text: str, order: int) -> None:
    """Show a link to an endpoint of the body to everybody who may use it."""
    NAVIGATION[endpoint] = _Entry(endpoint, text, order)


def add_footer(endpoint: str, text: str) -> None:
    """Show a link to a public endpoint of the body at the foot of each of its pages."""
    FOOTER[endpoint] = text


def add_steps(kind: str, order: int, provider: Callable[[Any], list[Step]]) -> None:
    """Add steps to a "recruitment" or a "file": provider(it) -> steps, sorted by order."""
    _take_place(STEPS[kind], order, provider)


def add_tasks(order: int, provider: Callable[[Any, Any], list[Step]]) -> None:
    """Add to a person's task list: provider(account, body) -> what waits for them."""
    _take_place(TASKS, order, provider)


def _take_place(places: dict[int, Any], order: int, provider: Any) -> None:
    """Keep a provider; two features at one place would silently hide one of them."""
    if places.setdefault(order, provider) is not provider:
        raise RuntimeError(f"Place {order} is taken by {places[order].__module__}")


def steps_of(kind: str, subject: Any) -> list[Step]:
    """Return all steps of a subject, in the order of the work."""
    return [step for _, provider in sorted(STEPS[kind].items()) for step in provider(subject)]


def in_order(steps: Sequence[Step]) -> list[Step]:
    """Return steps of which only one is next: the first; what could be done beside it is to do."""
    first = next((step for step in steps if step.state == "current"), None)
    return [
        replace(step, state="todo") if step.state == "current" and step is not first else step
        for step in steps
    ]


def tasks_of(account: Any, body: Any) -> list[Step]:
    """Return what waits for an account in a body."""
    return [task for _, provider in sorted(TASKS.items()) for task in provider(account, body)]


@dataclass
class FormPage:
    """A page around a form. Made before the service is called, so that a broken rule shows
    the page again, with the reason on top and everything that was typed.
    """

    template: str
    form: Any
    context: dict[str, Any]

    def render(self, rule_error: str | None = None) -> str:
        """Return the page, with the broken rule's sentence if there is one."""
        return render_template(self.template, form=self.form, rule_error=rule_error, **self.context)


def form_page(template: str, form: Any, **context: Any) -> FormPage:
    """Return the page around a form and remember it for the handler of broken rules."""
    g.form_page = FormPage(template, form, context)
    return g.form_page


def public_address(*parts: str) -> str:
    """Return the whole address of a page, for paper and e-mail: there is no request in a job."""
    return "/".join((current_app.config["PUBLIC_URL"], *parts))


def attachment(content: str | bytes, name: str, mimetype: str = "text/csv") -> Response:
    """Answer with a file that the browser saves under a name of ours."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def current_language() -> str:
    """Return the language of the page: of its address, else of the reader's browser."""
    if "language" in g:
        return str(g.language)
    languages: Sequence[str] = current_app.config["LANGUAGES"]
    if not has_request_context():
        return languages[0]
    named = request.path.split("/")[1]  # an address that leads nowhere still names a language
    if named in languages:
        return named
    return request.accept_languages.best_match(languages, default=languages[0]) or "es"


def language_links() -> list[tuple[str, str, str, bool]]:
    """Return (code, native name, address of this page, is current) for each language."""
    values = dict(request.view_args or {})
    endpoint = request.endpoint
    if endpoint is None or "language" not in g:
        return []
    if current_app.url_map.is_endpoint_expecting(endpoint, "body"):
        if g.get("body") is None:  # no such body: the site's own start page is there
            endpoint, values = "home.start", {}
        else:
            values["body"] = g.body.slug
    return [
        (code, LANGUAGE_NAMES[code], url_for(endpoint, **values, language=code), code == g.language)
        for code in current_app.config["LANGUAGES"]
    ]


def navigation() -> list[dict[str, Any]]:
    """Return the body's navigation as far as the present reader may use it."""
    body = g.get("body")
    if body is None:
        return []
    return [
        {
            "text": gettext(entry.text),
            "href": url_for(entry.endpoint),
            "active": request.endpoint == entry.endpoint,
        }
        for entry in sorted(NAVIGATION.values(), key=lambda entry: entry.order)
        if access.may(entry.endpoint, body)
    ]


def footer_links() -> list[tuple[str, str]]:
    """Return (text, address) of what stands at the foot of the body's pages."""
    known = current_app.view_functions
    links = [(gettext(text), name) for name, text in FOOTER.items() if name in known]
    return [(text, url_for(name)) for text, name in links] if g.get("body") else []


def _locale() -> str:
    return locale_of(current_language())


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values is not None and "language" in values:
        g.language = values.pop("language")


def _refuse_impossible(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """No row has such a number or name, and databases fault where they are asked for it."""
    for value in (values or {}).values():
        if (isinstance(value, int) and value > BIGGEST_NUMBER) or NOUGHT in str(value):
            abort(404)


def refuse_noughts(*sent: MultiDict[str, str]) -> None:
    """Refuse the character 0, which nobody types and PostgreSQL cannot keep."""
    pairs = (pair for fields in sent for pair in fields.items(multi=True))
    if any(NOUGHT in text for pair in pairs for text in pair):
        abort(400)


def _give_address(endpoint: str, values: dict[str, Any]) -> None:
    expects = current_app.url_map.is_endpoint_expecting
    if "language" not in values and expects(endpoint, "language"):
        values["language"] = current_language()
    if "body" not in values and g.get("body") is not None and expects(endpoint, "body"):
        values["body"] = g.body.slug


def init_app(app: Flask) -> None:
    """Take language and body from addresses, give them back, and fill the template context."""
    Babel(
        app,
        default_locale="es",
        default_timezone=app.config["TIME_ZONE"],
        locale_selector=_locale,
    )
    app.url_value_preprocessor(_take_language)
    app.url_value_preprocessor(_refuse_impossible)
    app.before_request(lambda: refuse_noughts(request.args))
    app.url_defaults(_give_address)

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {
            "current_language": current_language(),
            "language_links": language_links,
            "navigation": navigation,
            "footer_links": footer_links,
            "body": g.get("body"),
            "current_user": current_user,
            "rule_error": None,
        }
