"""The confirmation on paper: for who answered by phone or on paper, what the web page shows."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from observatory import codes, pages, pdf
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.formats import in_language, show_date, show_hash
from observatory.recruitment import queries, rules
from observatory.recruitment.models import (
    Address,
    LetterSettings,
    Recruitment,
    ReplyQuestion,
    Respondent,
)
from observatory.recruitment.services.letters.press import NoSettings
from observatory.recruitment.services.letters.texts import short
from observatory.recruitment.services.replies.questions import propose_questions, word_answers

TEMPLATE = "confirmation.typ"


def confirmation_pdf(respondents: Sequence[Respondent], language: str) -> bytes:
    """Return confirmations of one recruitment, a sheet each, to post.

    They hold the personal secrets: nothing of them is kept.
    """
    recruitment = session.get_one(Recruitment, respondents[0].recruitment_id)
    settings = queries.find_settings(recruitment)
    if settings is None:
        raise NoSettings
    body = session.get_one(Body, recruitment.body_id)
    questions = propose_questions(recruitment)
    with in_language(language):
        data = {
            "title": _("Confirmation: %(title)s", title=recruitment.title),
            "sender": body.name,
            "city": body.city,
            "window": settings.window,
            "language": language,
            "return_line": f"{body.name} · {settings.sender}",
            "texts": _texts(body, settings, language),
            "letters": [_letter(one, questions, language) for one in respondents],
        }
    return pdf.typeset(TEMPLATE, data, now())


def _texts(body: Body, settings: LetterSettings, language: str) -> dict[str, Any]:
    draws = short(pages.public_address(language, body.slug, "draws"))
    withdraw = short(pages.public_address(language, body.slug, "reply", "withdraw"))
    return {
        "title": _("We have your reply"),
        "code": _("Your personal code for the lottery"),
        "keep": _("Keep this letter. The code is printed only this once."),
        "recorded": _("What we recorded for the lottery"),
        "seal": _("These answers enter the lottery behind a seal. This number opens it for you:"),
        "wrong": _("Is something wrong? Call %(phone)s.", phone=settings.phone),
        "check": _("How to check the lottery"),
        "how": _(
            "Before the dice are thrown, the list of all people in the lottery is fixed and "
            "published, without names. With this code and your own digits you find yourself in "
            "it, and see your chance: %(address)s.",
            address=draws,
        ),
        "withdraw": _("If you change your mind"),
        "out": _(
            "You can withdraw at any time: at %(address)s, with this code and your own digits, or "
            "by phone: %(phone)s.",
            address=withdraw,
            phone=settings.phone,
        ),
    }


def _letter(one: Respondent, questions: Sequence[ReplyQuestion], language: str) -> dict[str, Any]:
    letter = one.invitation
    number = f"{letter.number:05d}"
    day = show_date(one.replied_on)
    return {
        "note": _("Letter %(number)s", number=number),
        "address": _address(one),
        "thanks": _(
            "Thank you. You answered letter %(number)s on %(day)s. You are now in the lottery, "
            "if the register office confirms that you may take part.",
            number=number,
            day=day,
        ),
        "secret": codes.show(one.secret),
        "own": _own(one.own),
        "answers": word_answers(questions, one, language),
        "nonce": show_hash(one.nonce),
        "features": [f"{feature}: {value}" for feature, value in one.features.items()],
    }


def _address(one: Respondent) -> list[str]:
    kept = session.scalar(select(Address.lines).where(Address.invitation_id == one.invitation_id))
    name = one.contact.name if one.contact else ""
    return [line for line in (name, *(kept or [one.invitation.household])) if line]


def _own(own: str) -> str:
    """Return a hint to the person's own digits: who finds this letter must not read them."""
    if own in ("", rules.NO_DIGITS):
        return _("You chose no digits of your own. Type 0000 where they are asked for.")
    return ngettext(
        "You also need your own digits. They are not printed here. There is %(num)s of them.",
        "You also need your own digits. They are not printed here. There are %(num)s of them.",
        len(own),
    )
