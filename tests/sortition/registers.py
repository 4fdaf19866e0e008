"""Small registers, and draw 1 by plain arithmetic: hashlib and hmac alone."""

import csv
import hashlib
import hmac
import random
from datetime import date, timedelta

SEED = "07" * 32
DISTRICTS = ("Centro", "=Sur", "Latina, Este")


def city(households=60, seed=4):
    """Rows of (household, person, district, born): one to four persons each."""
    chance = random.Random(seed)
    rows = []
    for number in range(households):
        district = chance.choice(DISTRICTS)
        for own in range(chance.randint(1, 4)):
            born = date(1930, 1, 1) + timedelta(chance.randrange(34_000))
            rows.append((f"H{number}", f"P{number}-{own}", district, born.isoformat()))
    return rows


def save(path, rows, header=("household", "person", "district", "born"), **spelling):
    with path.open("w", encoding=spelling.pop("encoding", "utf-8"), newline="") as stream:
        csv.writer(stream, **spelling).writerows([header, *rows])
    return path


def table(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def prefixed(*parts):
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def keyed(key, unit, stratum):
    return hmac.new(key, prefixed(unit.encode(), stratum.encode()), hashlib.sha256).digest()


def order(leaf):
    parts = (b"observatory-draw-v1", b"order", bytes.fromhex(SEED), leaf)
    return hashlib.sha256(prefixed(*parts)).digest()


def tree_hash(leaves):
    """RFC 6962, section 2.1, as it is written there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_hash(leaves[:half]) + tree_hash(leaves[half:])).digest()


def shares(households, letters):
    """Largest remainders, by fractions of the whole."""
    total = sum(households.values())
    floors = {own: letters * count // total for own, count in households.items()}
    left = letters - sum(floors.values())
    ranked = sorted(households, key=lambda own: (-(letters * households[own] % total), own))
    return {own: floors[own] + (own in ranked[:left]) for own in households}


def eligible(rows):
    return [row for row in rows if row[3] <= "2010-03-01"]
