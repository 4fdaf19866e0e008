"""The way through the reply form, told by what was sent alone: no cookie, nothing kept."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import request

from observatory.pages import FormPage, form_page
from observatory.recruitment import services
from observatory.recruitment.forms.answering import field_name
from observatory.recruitment.models import Recruitment, ReplyQuestion

START, CHECK, SENT = "start", "check", "sent"


class Walk:
    """Which page was filled in, which button was pressed, and which page is next."""

    def __init__(
        self,
        form: Any,
        questions: Sequence[ReplyQuestion],
        recruitment: Recruitment,
        start: FormPage,
    ) -> None:
        self.form, self.questions, self.recruitment = form, questions, recruitment
        self.start = start
        self.names = list(form.pages())
        self.filled = request.form.get("page", START)
        self.act, _, self.wanted = request.form.get("act", "next").partition(":")
        self.is_changing = self.act == "change" or "changing" in request.form

    @cached_property
    def next_name(self) -> str:
        """Return the next page: the same one again while something in it is wrong."""
        if self.act == "change" and self.wanted in self.names:
            return self.wanted
        if self.act == "back":
            return self._before()
        return self._after()

    def _after(self) -> str:
        if self.filled == CHECK:
            return self.form.first_bad_page() or SENT
        if self.filled not in self.names:
            return self.names[0]
        if not self.form.is_page_good(self.filled):
            return self.filled
        if self.is_changing or self.filled == self.names[-1]:
            return self.form.first_bad_page() or CHECK
        return self.names[self.names.index(self.filled) + 1]

    def _before(self) -> str:
        if self.is_changing:
            return CHECK
        place = self.names.index(self.filled) if self.filled in self.names else 0
        return self.names[place - 1] if place else START

    @property
    def is_sent(self) -> bool:
        """Tell whether everything is answered, checked and sent."""
        return self.next_name == SENT

    def page(self) -> FormPage:
        """Return the next page; before the reply is saved, the page to come back to."""
        name = CHECK if self.is_sent else self.next_name
        if name == START:
            return self.start
        if name == CHECK:
            return self.check_page()
        return form_page(
            "recruitment/reply_page.html",
            self.form,
            page=name,
            asked=self.form.pages()[name],
            number=self.names.index(name) + 1,
            pages=len(self.names),
            is_changing=self.is_changing,
            language_links=list,
        )

    def check_page(self) -> FormPage:
        """Return the page on which everything is read once more."""
        if not self.form.ticket.data:
            self.form.ticket.data = services.new_ticket()
        return form_page(
            "recruitment/reply_check.html",
            self.form,
            answers=self.answers(),
            recruitment=self.recruitment,
            language_links=list,
        )

    def answers(self) -> list[tuple[str, str, str]]:
        """Return (page, question, answer in words) of each question."""
        found = []
        for own in self.questions:
            field = self.form[field_name(own)]
            words = [choice[1] for choice in field.iter_choices() if choice[2]]
            found.append((field.name, field.label.text, words[0] if words else ""))
        return found
