"""A whole draw 2 without the web, as a rehearsal: files in; the record, and what is secret, out."""

import io
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import draw, proofs
from sortition.auditing import PROOF, Member, pack
from sortition.bundle import bundle, read_bundle
from sortition.clock import Progress
from sortition.distribution import PanelDistribution
from sortition.errors import DrawError, InputError, Problem
from sortition.lottery import draw_lottery, panels_needed
from sortition.objectives import OBJECTIVES
from sortition.reading import Tables, read_file, system_problem
from sortition.run import Run, read_files
from sortition.signatures import SIGNED, Signer, public_key, read_private_key, signatures_record
from sortition.software import lock_digest, version
from sortition.tables import write_table

OWN_DIGITS = 6
WRITING = ".writing-"


@dataclass(frozen=True)
class Rehearsal:
    """What `rehearse_draw` is asked for.

    Attributes
    ----------
    pool, quotas, size, id_column, out
        As for `Run`.
    dice
        The digits as thrown.
    panels
        How many panels the dice choose among, m.
    objective
        A name of `OBJECTIVES` that proves its optimum.
    name
        The draw's own id; a random one by default.
    keys
        Names with private key files: the operator first, then the witnesses.
    after, reason
        The bundle of the attempt before, if there was one, and the public reason for another.
    objection_days, replacements_until
        Rules of the real draw that the record shall show; the rehearsal does not wait.
    """

    pool: Path
    quotas: Path
    size: int
    out: Path
    dice: str
    id_column: str | None = None
    panels: int = 1000
    objective: str = "leximin"
    name: str | None = None
    keys: tuple[tuple[str, Path], ...] = ()
    after: Path | None = None
    reason: str = ""
    objection_days: int = 0
    replacements_until: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody of the pool, with all that their print-out shows."""

    member: str
    secret: str
    own: str
    nonce: str
    features: Mapping[str, str]

    def pid(self, name: str) -> str:
        """Return their code in the draw of that name."""
        return draw.pid(name, self.secret, self.own)

    def opener(self, name: str) -> str:
        """Return what opens their own seats in the draw of that name."""
        return draw.opener(name, self.secret, self.own)


def rehearse_draw(asked: Rehearsal, progress: Progress | None = None) -> dict[str, Any]:
    """Go through the whole protocol and write its files.

    The folder gets commit.json, panels.json, result.json and bundle.zip, which anybody may see;
    and secrets.csv and auditors.json, which only the pool and the auditors may.

    Returns
    -------
    dict
        What the record says, and the hashes of its files.

    Raises
    ------
    InputError
        With every problem of the files, or a folder that holds a draw already; a bundle
        before, or a key, that is none.
    InfeasibleError
        If no panel meets the quotas.
    DrawError
        For dice that cannot count, and for a further attempt without a reason.
    """
    dice = draw.check_dice(asked.dice, asked.panels)
    _refuse_second(asked.out)
    keys = [read_private_key(path) for _, path in asked.keys]
    tables = read_files(Run(asked.pool, asked.quotas, asked.size, asked.out, asked.id_column))
    people, (name, former) = _people(tables), _attempts(asked)
    rules = _commitment(asked, name, tables, people, former=former, keys=keys)
    public = {"commit.json": proofs.canonical(rules)}
    found, panels = _solve(asked, tables, public["commit.json"], progress)
    key, seats = secrets.token_bytes(32), [[people[i].pid(name) for i in one] for one in panels]
    record = draw.panels_record(
        public["commit.json"],
        seats,
        key,
        openers={one.pid(name): one.opener(name) for one in people},
        **{figure: getattr(found, figure) for figure in PROOF},
    )
    public["panels.json"] = proofs.canonical(record)
    result = draw.result(public["commit.json"], public["panels.json"], dice, seats, key)
    public["result.json"] = proofs.canonical(result)
    signed = proofs.canonical(signatures_record(public, keys))
    members = [Member(p.member, p.pid(name), p.nonce, p.opener(name), p.features) for p in people]
    secret = {
        "secrets.csv": _table([(one.member, one.secret, one.own) for one in people]),
        "auditors.json": proofs.canonical(pack(public, members, seats, key)),
    }
    sealed = bundle(public | {"signatures.json": signed})
    _write(asked.out, secret, {"bundle.zip": sealed, **public})
    return _report(public, found, result["number"], len(sealed))


def _attempts(asked: Rehearsal) -> tuple[str, list[draw.Former]]:
    """Return the name of the draw, and every attempt before this one."""
    if asked.after is None:
        if asked.reason:
            raise DrawError("attempts_do_not_fit", attempt=1)
        return asked.name or f"rehearsal-{secrets.token_hex(4)}", []
    commit = read_file(asked.after, lambda data, name: read_bundle(data.read(), name))[
        "commit.json"
    ]
    try:
        rules = proofs.read_canonical(commit)
        former = [draw.Former(**one) for one in rules["former"]]
        last = draw.Former(rules["attempt"], proofs.sha256(commit).hex(), asked.reason.strip())
        return str(rules["draw"]), [*former, last]
    except (DrawError, LookupError, TypeError) as error:
        raise InputError([Problem("not_a_bundle", str(asked.after))]) from error


def _people(tables: Tables) -> list[Person]:
    """Give everybody a secret, digits as if they had chosen them, and a nonce."""
    pool, quotas = tables.pool, tables.quotas
    values = [[quota.value for quota in quotas.of(feature)] for feature in pool.features]
    return [
        Person(
            member,
            draw.new_secret(),
            f"{secrets.randbelow(10**OWN_DIGITS):0{OWN_DIGITS}}",
            draw.new_nonce(),
            {name: values[f][pool.values[i, f]] for f, name in enumerate(pool.features)},
        )
        for i, member in enumerate(pool.ids)
    ]


def _commitment(
    asked: Rehearsal,
    name: str,
    tables: Tables,
    people: list[Person],
    *,
    former: list[draw.Former],
    keys: list[Ed25519PrivateKey],
) -> dict[str, Any]:
    roles = ["operator", *["witness"] * len(keys)]
    return draw.commitment(
        draw=name,
        pool=[(one.pid(name), draw.attr(name, one.nonce, one.features)) for one in people],
        quotas=tables.quotas,
        size=asked.size,
        panels=asked.panels,
        objective=asked.objective,
        software=version(),
        lock=lock_digest(),
        attempt=former[-1].attempt + 1 if former else 1,
        former=former,
        signers=[
            Signer(role, own, public_key(key))
            for role, (own, _), key in zip(roles, asked.keys, keys, strict=False)
        ],
        rehearsal=True,  # the dice were known before, and one machine holds every secret
        objections=draw.Objections.after(asked.objection_days, datetime.now(UTC)),
        replacements_until=asked.replacements_until,
    )


def _solve(
    asked: Rehearsal, tables: Tables, commit: bytes, progress: Progress | None
) -> tuple[PanelDistribution, list[list[int]]]:
    """Find the fairest chances and the panels that give them, by the commitment's own seed."""
    seed, pool, quotas = draw.solver_seed(commit), tables.pool, tables.quotas
    find = OBJECTIVES[asked.objective]
    found = find(pool, quotas, asked.size, seed=seed, progress=progress)
    lottery = draw_lottery(
        found, pool, quotas, asked.size, panels=asked.panels, seed=seed, progress=progress
    )
    return found, lottery.panels.tolist()


def _table(rows: list[tuple[str, str, str]]) -> bytes:
    stream = io.StringIO()
    write_table(stream, ("member", "secret", "own"), rows)
    return stream.getvalue().encode()


def _refuse_second(out: Path) -> None:
    """Leave a draw alone that is there; one whose writing broke off has no bundle."""
    if (out / "bundle.zip").exists():
        raise InputError([Problem("draw_there", str(out))])
    if any((out / name).exists() for name in SIGNED):
        raise InputError([Problem("draw_broke_off", str(out))])


def _write(out: Path, secret: Mapping[str, bytes], public: Mapping[str, bytes]) -> None:
    """Write under other names and rename when all is there: the secrets first, bundle.zip last."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{WRITING}*"):  # of a process that was killed; they hold secrets
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=WRITING, dir=out) as folder:
            for name, data in {**secret, **public}.items():
                _write_through(Path(folder, name), data, 0o600 if name in secret else 0o644)
            for name in [*secret, *reversed([*public])]:
                Path(folder, name).replace(out / name)
    except OSError as error:
        raise InputError([system_problem("cannot_write", out, error)]) from error


def _write_through(path: Path, data: bytes, mode: int) -> None:
    """Write a file as far as the disk, so that a name never stands for less than its content."""
    path.touch(mode=mode)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _report(
    public: Mapping[str, bytes], found: PanelDistribution, number: int, size: int
) -> dict[str, Any]:
    rules = proofs.read_canonical(public["commit.json"])
    return {
        "draw": rules["draw"],
        "attempt": rules["attempt"],
        "rehearsal": rules["rehearsal"],
        "n": rules["pool_size"],
        "size": rules["panel_size"],
        "panels": rules["panels"],
        "panel": number,
        "objective": found.objective,
        "status": found.status,
        "minimum": float(found.minimum),
        "upper_bound": float(found.upper_bound),
        "gap": float(found.gap),
        "panels_needed": panels_needed(found.probabilities),
        "hashes": {name: proofs.sha256(data).hex() for name, data in public.items()},
        "bundle_bytes": size,
    }
