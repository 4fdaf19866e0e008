"""What auditors see of a draw, and how they check what the public cannot.

The pack holds features, nonces, all panels and the key that their salts come from. From it all of
the record is made again, each panel is counted against each quota, and the bound is proven anew.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sortition import draw, proofs
from sortition.clock import Progress
from sortition.commitment import quotas_of
from sortition.errors import DrawError, InputError, Problem
from sortition.objectives import OBJECTIVES
from sortition.pool import Pool
from sortition.quotas import fold
from sortition.signatures import SIGNED

PROOF = ("minimum", "upper_bound", "gap")
TOLERANCE = 1e-6  # of chances and gaps, which two solvers reach on two machines
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Member:
    """Somebody of the pool as auditors see them: no secret, no digits of their own."""

    member: str
    pid: str
    nonce: str
    opener: str
    features: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """Return the member as the pack has them."""
        pairs = sorted(
            [proofs.nfc(name), proofs.nfc(value)] for name, value in self.features.items()
        )
        return {
            "member": proofs.nfc(self.member),
            "pid": self.pid,
            "nonce": self.nonce,
            "opener": self.opener,
            "features": pairs,
        }


@dataclass(frozen=True)
class Pack:
    """What auditors are given: the pool in the order of the pids, all panels, and their key."""

    members: tuple[Member, ...]
    panels: tuple[tuple[str, ...], ...]
    key: bytes
    hashes: tuple[str, str]


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    findings
        For each check its name and what does not hold, in English; nothing where all holds.
    figures
        Chances and gap, as recorded and as computed anew.
    sample
        Whom the auditors call, in the order of `result.json`, with what they answered.
    """

    findings: dict[str, list[str]]
    figures: dict[str, Any] = field(default_factory=dict)
    sample: tuple[Member, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not any(self.findings.values())


def pack(
    files: Files, members: Sequence[Member], panels: Sequence[Sequence[str]], key: bytes
) -> dict[str, Any]:
    """Return the content of the auditors' pack; it never enters a bundle.

    Parameters
    ----------
    files
        The bytes of `commit.json` and `panels.json`.
    members, panels, key
        The pool in any order, the pids of every panel, and the secret bytes of the draw.
    """
    rules = proofs.read_canonical(files["commit.json"])
    pool = sorted(members, key=lambda one: one.pid)
    place = {one.pid: i for i, one in enumerate(pool)}
    return {
        "protocol": proofs.PROTOCOL,
        "file": "auditors",
        "draw": rules["draw"],
        "attempt": rules["attempt"],
        "commit": proofs.sha256(files["commit.json"]).hex(),
        "panels": proofs.sha256(files["panels.json"]).hex(),
        "key": key.hex(),
        "members": [one.as_data() for one in pool],
        "seats": [sorted(place[own] for own in panel) for panel in panels],
    }


def read_pack(data: bytes, name: str = "pack") -> Pack:
    """Return a pack as `pack` wrote it.

    Raises
    ------
    InputError
        code `not_a_pack`.
    """
    try:
        content = proofs.read_canonical(data)
        members = tuple(
            Member(
                str(one["member"]),
                bytes.fromhex(one["pid"]).hex(),
                bytes.fromhex(one["nonce"]).hex(),
                bytes.fromhex(one["opener"]).hex(),
                {str(feature): str(value) for feature, value in one["features"]},
            )
            for one in content["members"]
        )
        panels = tuple(tuple(members[i].pid for i in seats) for seats in content["seats"])
        hashes = str(content["commit"]), str(content["panels"])
        return Pack(members, panels, bytes.fromhex(content["key"]), hashes)
    except (DrawError, LookupError, TypeError, ValueError) as error:
        raise InputError([Problem("not_a_pack", name)]) from error


def audit(given: Pack, files: Files, progress: Progress | None = None) -> Audit:
    """Check a draw with what auditors are given.

    Parameters
    ----------
    given
        The pack of this draw.
    files
        The JSON files of its bundle by name. That they hold together the verifier says.

    Returns
    -------
    Audit
        Of the checks "list", "panels", "result", "quotas" and "gap".

    Raises
    ------
    InputError
        code `pack_does_not_fit`: of another draw.
    """
    content = {name: proofs.read_canonical(files[name]) for name in SIGNED}
    commit, record = content["commit.json"], content["panels.json"]
    if given.hashes != tuple(proofs.sha256(files[name]).hex() for name in SIGNED[:2]):
        raise InputError([Problem("pack_does_not_fit", "pack")])
    findings = {
        "list": _list(given, commit),
        "panels": _panels(given, files["commit.json"], record),
        "result": _result(given, files, content["result.json"]),
        "quotas": _quotas(given, commit),
    }
    figures, findings["gap"] = _gap(given, files["commit.json"], record, progress)
    known = {one.pid: one for one in given.members}
    pids = [own for own, _ in commit["pool"]]
    seed = bytes.fromhex(content["result.json"]["seed"])
    called = draw.audit_sample(seed, pids)
    sample = tuple(known.get(own) or Member(own, own, "", "", {}) for own in called)
    return Audit(findings, figures, sample)


def _list(given: Pack, commit: dict[str, Any]) -> list[str]:
    """Compare the pool with the committed one, person by person."""
    committed = dict(commit["pool"])
    found = [
        f"{one.member} is not in the commitment"
        for one in given.members
        if one.pid not in committed
    ]
    missing = committed.keys() - {one.pid for one in given.members}
    found += [f"{own} of the commitment is not in the pack" for own in sorted(missing)]
    for one in given.members:
        bound = draw.attr(commit["draw"], one.nonce, one.features)
        if committed.get(one.pid, bound) != bound:
            found.append(f"{one.member} was committed to with other features")
    return found


def _panels(given: Pack, commit: bytes, record: dict[str, Any]) -> list[str]:
    """Make panels.json again from the panels, the key and the openers."""
    openers = {one.pid: one.opener for one in given.members}
    proof = {name: float(record[name]) for name in PROOF}
    try:
        again = draw.panels_record(commit, given.panels, given.key, openers=openers, **proof)
    except (DrawError, KeyError) as error:
        return [f"the panels cannot be those of the commitment: {error}"]
    if record["sealed"] is None:
        again["sealed"] = None
    roots = zip(again["roots"], record["roots"], strict=False)
    found = [f"panel {j} has another root" for j, (one, two) in enumerate(roots) if one != two]
    names = [name for name in again if again[name] != record.get(name) and name != "roots"]
    return [*found, *(f"{name} of panels.json is another" for name in names)]


def _result(given: Pack, files: Files, result: dict[str, Any]) -> list[str]:
    """Make result.json again: the drawn panel, the order and the sample."""
    parts = files["commit.json"], files["panels.json"], result["dice"], given.panels, given.key
    try:
        again = draw.result(*parts)
    except DrawError as error:
        return [str(error)]
    return [f"{name} of result.json is another" for name in again if again[name] != result[name]]


def _quotas(given: Pack, commit: dict[str, Any]) -> list[str]:
    """Count every panel against every quota, with nothing but a counter."""
    features = {
        one.pid: {fold(name): fold(value) for name, value in one.features.items()}
        for one in given.members
    }
    found = []
    for quota in quotas_of(commit):
        name, value = fold(quota.feature), fold(quota.value)
        has = {own for own in features if features[own].get(name) == value}
        counts = [sum(own in has for own in panel) for panel in given.panels]
        wrong = [j for j, n in enumerate(counts) if not quota.minimum <= n <= quota.maximum]
        if wrong:
            found.append(
                f"{len(wrong)} panels, the first number {wrong[0]}, do not hold {quota.minimum} to"
                f" {quota.maximum} of {quota.feature}: {quota.value}"
            )
    return found


def _gap(
    given: Pack, commit: bytes, record: dict[str, Any], progress: Progress | None
) -> tuple[dict[str, Any], list[str]]:
    """Prove the optimum anew, and compare the chances that the panels give with it."""
    rules = proofs.read_canonical(commit)
    quotas, k, m = quotas_of(rules), rules["panel_size"], len(given.panels)
    try:
        pool = Pool.from_rows(
            [one.pid for one in given.members], [one.features for one in given.members], quotas
        )
    except InputError as error:
        return {}, str(error).splitlines()
    find, seed = OBJECTIVES[rules["objective"]], draw.solver_seed(commit)
    found = find(pool, quotas, k, seed=seed, progress=progress)
    again = {name: float(getattr(found, name)) for name in PROOF}
    recorded = {name: float(record[name]) for name in PROOF}
    sits = Counter(own for panel in given.panels for own in panel)
    smallest = min(sits[own] for own in pool.ids if own not in found.excluded) / m
    figures = {"recorded": recorded, "again": again, "smallest": smallest, "panels": m}
    wrong = [
        f"{name} is recorded as {recorded[name]:.9f}, and is {again[name]:.9f}"
        for name in PROOF
        if abs(recorded[name] - again[name]) > TOLERANCE
    ]
    if smallest + 1 / m < recorded["minimum"] - TOLERANCE:
        wrong.append(f"somebody's chance is {smallest:.6f}, below the recorded minimum")
    return figures, wrong
