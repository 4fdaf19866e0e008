"""Who signs a draw: the key that its commitment names, which must be on this server."""

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from observatory import keys
from observatory.errors import N_, RuleBroken
from observatory.lottery.models import Draw


class KeyMissing(RuleBroken):
    """The commitment names a key that this server does not have any more."""

    code = "key_missing"
    message = N_(
        "The key that the fixed list names is not on this server. Nothing was drawn. The"
        " administrator must bring it back from the backup."
    )


def operator_keys(draw: Draw) -> list[Ed25519PrivateKey]:
    """Return the keys with which this server signs a draw, or raise KeyMissing before the dice.

    The key may have changed since the list was fixed: its own one signs the draw.
    """
    named = [one["key"] for one in json.loads(draw.commitment)["signers"] if one["key"]]
    if not named:
        return [keys.signing_key()]
    held = [key for one in named if (key := keys.find_held(one))]
    if not held:
        raise KeyMissing
    return held
