"""Telling everybody: who, by which channel, in which words, and exactly once."""

from observatory.lottery.services.notices.facts import SAMPLE, describe, facts_of
from observatory.lottery.services.notices.letters import (
    notice_pdf,
    notices_csv,
    notices_pdf,
    parts_of,
    print_notices,
    sample_pdf,
)
from observatory.lottery.services.notices.replacing import ListReplaced
from observatory.lottery.services.notices.returned import find_notice, mark_returned
from observatory.lottery.services.notices.sending import send_notices
from observatory.lottery.services.notices.telling import find_told, is_due, plan, send_again, tell
from observatory.lottery.services.notices.texts import compose

__all__ = [
    "SAMPLE",
    "ListReplaced",
    "compose",
    "describe",
    "facts_of",
    "find_notice",
    "find_told",
    "is_due",
    "mark_returned",
    "notice_pdf",
    "notices_csv",
    "notices_pdf",
    "parts_of",
    "plan",
    "print_notices",
    "sample_pdf",
    "send_again",
    "send_notices",
    "tell",
]
