"""The panel after the dice, and auditors who make every choice again."""

import json

import pytest

from sortition import auditing, proofs
from sortition.bundle import read_bundle
from sortition.commitment import quotas_of
from sortition.errors import InputError
from sortition.nearest import choose_next
from sortition.pool import Pool
from sortition.vacancies import (
    KINDS,
    Change,
    check_replacements,
    read_replacements,
    replacements_record,
    skipped_before,
    standing,
)
from tests.sortition.test_rehearsal import draw, run

ACTS = {act: kind for kind, act in KINDS.items()}


class Year:
    """A panel that loses people, each replaced by who comes next."""

    def __init__(self, files, pack):
        self.files, self.given = files, auditing.read_pack(pack)
        commit, self.result = (json.loads(files[f"{name}.json"]) for name in ("commit", "result"))
        self.quotas = quotas_of(commit)
        rows = [one.features for one in self.given.members]
        self.pool = Pool.from_rows([one.pid for one in self.given.members], rows, self.quotas)
        self.drawn = [own for own, _ in self.result["seats"]]
        self.changes = []

    @property
    def panel(self):
        return standing(self.drawn, self.changes)

    def choice(self):
        known = {"order": self.result["order"], "barred": self.panel.gone}
        return choose_next(self.pool, self.quotas, 22, stays=self.panel.sits, **known)

    def enter(self, act, pid, **more):
        number = len(self.changes) + 1
        self.changes.append(Change(number, act, pid, "2026-12-01", **more))

    def fill(self):
        while self.panel.vacant:
            choice = self.choice()
            own = choice.chosen[0]
            skipped = skipped_before(choice, self.result["order"], own)
            told = {"off_by": choice.off_by, "reason": "Nobody else" if choice.off_by else ""}
            self.enter("replaced", own, skipped=skipped, **told)

    def record(self):
        entries = [
            {"entry": 7 + one.number, "kind": ACTS[one.act], "content": one.as_data()}
            for one in self.changes
        ]
        return proofs.canonical(replacements_record(self.files, entries))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("draw") / "out"
    ended = draw(folder)
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture
def year(out):
    """Three leave at once, one who comes next declines, one of the pool is struck, one dies."""
    made = Year(
        read_bundle((out / "bundle.zip").read_bytes()), (out / "auditors.json").read_bytes()
    )
    for own in made.drawn[:3]:
        made.enter("vacated", own, kind="declined")
    made.enter("declined", made.choice().chosen[1], kind="declined")
    made.enter("struck", made.choice().chosen[0], kind="ineligible", reason="Moved away")
    made.fill()
    made.enter("vacated", made.drawn[9], kind="died")
    made.fill()
    return made


def test_whoever_came_in_the_order_is_found_right(year):
    again = read_replacements(year.record(), year.files)
    assert again == tuple(year.changes)
    assert check_replacements(year.given, year.files, again) == []
    assert len(year.panel.sits) == 22


def altered(changes, how, year):
    """Let the list lie in one way."""
    last = [one for one in changes if one.act == "replaced"][-1]
    at, told = changes.index(last), dict(last.__dict__)
    late = [own for own in year.result["order"] if own not in year.panel.sits][-1]
    lies = {
        "chosen at will": told | {"pid": late},
        "sits already": told | {"pid": year.drawn[5]},
        "never drawn": told | {"pid": "0" * 64},
        "had left": told | {"pid": year.drawn[0]},
        "another skip": told | {"skipped": (*last.skipped, late)},
        "missed quotas": told | {"off_by": last.off_by + 1},
        "left though absent": told | {"act": "vacated", "pid": late},
        "another number": told | {"number": 99},
    }
    return [*changes[:at], Change(**lies[how]), *changes[at + 1 :]]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("chosen at will", "not this person came next"),
        ("sits already", "sat already"),
        ("never drawn", "not in the draw"),
        ("had left", "had left, declined or been struck"),
        ("another skip", "others were passed over"),
        ("missed quotas", "the quotas are missed by"),
        ("left though absent", "did not sit"),
        ("another number", "missing or out of order"),
    ],
)
def test_an_altered_replacement_is_found(year, how, said):
    found = check_replacements(year.given, year.files, altered(year.changes, how, year))
    assert said in " ".join(found)


def test_leaving_out_who_declined_is_found(year):
    kept = [one for one in year.changes if one.act != "declined"]
    again = [Change(**one.__dict__ | {"number": n}) for n, one in enumerate(kept, start=1)]
    assert check_replacements(year.given, year.files, again)


def test_a_seat_that_nobody_left_cannot_be_taken(year):
    extra = Change(len(year.changes) + 1, "replaced", year.result["order"][-1], "2026-12-01")
    found = check_replacements(year.given, year.files, [*year.changes, extra])
    assert "no seat was vacant" in found[0]


@pytest.mark.parametrize("data", [b"{}", b"no json", b'{"entries":[{"kind":"x"}]}'])
def test_another_file_is_no_list_of_replacements(year, data):
    with pytest.raises(InputError, match=r"not the replacements\.json"):
        read_replacements(data, year.files)


def test_the_list_of_another_draw_is_refused(year):
    files = year.files | {"result.json": b"{}"}
    with pytest.raises(InputError, match="another draw"):
        read_replacements(year.record(), files)


def test_auditors_check_the_list_by_a_command(out, year, tmp_path):
    path, files = tmp_path / "replacements.json", ("--bundle", out / "bundle.zip")
    path.write_bytes(year.record())
    asked = ("audit", "--pack", out / "auditors.json", *files, "--replacements", path)
    ended = run(*asked)
    assert ended.returncode == 0, ended.stderr
    assert "ok      replacements" in ended.stdout
    content = json.loads(path.read_text())
    content["entries"][-1]["content"]["pid"] = year.result["order"][-1]
    path.write_bytes(proofs.canonical(content))
    ended = run(*asked)
    assert (ended.returncode, "FAILED  replacements" in ended.stdout) == (1, True)
