"""After the telling: e-mails that came back get letters, and somebody asks about theirs."""

from sqlalchemy import update

from observatory.database import session
from observatory.errors import N_, NotFoundError, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Announcement, Notice
from observatory.lottery.services.notices.replacing import refuse_replaced


class UnknownAddresses(RuleBroken):
    """A slip in an address would leave somebody without a letter; nothing of it is repeated."""

    code = "unknown_addresses"
    message = N_(
        "%(count)s of these addresses are not among the e-mails that were sent. Nothing was "
        "changed. Check lines: %(lines)s."
    )


class NoNotice(RuleBroken):
    """Who answered no letter, or withdrew, was not told."""

    code = "no_notice"
    message = N_("Nobody who answered letter %(number)s was told here.")


def find_notice(announcement: Announcement, number: int) -> Notice:
    """Return the notice of who answered a letter, by the letter's number."""
    try:
        return queries.get_notice(announcement, number)
    except NotFoundError as error:
        raise NoNotice(number=number) from error


def mark_returned(announcement: Announcement, typed: str) -> int:
    """Give letters to those whose e-mail came back, an address a line; return how many.

    An address that two people share makes two letters. Raises ListReplaced where the list was
    corrected meanwhile.
    """
    refuse_replaced(announcement)
    lines = [line.strip().strip("<>,;").casefold() for line in typed.splitlines()]
    sent = queries.list_told(announcement, Notice.channel == "email", Notice.state == "sent")
    known: dict[str, list[int]] = {}
    for row in sent:
        known.setdefault((row.reach or "").casefold(), []).append(row.id)
    unknown = [str(place) for place, line in enumerate(lines, 1) if line and line not in known]
    if unknown:
        raise UnknownAddresses(count=len(unknown), lines=", ".join(unknown))
    found = {own for line in lines if line for own in known[line]}
    session.execute(
        update(Notice)
        .where(Notice.id.in_(found))
        .values(channel="letter", state="waiting", failure="returned")
        .execution_options(synchronize_session=False)
    )
    return len(found)
