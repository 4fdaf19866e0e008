"""To whom a letter speaks: to a household, or to one person, as draw 1 drew them."""

from dataclasses import dataclass

from flask_babel import gettext as _

from observatory.bodies.models import Body
from observatory.formats import show_number
from observatory.recruitment.models import InvitationDraw, Recruitment


@dataclass(frozen=True)
class Addressee:
    """What a letter says differently, in the present language."""

    title: str
    drawn: str
    asked: str
    code: str
    square: str  # the QR code, for who cannot see it
    who: list[str]
    listed: str
    chance: str
    mark: str


def household(recruitment: Recruitment, draw: InvitationDraw, body: Body) -> Addressee:
    """Return the words for letters to households: one person of each may answer."""
    return Addressee(
        title=_("Your household was drawn by lot"),
        drawn=_(
            "The group is drawn by lot, so that everybody can be part of it. %(letters)s "
            "households were drawn to get this letter. Yours is one of them.",
            letters=show_number(draw.letters),
        ),
        asked=_(
            "We ask one person of your household: do you want to be one of the %(seats)s? You are "
            "free to say no. Then you need to do nothing.",
            seats=recruitment.seats,
        ),
        code=_("The code of your household:"),
        square=_("QR code that opens the reply page with the code of your household"),
        who=[
            _(
                "One person of your household who is %(age)s or older. Decide together who it is. "
                "Somebody may help with the form.",
                age=body.rules.smallest_age,
            ),
            _("Only one reply counts for each household: the first one."),
        ],
        listed=_(
            "The list of all households got a fingerprint before the dice were thrown. So nobody "
            "could pick a household, or leave one out. The mark below finds your household in "
            "that list, without its name."
        ),
        chance=_("In each part of the city, every household had the same chance of a letter."),
        mark=_("Mark of your household"),
    )


def person(recruitment: Recruitment, draw: InvitationDraw, body: Body) -> Addressee:
    """Return the words for letters to persons: nobody else may answer."""
    return Addressee(
        title=_("You were drawn by lot"),
        drawn=_(
            "The group is drawn by lot, so that everybody can be part of it. %(letters)s people "
            "were drawn to get this letter. You are one of them.",
            letters=show_number(draw.letters),
        ),
        asked=_(
            "We ask you: do you want to be one of the %(seats)s? You are free to say no. Then you "
            "need to do nothing.",
            seats=recruitment.seats,
        ),
        code=_("Your code:"),
        square=_("QR code that opens the reply page with your code"),
        who=[
            _("Only the person to whom this letter is written. Somebody may help with the form."),
            _("Only one reply counts for each letter: the first one."),
        ],
        listed=_(
            "The list of all people got a fingerprint before the dice were thrown. So nobody "
            "could pick a person, or leave one out. The mark below finds you in that list, "
            "without your name."
        ),
        chance=_(
            "In each part of the city, every person had nearly the same chance of a letter. It is "
            "not exactly the same, because only one person of a household is written to."
        ),
        mark=_("Your mark"),
    )


ADDRESSEES = {"household": household, "person": person}
