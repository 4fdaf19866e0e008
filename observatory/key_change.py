"""Another key for the operator: announced in the record by the former key, or, where that is lost
or stolen, by the new one alone, which every check then says (ADR 8).

The entry is the change; the files follow it, at once or at the next entry (record.take_turn).
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from observatory import heads, keys, record
from observatory.database import session
from observatory.entries import FIRST, KEY_CHANGED, KEY_REPLACED, PROTOCOL, RecordEntry
from observatory.errors import N_, RuleBroken
from sortition import proofs, signatures


class FormerUnknown(RuleBroken):
    """Nothing says which key was in force."""

    code = "former_unknown"
    message = N_(
        "Nothing here says which key signed so far. Bring %(file)s back from the backup, then try"
        " again."
    )


class FormerMissing(RuleBroken):
    """The former key cannot sign the announcement."""

    code = "former_missing"
    message = N_(
        "The key that signed the record so far is not on this server. Bring it back from the"
        " backup. If there is none, give --lost."
    )


def change_key(reason: str, *, is_lost: bool = False) -> str | None:
    """Announce a new key and put it into force; None if only a broken-off change was finished."""
    waited = keys.find_next()
    record.take_turn()
    if waited and keys.find_next() is None:  # announced before, and broken off: it is in force now
        session.commit()
        return None
    former, new = _choose(is_lost=is_lost)
    if not is_lost and keys.find_held(former) is None:
        raise FormerMissing
    record.append(KEY_REPLACED if is_lost else KEY_CHANGED, announce(former, new, reason))
    session.commit()
    record.take_turn()
    session.commit()
    return keys.public_key()


def _choose(*, is_lost: bool) -> tuple[str, Ed25519PrivateKey]:
    """Return the key in force so far, and the one to announce.

    That is a fresh one, or the one on this server where the record does not know it: after an old
    backup it is announced again.
    """
    try:
        own: str | None = keys.public_key()
    except keys.KeyUnreadable:
        if not is_lost:
            raise
        own = None
    former = record.find_signer(record.find_last()) or own
    if former is None:
        raise FormerUnknown(file=heads.FILE)
    return former, keys.signing_key() if own not in (None, former) else keys.make_next()


def announce(former: str, new: Ed25519PrivateKey, reason: str) -> dict[str, str]:
    """Return what the next entry says: the new key agrees to follow, at this place only."""
    last = record.find_last()
    number, previous = (last.number + 1, last.digest) if last else (1, FIRST)
    key = signatures.public_key(new)
    agreed = agreement(former, key, number, previous)
    consent = new.sign(agreed).hex()
    return {"former": former, "key": key, "reason": proofs.nfc(reason), "consent": consent}


def agreement(former: str, key: str, number: int, previous: str) -> bytes:
    """Return the bytes by which a new key agrees: else anybody could name it as their own."""
    return proofs.canonical(
        {
            "protocol": PROTOCOL,
            "file": "key",
            "former": former,
            "key": key,
            "number": number,
            "previous": previous,
        }
    )


def follow(entry: RecordEntry, key: str) -> str | None:
    """Return the key after an entry that changes it from `key`; None if it does not prove that."""
    data = entry.data
    if {name: type(data[name]) for name in data} != dict.fromkeys(
        ("former", "key", "reason", "consent"), str
    ):
        return None
    agreed = agreement(data["former"], data["key"], entry.number, entry.previous)
    is_agreed = data["former"] == key and heads.verifies(data["key"], agreed, data["consent"])
    return data["key"] if is_agreed else None
