"""One sender at a time: who gets the turn knows that the one before has ended, or is dead."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from observatory import storage
from observatory.lottery.models import Announcement


@contextmanager
def take_turn(announcement: Announcement) -> Iterator[None]:
    """Wait until nobody else sends this announcement's e-mails.

    A lock of the operating system, which ends with the process that holds it, however that died: a
    silent heartbeat only makes a death likely, and a machine that slept wakes up again.
    """
    path = storage.locate(f"notices-{announcement.id}.lock")
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600)) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
