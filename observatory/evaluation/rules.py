"""How grades are summed up, how long a text may be, and in which state what may be done."""

import math
from collections.abc import Sequence

GRADES = 5
PROCESS_WORDS = 150
# Thousandths of the consensus figure from which an agreement has its name.
BROAD, MIXED = 750, 500

# States of a file (deliberation.rules.STATES) in which its statement may still be written.
WRITING = ("drafting", "voting", "drafted")


def count_words(text: str) -> int:
    """Return the number of words, as people count them: what stands between spaces."""
    return len(text.split())


def median_grade(counts: Sequence[int]) -> int | None:
    """Return the median grade, 1 (worst) to 5, of the counts of each grade; None of nothing.

    Of an even number the lower one of the two in the middle: the majority judgment of
    Balinski and Laraki (PNAS 104, 2007), so that half of the graders or more gave at least it.
    """
    middle = (sum(counts) - 1) // 2
    passed = 0
    for grade, count in enumerate(counts, start=1):
        passed += count
        if count and passed > middle:
            return grade
    return None


def consensus(counts: Sequence[int]) -> int | None:
    """Return the consensus figure in thousandths, rounded down; None of nothing.

    1 + sum over i of p_i log2(1 - |i - mu| / (K - 1)), with p_i the share of grade i of K and mu
    the mean grade (Tastle and Wierman, Int. J. Approximate Reasoning 45, 2007): 1 where all agree,
    0 where half give the worst and half the best.
    """
    total, K = sum(counts), len(counts)
    if not total:
        return None
    mu = sum(i * count for i, count in enumerate(counts)) / total
    spread = sum(
        count / total * math.log2(1 - abs(i - mu) / (K - 1))
        for i, count in enumerate(counts)
        if count
    )
    # A hair is added, so that arithmetic in binary does not round 0.75 down to 749.
    return math.floor((1 + spread) * 1000 + 1e-6)


def agreement(thousandths: int | None) -> str:
    """Return the consensus figure's name: broad, mixed or divided; nothing of nothing."""
    if thousandths is None:
        return ""
    if thousandths >= BROAD:
        return "broad"
    return "mixed" if thousandths >= MIXED else "divided"
