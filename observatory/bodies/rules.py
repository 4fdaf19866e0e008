"""Roles, and the numbers a body works by: every one a parameter, none known to be universal."""

from dataclasses import dataclass
from fractions import Fraction

# Staff roles of a body. "member" is not among them: it comes with a seat, and only with one.
ROLES = ("clerk", "register_holder", "facilitator", "convener", "auditor", "operator")


@dataclass(frozen=True)
class BodyRules:
    """The parameters of a body; the defaults are Madrid's where they are known.

    adopted, strongly: shares of the votes for and against (numerator, denominator).
    final_quorum: share of the seats that must vote in a final ballot.
    """

    response_days: int = 90
    adopted: tuple[int, int] = (2, 3)
    strongly: tuple[int, int] = (4, 5)
    final_quorum: tuple[int, int] = (2, 3)
    smallest_age: int = 16

    def threshold(self) -> Fraction:
        """Return the share of the votes for and against that adopts a recommendation."""
        return Fraction(*self.adopted)

    def quorum(self, seats: int) -> int:
        """Return the number of seats that must vote, rounded up."""
        share = Fraction(*self.final_quorum) * seats
        return -(-share.numerator // share.denominator)
