"""Small whole draws of random panels, to be checked, changed and checked again."""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import draw, personal, proofs
from sortition.bundle import manifest, write_zip
from sortition.errors import DrawError
from sortition.quotas import Quota, Quotas
from sortition.signatures import Signer, public_key, signatures_record

QUOTAS = Quotas((Quota("sección", "norte", 0, 3), Quota("sección", "sur", 0, 3)))
OBJECTIONS = draw.Objections(5, datetime(2026, 11, 30, 12, tzinfo=UTC))
FORMER = draw.Former(1, "ab" * 32, "Faltó una respuesta por correo.")
ENCLOSED = {"verify_draw.py": b"the verifier", "guide.es.txt": "guía".encode()}
GAP = {"minimum": 0.2, "upper_bound": 0.2, "gap": 0.0}


@dataclass
class Person:
    """Somebody of the pool, with what is on their print-out."""

    secret: str
    own: str
    nonce: str
    features: dict[str, str]

    def pid(self, name: str) -> str:
        return personal.pid(name, self.secret, self.own)


@dataclass
class Record:
    """The files of a draw, and what the operator keeps."""

    people: list[Person]
    key: bytes
    panels: list[list[str]]
    dice: str
    keys: list[Ed25519PrivateKey] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def evidence(self) -> str:
        return hashlib.sha256(self.files["panels.json"]).hexdigest()

    @property
    def bundle(self) -> bytes:
        return zipped(self.files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Zip the files with a manifest that fits them, whatever stands in them."""
    content = {**files, **ENCLOSED}
    return write_zip(content | {"manifest.json": manifest_of(content)})


def manifest_of(files: dict[str, bytes]) -> bytes:
    try:
        content = manifest(files)
    except (DrawError, KeyError, TypeError, IndexError):  # the commitment is none any more
        stand_in = proofs.canonical({"draw": "villa-1", "attempt": 2})
        content = manifest(files | {"commit.json": stand_in})
    return proofs.canonical(content)


def people(rng: random.Random, count: int) -> list[Person]:
    return [
        Person(
            personal.write_secret(rng.randbytes(16)),
            str(rng.randrange(1000, 10**6)),
            rng.randbytes(16).hex(),
            {"sección": rng.choice(["norte", "sur"])},
        )
        for _ in range(count)
    ]


def make(seed: int = 0, *, count: int = 12, size: int = 3, keys: int = 2, **rules) -> Record:
    """Draw once with random panels, ten of them; the operator and witnesses sign with `keys`."""
    rng = random.Random(seed)
    pool, name = people(rng, count), rules.pop("draw", "villa-1")
    pids = [one.pid(name) for one in pool]
    m = rules.pop("m", 10)
    panels = [rng.sample(pids, size) for _ in range(m)]
    digits = "".join(rng.choices("0123456789", k=len(str(m)) - 1 + 21))
    signing = [Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)) for _ in range(keys)]
    made = Record(pool, rng.randbytes(32), panels, rules.pop("dice", digits), signing)
    made.files["commit.json"] = commit(made, name, size, m, **rules)
    follow(made)
    return made


def commit(made: Record, name: str, size: int, m: int, **rules) -> bytes:
    roles = ["operator", "witness", "witness", "witness"]
    signers = [
        Signer(role, "Ana", public_key(key)) for role, key in zip(roles, made.keys, strict=False)
    ]
    signers += [Signer(roles[len(signers)], "Luis")]
    given = {"quotas": QUOTAS, "objective": "leximin", "software": "0.1.0", "lock": "cd" * 32}
    given |= {"attempt": 2, "former": [FORMER], "signers": signers}
    given |= {"objections": OBJECTIONS, "replacements_until": date(2027, 12, 31)} | rules
    pool = [(one.pid(name), personal.attr(name, one.nonce, one.features)) for one in made.people]
    return proofs.canonical(draw.commitment(draw=name, pool=pool, size=size, panels=m, **given))


def follow(made: Record) -> None:
    """Make all files that follow from commit.json, the panels and the dice."""
    files = made.files
    name = proofs.read_canonical(files["commit.json"])["draw"]
    openers = {one.pid(name): personal.opener(name, one.secret, one.own) for one in made.people}
    record = draw.panels_record(files["commit.json"], made.panels, made.key, openers=openers, **GAP)
    files["panels.json"] = proofs.canonical(record)
    end(made)


def end(made: Record) -> None:
    """Throw the dice, open the panel, sign."""
    files = made.files
    parts = files["commit.json"], files["panels.json"], made.dice, made.panels, made.key
    files["result.json"] = proofs.canonical(draw.result(*parts))
    sign(made)


def sign(made: Record) -> None:
    made.files["signatures.json"] = proofs.canonical(signatures_record(made.files, made.keys))
