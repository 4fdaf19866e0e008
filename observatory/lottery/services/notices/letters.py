"""Notices on paper: each printing takes the letters that wait, once, and can be set again."""

import io
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from observatory import pdf
from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.formats import in_language
from observatory.lottery import queries
from observatory.lottery.models import Announcement, Notice
from observatory.lottery.services.notices.facts import SAMPLE, Facts, facts_of, order_of
from observatory.lottery.services.notices.replacing import refuse_replaced
from observatory.lottery.services.notices.sending import close, drop_withdrawn, own_of
from observatory.lottery.services.notices.texts import compose
from observatory.recruitment.queries import find_settings
from observatory.recruitment.services.letters.press import NoSettings
from observatory.recruitment.services.letters.printing import ADDRESS_CELLS, PART
from sortition.tables import write_table

TEMPLATE = "notice.typ"
COLUMNS = ("letter", "language")
CELLS = ADDRESS_CELLS + 1  # the name stands before the address


class NothingToPrint(RuleBroken):
    """Every letter is in a printing already."""

    code = "nothing_to_print"
    message = N_("No letter waits. Look at the printings below.")


def print_notices(announcement: Announcement) -> int:
    """Put every letter that waits into a new printing and return its number.

    Two clicks make one printing: the second finds no letter waiting. Raises ListReplaced where
    the list was corrected meanwhile.
    """
    refuse_replaced(announcement)
    drop_withdrawn(announcement)
    run = queries.last_run(announcement) + 1
    waiting = update(Notice).where(
        Notice.announcement_id == announcement.id,
        Notice.channel == "letter",
        Notice.state == "waiting",
    )
    if not is_changed(waiting.values(state="printed", run=run, told_at=now())):
        raise NothingToPrint
    close(announcement)
    return run


def parts_of(run: dict[str, int]) -> list[tuple[str, int, int]]:
    """Return (language, part, letters) of each file of a printing (of queries.list_runs)."""
    return [
        (language, place + 1, min(PART, letters - place * PART))
        for language, letters in run.items()
        for place in range(-(-letters // PART))
    ]


def notices_pdf(announcement: Announcement, run: int, language: str, part: int) -> bytes | None:
    """Return a file of a printing, a sheet each; None where there is no such file."""
    which = (Notice.run == run, Notice.language == language)
    rows = queries.list_told(announcement, *which)[(part - 1) * PART : part * PART]
    return _Press(announcement).print(rows) if rows else None


def notice_pdf(notice: Notice) -> bytes | None:
    """Return one letter again, whatever its channel and state.

    None for who withdrew, and for who was not told of a list before another took its place.
    """
    announcement = session.get_one(Announcement, notice.announcement_id)
    if notice.told_at is None and queries.is_replaced(announcement):
        return None
    rows = queries.list_told(announcement, Notice.id == notice.id)
    return _Press(announcement).print(rows) if rows else None


def sample_pdf(announcement: Announcement, kind: str, language: str) -> bytes:
    """Return a letter to look at, with made-up figures."""
    press = _Press(announcement)
    sheet = compose(kind, press.facts, SAMPLE, language)
    return press.typeset([{"sheet": sheet, "address": ["…"], "note": ""}])


def notices_csv(announcement: Announcement, run: int) -> bytes | None:
    """Return a printing as a list for a printing house; None where there is no such printing."""
    rows = queries.list_told(announcement, Notice.run == run)
    if not rows:
        return None
    press, stream = _Press(announcement), io.StringIO()
    address = tuple(f"address_{place}" for place in range(1, CELLS + 1))
    write_table(stream, (*COLUMNS, *address, "title", "text"), map(press.cells, rows))
    return stream.getvalue().encode("utf-8-sig")


class _Press:
    """Sets letters whose shared facts are read once."""

    def __init__(self, announcement: Announcement) -> None:
        settings = find_settings(announcement.draw.recruitment)
        if settings is None:
            raise NoSettings
        self.settings, self.moment = settings, announcement.begun_at or now()
        self.facts: Facts = facts_of(announcement)
        self.order = order_of(announcement)

    def print(self, rows: Sequence[Any]) -> bytes:
        """Return the PDF of letters (rows of queries.list_told)."""
        return self.typeset([self.letter(row) for row in rows])

    def letter(self, row: Any) -> dict[str, Any]:
        """Return what one letter says."""
        with in_language(row.language):
            note = _("Letter %(number)s", number=f"{row.number:05d}")
        return {"sheet": self.sheet(row), "address": _address(row), "note": note}

    def sheet(self, row: Any) -> dict[str, Any]:
        """Return the words of one letter."""
        return compose(row.kind, self.facts, own_of(row, self.order), row.language)

    def typeset(self, letters: list[dict[str, Any]]) -> bytes:
        """Return the PDF of composed letters; the same bytes each time."""
        data = {
            "title": letters[0]["sheet"]["title"],
            "sender": self.facts.body,
            "window": self.settings.window,
            "return_line": self.settings.sender,
            "letters": letters,
        }
        return pdf.typeset(TEMPLATE, data, self.moment)

    def cells(self, row: Any) -> tuple[Any, ...]:
        """Return one row of the list."""
        sheet = self.sheet(row)
        lines = [*_address(row), *[""] * CELLS][:CELLS]
        parts = [text for heading, texts in sheet["parts"] for text in (heading, *texts)]
        text = "\n".join([*sheet["lead"], *parts])
        return (row.number, row.language, *lines, sheet["title"], text)


def _address(row: Any) -> list[str]:
    """Return what stands in the window: the name, and the address or the household's key."""
    return [line for line in (row.name, *(row.lines or [row.household])) if line]
