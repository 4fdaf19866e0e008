"""Who signs a draw: the key that its commitment names, which must be on this server."""

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from observatory import keys
from observatory.errors import N_, RuleBroken
from observatory.lottery.models import Draw
from sortition.signatures import public_key


class KeyMissing(RuleBroken):
    """The commitment names a key that this server does not have any more."""

    code = "key_missing"
    message = N_(
        "The key that the fixed list names is not on this server. Nothing was drawn. The"
        " administrator must bring it back from the backup."
    )


def operator_keys(draw: Draw) -> list[Ed25519PrivateKey]:
    """Return the keys with which this server signs a draw, or raise KeyMissing before the dice."""
    named = [one["key"] for one in json.loads(draw.commitment)["signers"] if one["key"]]
    held = keys.signing_key()
    if named and public_key(held) not in named:
        raise KeyMissing
    return [held]
