"""What a rehearsal shows in the place of real dice and a real list."""

from observatory import codes
from observatory.recruitment.models import Ceremony
from sortition import proofs


def seed_of(ceremony: Ceremony) -> bytes:
    """Return secret bytes of a rehearsal, which no real draw uses."""
    return bytes.fromhex(codes.digest("rehearsal", f"{ceremony.id} {ceremony.began_at}"))


def invent_dice(ceremony: Ceremony, needed: int) -> str:
    """Return digits to type where nobody has brought dice."""
    number = int.from_bytes(proofs.H("rehearsal-dice", seed_of(ceremony)))
    return f"{number:090}"[-needed:]


def invented_digest(ceremony: Ceremony, letters: int) -> str:
    """Return the fingerprint of an invented list of households, which says that it is one."""
    content = {
        "protocol": proofs.PROTOCOL,
        "file": "commit1",
        "rehearsal": True,
        "draw": f"rehearsal-{seed_of(ceremony).hex()[:8]}",
        "letters": letters,
    }
    return proofs.sha256(proofs.canonical(content)).hex()
