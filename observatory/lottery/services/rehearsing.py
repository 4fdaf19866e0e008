"""A rehearsal: invented people and panels, made in memory each time and kept nowhere.

The real panels stay closed: whoever could rehearse with them could look for dice that please.
"""

from functools import lru_cache

from observatory.recruitment import queries
from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.services.rehearsing import seed_of
from sortition.dice import SEED_DIGITS, number_digits
from sortition.practice import PANELS, Practice, practise

DICE = number_digits(PANELS) + SEED_DIGITS
_practise = lru_cache(maxsize=2)(practise)


def practice_of(recruitment: Recruitment, ceremony: Ceremony) -> Practice:
    """Return the invented draw of a rehearsal, the same on each of its pages."""
    return _practise(queries.list_quotas(recruitment), recruitment.seats, seed_of(ceremony))
