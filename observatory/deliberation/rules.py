"""The states of a file and the moves between them, origins of evidence, sides, and plain text."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from observatory.errors import N_


@dataclass(frozen=True)
class State:
    """Where a file stands; `missing` is said to who wants to go on too early."""

    name: str
    meaning: str
    what_next: str
    missing: str
    leads_to: tuple[str, ...]


STATES = {
    "open": State(
        N_("Open"),
        N_("The panel collects evidence and writes arguments for and against."),
        N_("When everything has been read, the members grade each criterion."),
        N_("This file is still open: the grading has not begun."),
        ("grading",),
    ),
    "grading": State(
        N_("Grading"),
        N_("Each member grades each criterion."),
        N_("When the grading ends, findings and recommendations are written."),
        N_("The grading has not ended yet."),
        ("drafting",),
    ),
    "drafting": State(
        N_("Drafting"),
        N_("Findings and recommendations are being written."),
        N_("When they are ready, the members vote on each one."),
        N_("The findings and recommendations have not been put to the vote yet."),
        ("voting",),
    ),
    "voting": State(
        N_("Voting"),
        N_("The members vote in secret on each finding and each recommendation."),
        N_("When the vote ends, the votes are counted and the statement is written."),
        N_("The vote has not ended yet."),
        ("drafted",),
    ),
    "drafted": State(
        N_("Statement ready"),
        N_("The vote has been counted and the statement is being prepared."),
        N_("The statement is published, and the city must answer."),
        N_("The statement has not been published yet."),
        ("published",),
    ),
    "published": State(
        N_("Published"),
        N_("Everybody can read the statement."),
        N_("The city answers each recommendation."),
        N_("Not every recommendation has an answer yet."),
        ("answered",),
    ),
    "answered": State(
        N_("Answered"),
        N_("The city has answered every recommendation."),
        N_("Everybody can read the answers."),
        N_("This file is finished: nothing can be changed."),
        (),
    ),
}

ORIGINS = {
    "department": N_("A department of the city"),
    "expert": N_("An expert or a researcher"),
    "citizen": N_("Residents or an association"),
    "press": N_("The press"),
    "panel": N_("The panel itself"),
}

SIDES = {"for": N_("For"), "against": N_("Against")}

# Most characters, for each text that people type.
SHORT, LINE, ARGUMENT, SUMMARY, SOURCE = 120, 300, 1000, 2000, 500

# Control characters, and marks that turn the direction of the text around them.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# "javascript:x", "www.example.org", "example.org/report": meant as an address, not as words.
ADDRESS = re.compile(r"(?i)\s*(?:(?:javascript|data|vbscript|file)\s*:|[a-z][a-z0-9+.-]*:\S|\S+\Z)")


def plain(text: str | None) -> str:
    """Return what was typed with plain line ends, and without what nobody sees."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", unified).strip()


def can_move(state: str, to: str) -> bool:
    """Tell whether the table has a move from one state to another."""
    return to in STATES[state].leads_to


def is_web_address(text: str) -> bool:
    """Tell whether a text is one http or https address, with a host and without a user name."""
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
    except ValueError:
        return False
    is_whole = not re.search(r"\s", text)
    return is_whole and parts.scheme in ("http", "https") and bool(host) and user is None


def is_source(text: str) -> bool:
    """Tell whether a text says where something can be read: a safe address, or words."""
    return is_web_address(text) or (bool(text) and not ADDRESS.match(text))
