"""How a question is counted: options, thresholds with their rounding, quorum.

Whole numbers and fractions only: a threshold is met or not, never nearly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from observatory.errors import N_

ABSTAIN = "abstain"
# Counts of fewer voters would tell how single persons voted: only the outcome is published.
FEWEST_VOTERS = 10
# Before closing, turnout is told only in steps of this many.
TURNOUT_STEP = 10


@dataclass(frozen=True)
class Option:
    """An answer to choose: what it says and what choosing it means."""

    key: str
    text: str
    meaning: str


@dataclass(frozen=True)
class Kind:
    """The options of a question, and which of them count for and against."""

    options: tuple[Option, ...]
    counted_for: tuple[str, ...]
    counted_against: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the options, in the order in which they are shown."""
        return tuple(option.key for option in self.options)


KINDS = {
    "support": Kind(
        (
            Option("support", N_("I support it"), N_("Counts for it.")),
            Option("accept", N_("I can live with it"), N_("Counts for it.")),
            Option("against", N_("I am against it"), N_("Counts against it.")),
            Option(ABSTAIN, N_("I abstain"), N_("Counts neither way, only as somebody who voted.")),
        ),
        ("support", "accept"),
        ("against",),
    ),
    "agree": Kind(
        (
            Option("yes", N_("Yes, this is so"), N_("Counts for it.")),
            Option("no", N_("No, this is not so"), N_("Counts against it.")),
            Option(ABSTAIN, N_("I abstain"), N_("Counts neither way, only as somebody who voted.")),
        ),
        ("yes",),
        ("no",),
    ),
}


@dataclass(frozen=True)
class QuestionDraft:
    """A question to be put to the vote."""

    kind: str
    text: str


@dataclass(frozen=True)
class Tally:
    """The result of a question.

    counts: votes by option. votes: all who answered, abstentions too. needed: votes for it that
    the threshold asked, given the votes for and against. threshold, strong_threshold: "2/3".
    """

    kind: str
    counts: dict[str, int]
    votes: int
    votes_for: int
    votes_against: int
    threshold: str
    strong_threshold: str
    needed: int
    quorum: int
    has_quorum: bool
    is_adopted: bool
    is_strong: bool

    @property
    def is_withheld(self) -> bool:
        """Tell whether the counts stay unpublished, because so few voted."""
        return self.votes < FEWEST_VOTERS


def votes_needed(share: Fraction, base: int) -> int:
    """Return the fewest votes that are at least a share of the base and more than half of it."""
    exact = share * base
    rounded_up = -(-exact.numerator // exact.denominator)
    return max(rounded_up, base // 2 + 1)


def show_share(share: Fraction) -> str:
    """Return a share as people write it: "2/3"."""
    return f"{share.numerator}/{share.denominator}"


def count_choices(kind: str, choices: Iterable[str]) -> dict[str, int]:
    """Return the votes of every option, also of those nobody chose."""
    counts = dict.fromkeys(KINDS[kind].keys, 0)
    for choice in choices:
        counts[choice] += 1
    return counts


def count_result(
    kind: str, counts: Mapping[str, int], adopted: Fraction, strongly: Fraction, quorum: int
) -> Tally:
    """Return the result of a question from its counts; a tie is not adopted."""
    votes = sum(counts.values())
    votes_for = sum(counts[key] for key in KINDS[kind].counted_for)
    votes_against = sum(counts[key] for key in KINDS[kind].counted_against)
    base = votes_for + votes_against
    has_quorum = votes >= quorum
    is_adopted = has_quorum and votes_for >= votes_needed(adopted, base)
    return Tally(
        kind=kind,
        counts=dict(counts),
        votes=votes,
        votes_for=votes_for,
        votes_against=votes_against,
        threshold=show_share(adopted),
        strong_threshold=show_share(strongly),
        needed=votes_needed(adopted, base),
        quorum=quorum,
        has_quorum=has_quorum,
        is_adopted=is_adopted,
        is_strong=is_adopted and votes_for >= votes_needed(strongly, base),
    )


def show_turnout(votes: int) -> int:
    """Return how many voted at least, in steps that give nobody away."""
    return votes // TURNOUT_STEP * TURNOUT_STEP
