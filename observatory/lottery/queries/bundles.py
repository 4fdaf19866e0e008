"""Finding the record of a draw as one file."""

from observatory.database import session
from observatory.lottery.models import Bundle, Draw


def find_bundle(draw: Draw) -> Bundle | None:
    """Return the bundle of a draw; there is none before the dice."""
    return session.get(Bundle, draw.id)
