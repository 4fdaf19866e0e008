"""What a letter says, in one language: short sentences, from the body's and the clerk's facts."""

from typing import Any

from flask_babel import gettext as _

from observatory import pages
from observatory.bodies.models import Body
from observatory.database import session
from observatory.formats import in_language, show_hash, show_moment, show_number
from observatory.recruitment.models import InvitationDraw, LetterSettings, Recruitment
from observatory.recruitment.services.letters import addressees
from observatory.recruitment.services.letters.addressees import Addressee

MARK = 16  # of a leaf's 64 hex digits: enough to find it, short enough to type
Sheet = dict[str, Any]


def reply_address(body: Body, language: str) -> str:
    """Return where a letter is answered.

    The QR code adds "#" and the code. Browsers keep what follows "#" to themselves, so that no
    server's log ever holds a code; the page's script moves it into the field. Who has no script
    types the code.
    """
    return pages.public_address(language, body.slug, "reply")


def proof_address(recruitment: Recruitment, body: Body, language: str) -> str:
    """Return where everybody can check a letter's place in the draw."""
    return pages.public_address(language, body.slug, "draws", "letters", str(recruitment.id))


def short(address: str) -> str:
    """Return an address as people type it."""
    return address.split("://", 1)[-1]


def compose(
    recruitment: Recruitment,
    draw: InvitationDraw,
    settings: LetterSettings,
    language: str,
    is_reminder: bool = False,
) -> Sheet:
    """Return everything that is the same on all letters of a language."""
    body = session.get_one(Body, recruitment.body_id)
    with in_language(language):
        to = addressees.ADDRESSEES[draw.unit](recruitment, draw, body)
        deadline = show_moment(recruitment.replies_close_at) or "…"
        return {
            "language": language,
            "document": _("Letters: %(title)s", title=recruitment.title),
            "sender": body.name,
            "city": body.city,
            "return_line": f"{body.name} · {settings.sender}",
            "number": _("Letter"),
            "deadline": deadline,
            "beside": _beside(settings, deadline),
            "title": _("There is still time to answer") if is_reminder else to.title,
            "lead": [*_reminder(is_reminder), _lead(body, recruitment), to.drawn, to.asked],
            "reply": {
                **_reply(settings, short(reply_address(body, language)), deadline, language),
                "code": to.code,
                "alt": to.square,
            },
            "turn": _(
                "Please turn over: who may answer, what comes next, and how to check that this "
                "letter is real."
            ),
            "questions": _questions(to, recruitment, settings, language),
            "proof": _proof(to, draw, short(proof_address(recruitment, body, language))),
        }


def _beside(settings: LetterSettings, deadline: str) -> list[tuple[str, str]]:
    rows = [
        (_("Answer by"), deadline),
        (_("Phone"), settings.phone),
        (_("E-mail"), settings.email),
    ]
    return [row for row in rows if row[1]]


def _reminder(is_reminder: bool) -> list[str]:
    if not is_reminder:
        return []
    return [
        _(
            "We wrote to you before and have no answer yet. Has one of you answered in the "
            "meantime? Thank you, then you need to do nothing."
        )
    ]


def _lead(body: Body, recruitment: Recruitment) -> str:
    return _(
        "%(body)s is a group of %(seats)s people who live in %(city)s. They look at what the "
        "city does, and they say in public what they found.",
        body=body.name,
        seats=recruitment.seats,
        city=body.city,
    )


def _reply(settings: LetterSettings, address: str, deadline: str, language: str) -> Sheet:
    hours = settings.hours.get(language, "")
    web = _(
        "Point the camera of your phone at the square. Or go to %(address)s and type the code.",
        address=address,
    )
    call = _("Call %(phone)s and say the code.", phone=settings.phone)
    if hours:
        call = _("Call %(phone)s (%(hours)s) and say the code.", phone=settings.phone, hours=hours)
    return {
        "title": _("How to say yes, until %(deadline)s", deadline=deadline),
        "ways": [(_("Internet"), web), (_("Phone"), call)],
    }


def _questions(
    to: Addressee, recruitment: Recruitment, settings: LetterSettings, language: str
) -> list[tuple[str, list[str]]]:
    help_text = settings.help.get(language, "")
    asked = [
        (_("Who may answer?"), to.who),
        (_("What comes next?"), _next(recruitment)),
        (_("What does it take, and what help is there?"), [help_text]),
        (_("Is this letter real?"), _real(settings)),
        (_("What happens to what I tell you?"), _privacy(settings)),
    ]
    return [(question, answer) for question, answer in asked if any(answer)]


def _next(recruitment: Recruitment) -> list[str]:
    return [
        _(
            "You answer a few questions, so that the group can be as mixed as the city. Then "
            "%(seats)s people are drawn by lot, in public, from all who said yes. We tell "
            "everybody how it ended.",
            seats=recruitment.seats,
        )
    ]


def _real(settings: LetterSettings) -> list[str]:
    yes = _("Yes. Ask by phone: %(phone)s.", phone=settings.phone)
    if settings.website:
        yes = _(
            "Yes. Ask by phone: %(phone)s. Or look at %(website)s.",
            phone=settings.phone,
            website=settings.website,
        )
    return [yes, _("We never ask for money, for a password or for your bank account.")]


def _privacy(settings: LetterSettings) -> list[str]:
    told = [
        _(
            "Your name and your contact are kept apart from your answers. We use them for this "
            "draw only."
        )
    ]
    if settings.email:
        told.append(_("Questions about your data: %(email)s.", email=settings.email))
    return told


def _proof(to: Addressee, draw: InvitationDraw, address: str) -> Sheet:
    return {
        "title": _("How to check the draw"),
        "text": f"{to.listed} {to.chance}",
        "labels": [
            to.mark,
            _("Place in the draw"),
            _("Fingerprint of the list"),
            _("Check it at"),
        ],
        "commitment": show_hash((draw.commitment_digest or "")[:MARK]),
        "address": address,
    }


def place_of(rank: int, stratum: str, draw: InvitationDraw, language: str) -> str:
    """Return a letter's place in the draw, in words."""
    with in_language(language):
        found = {
            "rank": show_number(rank),
            "letters": show_number((draw.counts or {}).get(stratum, draw.letters)),
        }
        if not stratum:
            return _("%(rank)s of %(letters)s", **found)
        return _("%(rank)s of %(letters)s in %(stratum)s", stratum=stratum, **found)
