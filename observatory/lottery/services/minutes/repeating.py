"""The command line that repeats draw 1, for whoever has its register and key."""

import shlex
from collections.abc import Iterator

from observatory.recruitment.models import InvitationDraw, RegisterSnapshot
from sortition import invitation


def invite_command(draw: InvitationDraw, snapshot: RegisterSnapshot, name: str) -> str:
    """Return the command that makes the same `commit1.json` and the same letters again."""
    return shlex.join(["python", "-m", "sortition", "invite", *_options(draw, snapshot, name)])


def _options(draw: InvitationDraw, snapshot: RegisterSnapshot, name: str) -> Iterator[str]:
    commit = (draw.commitment or "").encode()
    yield from ("--register", "register.csv", *_columns(draw, snapshot), "--unit", draw.unit)
    yield from _rules(snapshot)
    if draw.per_stratum:
        yield from ("--per-stratum", "letters-by-stratum.csv")
    else:
        yield from ("--letters", str(draw.letters))
    yield from ("--key", "letters-key.txt")
    yield from ("--seed", invitation.seed_of(commit, draw.dice or "").hex())
    yield from ("--draw", name, "--out", "again")


def _columns(draw: InvitationDraw, snapshot: RegisterSnapshot) -> Iterator[str]:
    named = snapshot.columns or {}
    for what in ("household", "person", "born", "district"):
        if named.get(what):
            yield from (f"--{what}", named[what])
    others = [one for one in named.get("others", []) if one != draw.stratum]
    if others:
        yield from ("--column", *others)
    if draw.stratum:
        yield from ("--stratum", draw.stratum)


def _rules(snapshot: RegisterSnapshot) -> Iterator[str]:
    rules = snapshot.rules or {}
    for option in ("age_from", "age_to", "largest_household"):
        if rules.get(option):
            yield from (f"--{option.replace('_', '-')}", str(rules[option]))
    yield from ("--on", snapshot.on_date.isoformat())
    if rules.get("districts"):
        yield from ("--districts", *rules["districts"])
    if rules.get("lists"):
        yield from ("--exclude", *(f"{one['kind']}.txt" for one in rules["lists"]))
    if rules.get("list_key"):
        yield from ("--exclude-key", "lists-key.txt")
