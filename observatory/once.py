"""A form that makes something is saved once, however often it is sent.

Without JavaScript a second click sends a form again. Such a form carries a token of its page;
page and content together are kept for a day, and the second sending leads where the first led.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, flash, g, redirect, request
from flask_babel import gettext as _
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from observatory import codes
from observatory.database import Base, now, session
from observatory.errors import N_, RuleBroken

FIELD = "once"
KEPT = timedelta(days=1)


class SentForm(Base):
    """A form that was taken: its hash, and where it led."""

    __tablename__ = "sent_form"

    digest: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str | None]
    sent_at: Mapped[datetime] = mapped_column(default=now)


class SentTwice(RuleBroken):
    """The first sending has only just ended."""

    code = "sent_twice"
    message = N_("This was sent twice. It is saved once.")


def take() -> Any:
    """Keep a form's hash with what the form saves; where it is kept already, lead on."""
    if request.method != "POST" or request.mimetype != "application/x-www-form-urlencoded":
        return None
    if not request.form.get(FIELD):
        return None
    content = urlencode(sorted(request.form.items(multi=True)))
    g.sent_form = codes.digest("once", f"{request.path}\0{content}")
    session.execute(delete(SentForm).where(SentForm.sent_at < now() - KEPT))
    try:
        session.execute(insert(SentForm).values(digest=g.sent_form))
    except IntegrityError:
        session.rollback()
        return lead_on(g.pop("sent_form"))
    return None


def lead_on(digest: str) -> Any:
    """Answer the second sending with the page that the first one led to."""
    first = session.get(SentForm, digest)
    if first is None or first.location is None:
        raise SentTwice
    flash(_("This was sent twice. It is saved once."))
    return redirect(first.location)


def remember(response: Response) -> Response:
    """Keep where a taken form led; one that was shown again saved nothing, its hash neither."""
    if "sent_form" in g and response.status_code in (302, 303):
        taken = SentForm.digest == g.sent_form
        session.execute(update(SentForm).where(taken).values(location=response.location))
        session.commit()
    return response


def init_app(app: Flask) -> None:
    """Watch the forms that carry a token; after the access check, so that strangers leave none."""
    app.before_request(take)
    app.after_request(remember)
    app.jinja_env.globals["once_token"] = lambda: secrets.token_urlsafe(16)
