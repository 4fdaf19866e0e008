"""How many wrong tries are too many, and which addresses may follow a sign-in."""

from datetime import timedelta

WINDOW = timedelta(minutes=15)
TRIES_FOR_ACCOUNT = 5
# Fifty members may sign in from one town hall: an address has more tries than an account.
TRIES_FROM_ADDRESS = 100


def is_own_path(path: str) -> bool:
    """Tell whether a "next" address stays on this site."""
    return path.startswith("/") and not path.startswith(("//", "/\\"))
