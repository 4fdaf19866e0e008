"""A letter on paper: what all share, what differs, and one to look at before printing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from observatory import codes, pdf
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.formats import show_hash
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, LetterSettings, Recruitment
from observatory.recruitment.services.letters import texts
from observatory.recruitment.services.letters.codes import write_code

TEMPLATE = "letter.typ"
SAMPLE_CODE = codes.with_check("0" * 11)


class NoSettings(RuleBroken):
    """A letter says whom to call."""

    code = "no_letter_settings"
    message = N_("Fill in the sender and the phone number of the letters first.")


class LettersNotDrawn(RuleBroken):
    """Only a drawn household is written to."""

    code = "letters_not_drawn"
    message = N_("Draw the letters first. Then they can be printed.")


class Press:
    """What all letters of a recruitment share, ready to print."""

    def __init__(
        self, recruitment: Recruitment, languages: Sequence[str], *, is_reminder: bool = False
    ) -> None:
        draw = queries.find_invitation_draw(recruitment)
        settings = queries.find_settings(recruitment)
        if draw is None or draw.drawn_at is None:
            raise LettersNotDrawn
        if settings is None:
            raise NoSettings
        self.recruitment, self.draw, self.settings = recruitment, draw, settings
        self.body = session.get_one(Body, recruitment.body_id)
        self.sheets = [
            texts.compose(recruitment, draw, settings, language, is_reminder)
            for language in languages
        ]
        self.languages = list(languages)

    def code(self, row: Row[Any]) -> str:
        """Return the code of a letter (a row of queries.list_printed)."""
        return write_code(self.recruitment.id, row.number, row.code_issue)

    def payload(self, language: str, code: str) -> str:
        """Return what the QR code holds."""
        return f"{texts.reply_address(self.body, language)}#{code}"

    def letter(self, row: Row[Any], code: str) -> dict[str, Any]:
        """Return what differs from letter to letter."""
        return {
            "number": f"{row.number:05d}",
            "address": row.lines or [key for key in (row.person, row.household) if key],
            "code": codes.show(code),
            "leaf": show_hash(row.leaf[: texts.MARK]),
            "rank": {
                own: texts.place_of(row.rank, row.stratum, self.draw, own) for own in self.languages
            },
            "qr": {own: pdf.qr_code(self.payload(own, code)) for own in self.languages},
        }

    def data(self, letters: list[dict[str, Any]]) -> dict[str, Any]:
        """Return all that the template takes."""
        return {
            "title": self.sheets[0]["document"],
            "sender": self.body.name,
            "window": self.settings.window,
            "sheets": self.sheets,
            "letters": letters,
        }

    def print(self, rows: Sequence[Row[Any]], moment: datetime) -> bytes:
        """Return the PDF of letters."""
        letters = [self.letter(row, self.code(row)) for row in rows]
        return pdf.typeset(TEMPLATE, self.data(letters), moment)


def _sample(recruitment: Recruitment, language: str) -> dict[str, Any]:
    """Return the first letter with a code that opens nothing."""
    press = Press(recruitment, [language])
    row = queries.list_printed(recruitment, 0, 1)[0]
    return press.data([press.letter(row, SAMPLE_CODE)])


def print_sample(recruitment: Recruitment, language: str) -> bytes:
    """Return the PDF of a letter to look at before printing."""
    return pdf.typeset(TEMPLATE, _sample(recruitment, language), now())


def picture_sample(recruitment: Recruitment, language: str) -> bytes:
    """Return the picture of the front of that letter, as PNG."""
    return pdf.picture(TEMPLATE, _sample(recruitment, language))


def print_letter(letter: Invitation, languages: Sequence[str]) -> bytes:
    """Return the PDF of one letter with its present code."""
    recruitment = session.get_one(Recruitment, letter.recruitment_id)
    press = Press(recruitment, languages)
    return press.print(queries.list_printed(recruitment, letter.number - 1, 1), now())


def save_settings(recruitment: Recruitment, **values: Any) -> LetterSettings:
    """Keep what the clerk wrote for the letters."""
    settings = queries.find_settings(recruitment) or LetterSettings(
        recruitment_id=recruitment.id, keeps_addresses=False
    )
    for name, value in values.items():
        setattr(settings, name, value)
    session.add(settings)
    session.flush()
    return settings
