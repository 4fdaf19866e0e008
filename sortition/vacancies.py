"""The panel after the dice: who left, who came next, and whether each change followed the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sortition import proofs
from sortition.auditing import Files, Pack
from sortition.commitment import quotas_of
from sortition.errors import DrawError, InputError, Problem
from sortition.nearest import Choice, choose_next
from sortition.pool import Pool

VACATED, STRUCK, DECLINED, REPLACED = "vacated", "struck", "declined", "replaced"
KINDS = {  # the kinds of entries in the public record, and what each does
    "seat_vacated": VACATED,
    "person_struck": STRUCK,
    "seat_declined": DECLINED,
    "seat_replaced": REPLACED,
}


@dataclass(frozen=True)
class Change:
    """One change of a drawn panel.

    Attributes
    ----------
    number
        Counts the changes of a draw, from 1.
    act
        `vacated`: somebody who sat left. `struck`: somebody who did not sit can no longer.
        `declined`: somebody who came next did not take the seat. `replaced`: somebody took it.
    pid
        Whom it concerns.
    on
        The day, as 2026-11-23.
    kind
        Why, in one word; empty for `replaced`.
    skipped, off_by, reason
        For `replaced`: who came before and was passed over for the quotas; by how many seats
        the quotas are missed with the new member, and then why that was accepted.
    """

    number: int
    act: str
    pid: str
    on: str
    kind: str = ""
    skipped: tuple[str, ...] = ()
    off_by: int = 0
    reason: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the change as the public record has it, under the kind of its act."""
        own = {"change": self.number, "pid": self.pid, "on": self.on}
        if self.act != REPLACED:
            return own | {"kind": self.kind, "reason": proofs.nfc(self.reason)}
        missed = {"off_by": self.off_by, "reason": proofs.nfc(self.reason)}
        return own | {"skipped": list(self.skipped)} | missed


@dataclass(frozen=True)
class Standing:
    """A panel as it stands after some changes.

    Attributes
    ----------
    sits
        Ids of those who sit, in the order in which they came.
    seats
        How many seats there are, k.
    gone
        Ids of those who left, were struck or declined; nobody comes back.
    """

    sits: tuple[str, ...]
    seats: int
    gone: tuple[str, ...] = field(default=())

    @property
    def vacant(self) -> int:
        """How many seats are vacant."""
        return self.seats - len(self.sits)

    def after(self, change: Change) -> Standing:
        """Give the panel after one more change."""
        if change.act == REPLACED:
            return Standing((*self.sits, change.pid), self.seats, self.gone)
        stays = tuple(own for own in self.sits if own != change.pid)
        return Standing(stays, self.seats, (*self.gone, change.pid))


def standing(drawn: Sequence[str], changes: Sequence[Change]) -> Standing:
    """Give the panel that the dice drew, after the changes in their order."""
    panel = Standing(tuple(drawn), len(drawn))
    for change in changes:
        panel = panel.after(change)
    return panel


def skipped_before(choice: Choice, order: Sequence[str], own: str) -> tuple[str, ...]:
    """Name those passed over for the quotas who come before one of the chosen."""
    before = set(order[: order.index(own)])
    return tuple(one for one in choice.skipped if one in before)


def replacements_record(files: Files, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the content of `replacements.json`: the public record's entries about one draw.

    Parameters
    ----------
    files
        The bytes of `commit.json` and `result.json`.
    entries
        `entry`, `kind` and `content` of each, in the order of the record.
    """
    commit = proofs.read_canonical(files["commit.json"])
    return {
        "protocol": proofs.PROTOCOL,
        "file": "replacements",
        "draw": commit["draw"],
        "attempt": commit["attempt"],
        "commit": proofs.sha256(files["commit.json"]).hex(),
        "result": proofs.sha256(files["result.json"]).hex(),
        "entries": [dict(one) for one in entries],
    }


def read_replacements(data: bytes, files: Files, name: str = "replacements") -> tuple[Change, ...]:
    """Return the changes that a `replacements.json` lists.

    Raises
    ------
    InputError
        codes `not_replacements`, and `replacements_do_not_fit` for those of another draw.
    """
    try:
        content = proofs.read_canonical(data)
        changes = tuple(_change(one["kind"], one["content"]) for one in content["entries"])
        hashes = content["commit"], content["result"]
    except (DrawError, LookupError, TypeError, ValueError) as error:
        raise InputError([Problem("not_replacements", name)]) from error
    names = "commit.json", "result.json"
    if hashes != tuple(proofs.sha256(files[one]).hex() for one in names):
        raise InputError([Problem("replacements_do_not_fit", name)])
    return changes


def _change(kind: str, content: Mapping[str, Any]) -> Change:
    names = set(Change.__dataclass_fields__) & set(content)
    told = {name: content[name] for name in names}
    told["skipped"] = tuple(str(own) for own in content.get("skipped", ()))
    return Change(number=int(content["change"]), act=KINDS[kind], **told)


def check_replacements(given: Pack, files: Files, changes: Sequence[Change]) -> list[str]:
    """Make every choice again, from the pack, the order of the draw and the changes before it.

    Returns
    -------
    list of str
        What does not hold, in English; nothing where every change followed the order.
    """
    commit = proofs.read_canonical(files["commit.json"])
    result = proofs.read_canonical(files["result.json"])
    quotas = quotas_of(commit)
    features = [one.features for one in given.members]
    try:
        pool = Pool.from_rows([one.pid for one in given.members], features, quotas)
    except InputError as error:
        return str(error).splitlines()
    panel = standing([own for own, _ in result["seats"]], ())
    found: list[str] = []
    for number, change in enumerate(changes, start=1):
        if change.number != number:
            found.append(f"change {number} is missing or out of order")
        check = _Check(pool, quotas, panel, tuple(result["order"]), change)
        wrong = [*check.findings(), *_late(change, _until(commit))]
        found += [f"change {change.number}: {sentence}" for sentence in wrong]
        panel = panel.after(change)
    return found


def _until(commit: Mapping[str, Any]) -> str | None:
    return (commit.get("replacements") or {}).get("until")


def _late(change: Change, until: str | None) -> Iterator[str]:
    if change.act == REPLACED and until and change.on > until:
        yield f"it came on {change.on}, after the last day for replacements, {until}"


@dataclass(frozen=True)
class _Check:
    """One change, against the panel before it."""

    pool: Pool
    quotas: Any
    panel: Standing
    order: tuple[str, ...]
    change: Change

    def findings(self) -> Iterator[str]:
        own, sits = self.change.pid, self.change.pid in self.panel.sits
        if own not in self.order and not sits and own not in self.panel.gone:
            yield "this person is not in the draw"
        elif own in self.panel.gone:
            yield "this person had left, declined or been struck before"
        elif self.change.act == VACATED and not sits:
            yield "this person did not sit"
        elif self.change.act != VACATED and sits:
            yield "this person sat already"
        elif self.change.act in (DECLINED, REPLACED):
            yield from self._out_of_turn()

    def _out_of_turn(self) -> Iterator[str]:
        if not self.panel.vacant:
            yield "no seat was vacant"
            return
        choice = choose_next(
            self.pool,
            self.quotas,
            self.panel.seats,
            stays=self.panel.sits,
            order=self.order,
            barred=self.panel.gone,
        )
        if self.change.pid not in choice.chosen:
            yield f"not this person came next, but {', '.join(choice.chosen) or 'nobody'}"
        elif self.change.act == REPLACED:
            yield from self._told_wrong(choice)

    def _told_wrong(self, choice: Choice) -> Iterator[str]:
        if self.change.skipped != skipped_before(choice, self.order, self.change.pid):
            yield "others were passed over for the quotas than it says"
        if self.change.off_by != choice.off_by:
            yield f"the quotas are missed by {choice.off_by} seats, not by {self.change.off_by}"
        if choice.off_by and not self.change.reason.strip():
            yield "the quotas are missed without a reason"
