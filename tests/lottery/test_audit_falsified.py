"""The auditors' command finds each falsification of a web draw that the public cannot see."""

from dataclasses import replace

import pytest

from observatory.lottery import queries, services
from sortition import auditing, draw, proofs
from sortition.bundle import read_bundle
from tests.lottery import drawn

PROOF = ("minimum", "upper_bound", "gap")


@pytest.fixture
def case(session):
    """The pack and the files of an honest web draw."""
    city = drawn.city()
    made = drawn.throw(city.recruitment)
    pack = auditing.read_pack(services.give_pack(made, city.auditor))
    return pack, read_bundle(queries.find_bundle(made).content)


def forge(pack, files, panels=None, **proof):
    """Make panels and result as an operator would who lies from the start."""
    commit, panels = files["commit.json"], panels or pack.panels
    honest = proofs.read_canonical(files["panels.json"])
    numbers = {name: float(honest[name]) for name in PROOF} | proof
    openers = {one.pid: one.opener for one in pack.members}
    record = draw.panels_record(commit, panels, pack.key, openers=openers, **numbers)
    made = {**files, "panels.json": proofs.canonical(record)}
    parts = commit, made["panels.json"], drawn.DICE, panels, pack.key
    made["result.json"] = proofs.canonical(draw.result(*parts))
    hashes = tuple(proofs.sha256(made[name]).hex() for name in ("commit.json", "panels.json"))
    return replace(pack, panels=tuple(panels), hashes=hashes), made


def wrong(pack, files):
    findings = auditing.audit(pack, files).findings
    return {check for check, sentences in findings.items() if sentences}


def test_an_honest_draw_made_again_has_no_fault(case):
    assert wrong(*forge(*case)) == set()


def test_quotas_broken_in_one_panel_of_a_thousand_are_found(case):
    pack, files = case
    women = [one.pid for one in pack.members if one.features["sex"] == "woman"]
    assert wrong(*forge(pack, files, [*pack.panels[:999], tuple(women[:5])])) == {"quotas"}


def test_a_gap_that_is_not_proven_is_found(case):
    assert wrong(*forge(*case, upper_bound=0.5)) == {"gap"}
    assert wrong(*forge(*case, minimum=0.0, gap=0.2)) == {"gap"}


def test_chances_far_below_what_is_possible_are_found(case):
    pack, files = case
    assert "gap" in wrong(*forge(pack, files, [pack.panels[0]] * 1000))


def swapped(pack, *names):
    """Exchange what two people with other features are said to be, or to hold."""
    first = pack.members[0]
    other = next(one for one in pack.members if one.features != first.features)
    changed = {
        first.pid: replace(first, **{name: getattr(other, name) for name in names}),
        other.pid: replace(other, **{name: getattr(first, name) for name in names}),
    }
    return replace(pack, members=tuple(changed.get(one.pid, one) for one in pack.members))


def test_features_of_two_people_that_were_swapped_are_found(case):
    pack, files = case
    assert "list" in wrong(swapped(pack, "features"), files)


def test_another_key_or_another_persons_opener_is_found(case):
    pack, files = case
    assert {"panels", "result"} <= wrong(replace(pack, key=bytes(32)), files)
    assert "panels" in wrong(swapped(pack, "opener"), files)


def test_somebody_who_is_left_out_or_put_in_is_found(case):
    pack, files = case
    assert "list" in wrong(replace(pack, members=pack.members[1:]), files)
    stranger = replace(pack.members[0], pid="ab" * 32)
    assert "list" in wrong(replace(pack, members=(*pack.members, stranger)), files)


def test_a_result_with_another_sample_is_found(case):
    pack, files = case
    content = proofs.read_canonical(files["result.json"])
    content["audit"] = content["audit"][::-1]
    assert wrong(pack, {**files, "result.json": proofs.canonical(content)}) == {"result"}
