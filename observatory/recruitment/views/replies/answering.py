"""Pages: answering a letter by web. Nobody is signed in: the letter's code authorises."""

from typing import Any

from flask import Response, current_app, g, request
from flask_babel import gettext as _

from observatory import codes
from observatory.access import allow
from observatory.database import session
from observatory.extensions import csrf, login
from observatory.pages import FormPage, current_language, form_page
from observatory.recruitment import queries, replies, services
from observatory.recruitment.forms.answering import CodeForm, reply_paper
from observatory.recruitment.models import Invitation, Respondent
from observatory.recruitment.services.replies.checking import is_email
from observatory.recruitment.views.refusals import show_refusal
from observatory.recruitment.views.replies.walking import Walk
from sortition.errors import SortitionError

MOST_KEPT = 100

replies.register_error_handler(SortitionError, show_refusal)


@replies.before_request
def forget_reader() -> None:
    """Treat everybody as nobody: these pages never look who is signed in."""
    g._login_user = login.anonymous_user()


@replies.after_request
def let_back_button_work(response: Response) -> Response:
    """Let the reader's own browser keep a page for its back button; never a page with a secret."""
    kept = "no-store" if g.get("is_shown_once") else "private, no-cache"
    response.headers["Cache-Control"] = kept
    return response


class StartPage(FormPage):
    """The page that says what, who, how long and until when, and asks for the code."""

    def render(self, rule_error: str | None = None) -> str:
        """Return the page; only where it is shown, the database is asked for what it says."""
        self.context = start_facts()
        return super().render(rule_error)


def start_page() -> FormPage:
    """Return the first page and remember it for the handler of broken rules."""
    g.form_page = StartPage("recruitment/reply_start.html", CodeForm(), {})
    return g.form_page


def start_facts() -> dict[str, Any]:
    """Return what the first page says about the replies."""
    found = queries.find_open_replies(g.body)
    return {"replies": found, "when": queries.when(found), "unit": found.unit if found else ""}


def first_page() -> str:
    """Return the first page as everybody gets it, rendered once for each state it can be in.

    Thirty thousand letters arrive on the same day.
    """
    facts = start_facts()
    body = (g.body.id, g.body.name, str(g.body.parameters))
    state = (current_language(), *body, facts["when"], facts["replies"])
    kept: dict[tuple[object, ...], str] = current_app.extensions.setdefault("first_pages", {})
    if state not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[state] = start_page().render()
    return kept[state]


def unknown_code() -> str:
    """Say what may be wrong with a code that leads to no letter."""
    return _(
        "We do not know this code. Check it, and type it again. "
        "If you were given a new code, the old one no longer works."
    )


@replies.route("/reply", methods=["GET", "POST"])
@csrf.exempt
@allow("anyone")
def answer() -> str | tuple[str, int]:
    """Lead somebody through the form; each page carries what was answered before."""
    if request.method == "GET":
        return first_page()
    page = start_page()
    if not page.form.validate():
        return page.render()
    letter = services.try_code(g.body, page.form.code.data, request.remote_addr or "")
    if letter is None:
        session.commit()  # the try that was noted
        return page.render(unknown_code())
    walk = walk_of(letter, page)
    if walk.is_sent:
        return confirm(walk, letter)
    services.refuse_answered_or_closed(letter)
    return walk.page().render()


def walk_of(letter: Invitation, start: FormPage) -> Walk:
    """Return where the sender of this request is on the way through the form."""
    questions = queries.list_questions(letter.recruitment)
    form = reply_paper(questions, current_language())
    return Walk(form, questions, letter.recruitment, start)


def confirm(walk: Walk, letter: Invitation) -> tuple[str, int]:
    """Save the reply and show the secret, this once."""
    walk.page()
    reply = walk.form.reply(walk.questions, "web", current_language())
    respondent = services.take_reply(letter, reply, walk.form.ticket.data or "")
    is_same = services.is_as_saved(respondent, reply)
    shown = describe_saved(walk, respondent)  # before the commit, after which all is read anew
    session.commit()
    g.is_shown_once = True
    page = form_page("recruitment/reply_done.html", None, letter=letter, is_same=is_same, **shown)
    return page.render(), 200 if is_same else 409


def describe_saved(walk: Walk, respondent: Respondent) -> dict[str, Any]:
    """Return what a confirmation says: only what is saved, whatever was sent again."""
    contact = respondent.contact
    return {
        "respondent": respondent,
        "secret": codes.show(respondent.secret),
        "recruitment": walk.recruitment,
        "answers": services.word_answers(walk.questions, respondent, current_language()),
        "is_mailed": bool(contact and contact.language and is_email(contact.reach)),
        "language_links": list,
    }
