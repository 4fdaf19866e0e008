"""What people are told, in their language: the same words by e-mail and by letter.

No feature, no secret and no token: whoever reads it by mistake learns nobody's answers.
"""

from typing import Any

from flask_babel import gettext as _

from observatory import pages
from observatory.formats import in_language, show_date, show_hash, show_moment, show_number
from observatory.lottery.services.notices.facts import SHOWN, Facts, Own
from observatory.recruitment.services.letters.texts import short

Part = tuple[str, list[str]]


def compose(kind: str, facts: Facts, own: Own, language: str) -> dict[str, Any]:
    """Return title, lead and parts of one notice in a language."""
    with in_language(language):
        writer = _Writer(facts, own, language)
        title, lead, parts = getattr(writer, kind)()
        return {
            "language": language,
            "title": title,
            "hello": _("Hello,"),
            "lead": lead,
            "parts": [*parts, writer.safe()],
            "sender": facts.body,
            "city": facts.city,
        }


class _Writer:
    """The sentences of one notice; each kind is a method."""

    def __init__(self, facts: Facts, own: Own, language: str) -> None:
        self.facts, self.own = facts, own
        parts = ("draws", str(facts.recruitment), str(facts.attempt))
        self.page = pages.public_address(language, facts.slug, *parts)
        self.leave = pages.public_address(language, facts.slug, "reply", "withdraw")

    def pool(self) -> tuple[str, list[str], list[Part]]:
        """Somebody is in the list that the draw chooses from."""
        lead = [
            _("Thank you for your reply to our letter. You are in the list for the draw."),
            self._size(),
        ]
        return _("You are in the list for the draw"), lead, self._about_list()

    def pool_again(self) -> tuple[str, list[str], list[Part]]:
        """The list was corrected; who was told the former one gets the new one."""
        lead = [
            _("We wrote to you about the list for the draw. The list was corrected since then."),
            _("This is the reason: %(reason)s", reason=self.facts.reason),
            _("You are in the new list too. It takes the place of the old one."),
            self._size(),
        ]
        return _("The list for the draw was corrected"), lead, self._about_list()

    def left_out(self) -> tuple[str, list[str], list[Part]]:
        """The list was corrected, and somebody is not in it any more."""
        lead = [
            _("We wrote to you about the list for the draw. The list was corrected since then."),
            _("This is the reason: %(reason)s", reason=self.facts.reason),
            _("You are not in the new list. So you cannot be drawn."),
            _("Thank you for your reply. If you think that this is wrong, tell us."),
        ]
        title = _("You are not in the list for the draw any more")
        return title, lead, [self._object(is_listed=False)]

    def drawn(self) -> tuple[str, list[str], list[Part]]:
        """The dice chose a panel with this person."""
        lead = [
            _(
                "You are one of the %(seats)s people whom the dice chose for %(body)s. "
                "Congratulations, and thank you!",
                seats=self.facts.seats,
                body=self.facts.body,
            )
        ]
        return _("You were drawn by lot"), lead, [self._answer(), *self._about_draw()]

    def not_drawn(self) -> tuple[str, list[str], list[Part]]:
        """The dice chose a panel without this person."""
        lead = [
            _(
                "%(seats)s of %(pool)s people were drawn for %(body)s. You are not one of them. "
                "The dice decided that, and nothing else.",
                **self._numbers(),
                body=self.facts.body,
            ),
            _(
                "Thank you for saying yes. The draw is fair only because many people like you "
                "take part."
            ),
        ]
        order = [
            _(
                "If somebody leaves the panel, we ask the next person in the order that the dice "
                "made. You have place %(place)s in this order.",
                place=show_number(self.own.place),
            ),
            _(
                "The panel must stay as mixed as the city. So sometimes somebody further down is "
                "asked first. You need to do nothing: we will write or call."
            ),
        ]
        parts = [(_("If a seat becomes free"), order), *self._about_draw()]
        return _("You were not drawn this time"), lead, parts

    def replacement(self) -> tuple[str, list[str], list[Part]]:
        """A seat became free, and this person is the next."""
        lead = [
            _(
                "Somebody has left the panel of %(body)s, so a seat is free. You took part in the "
                "draw. By the order that the dice made, you are the next person.",
                body=self.facts.body,
            )
        ]
        return _("A seat is free for you"), lead, [self._answer(), *self._about_draw()]

    def safe(self) -> Part:
        """Nobody learns a secret from this notice, and nobody is asked for one."""
        return (
            _("Is this message real?"),
            [
                _(
                    "Yes. Ask by phone: %(phone)s. We never ask for money, for a password or for "
                    "your bank account. Your personal code is not in this message, and you never "
                    "need to send it to anybody.",
                    phone=self.facts.phone,
                )
            ],
        )

    def _numbers(self) -> dict[str, Any]:
        return {"seats": self.facts.seats, "pool": show_number(self.facts.pool)}

    def _size(self) -> str:
        return _(
            "There are %(pool)s people in this list. %(seats)s of them will be drawn by lot.",
            **self._numbers(),
        )

    def _about_list(self) -> list[Part]:
        find = [
            _(
                "In the list there are no names, only codes. Your code begins with %(code)s.",
                **self._code(),
            ),
            _("You find the list here: %(address)s", address=self.page),
        ]
        seal = [
            show_hash(self.facts.commitment),
            _(
                "This number was calculated from the list (the file commit.json). Keep it. If "
                "anybody changes the list later, the number does not fit any more. So nobody can "
                "change it unseen."
            ),
        ]
        after = [
            _("The dice are thrown in public. Then we tell everybody how it ended."),
            self._out(),
        ]
        return [
            (_("Find yourself in the list"), find),
            (_("The fingerprint of the list"), seal),
            self._object(),
            (_("What comes next?"), after),
        ]

    def _about_draw(self) -> list[Part]:
        chance = [
            _(
                "Your chance was %(chances)s in %(panels)s. There were %(panels)s possible panels, "
                "and you were in %(chances)s of them. The dice chose one panel.",
                chances=show_number(self.own.chances),
                panels=show_number(self.facts.panels),
            )
        ]
        check = [
            _("Everything about the draw is here: %(address)s", address=self.page),
            _(
                "With your personal code and your own digits you can check your chance and the "
                "result yourself. You got the code when you answered our letter; we do not send it "
                "again. Your code in the list begins with %(code)s.",
                **self._code(),
            ),
        ]
        return [
            (_("Your chance"), chance),
            (_("How to check it"), check),
            (_("Your data"), [self._kept(), self._out()]),
        ]

    def _code(self) -> dict[str, str]:
        return {"code": show_hash(self.own.code[:SHOWN])}

    def _object(self, is_listed: bool = True) -> Part:
        """Until when one can object, to whom, and what to have at hand."""
        facts, title = self.facts, _("Is something wrong?")
        if not (facts.object_until and facts.is_open):
            return title, [_("Tell us, and we will look at it."), self._reach()]
        until = _(
            "You can object until %(day)s: for example, if your answers were written down "
            "wrongly, or if somebody is missing.",
            day=show_moment(facts.object_until),
        )
        post = _("Or write to: %(address)s. It must be there before.", address=facts.post)
        bring = [_("Have your letter at hand and say its number: with it we find your reply.")]
        if is_listed:
            bring = [*bring, _("Say also how your code in the list begins.")]
        more = _("All objections are here: %(address)s", address=f"{self.page}/objections")
        return title, [until, self._reach(), post, " ".join(bring), more]

    def _answer(self) -> Part:
        facts = self.facts
        yes = _("Tell us whether you take the seat.")
        if facts.answer_by:
            day = show_date(facts.answer_by)
            yes = _("Tell us until %(day)s whether you take the seat.", day=day)
        free = _(
            "You are free to say no, and you need no reason. Then the seat goes to the next person "
            "of the draw."
        )
        return (_("What you do now"), [yes, self._reach(), free])

    def _reach(self) -> str:
        facts = self.facts
        if facts.email:
            return _("Call %(phone)s or write to %(email)s.", phone=facts.phone, email=facts.email)
        return _("Call %(phone)s.", phone=facts.phone)

    def _kept(self) -> str:
        if self.facts.kept_until:
            return _(
                "We keep your data until %(day)s, because seats may become free. Then we delete "
                "them.",
                day=show_date(self.facts.kept_until),
            )
        return _(
            "We keep your data until the end of the panel’s term, because seats may become free. "
            "Then we delete them."
        )

    def _out(self) -> str:
        return _(
            "You can change your mind at any time: %(address)s, or by phone: %(phone)s.",
            address=short(self.leave),
            phone=self.facts.phone,
        )
