"""Draw 2: commitment, panels, dice, result."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sortition import draw, openings, proofs
from sortition.errors import DrawError
from sortition.personal import CROCKFORD, read_secret, write_secret
from sortition.quotas import Quota, Quotas

KEY = bytes(range(32))
DICE = "003 141592653589793238462"
QUOTAS = Quotas((Quota("Sección", "á", 1, 2), Quota("Sección", "b", 1, 2)))
PIDS = [hashlib.sha256(bytes([i])).hexdigest() for i in range(12)]
PANELS = [[PIDS[i % 12], PIDS[(i + 1 + i % 5) % 12], PIDS[(i + 7) % 12]] for i in range(1000)]
FIRST = draw.Former(1, "ab" * 32, "A reply by post was missing.")
OPENERS = {own: hashlib.sha256(own.encode()).hexdigest() for own in PIDS}
MOMENT = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
CERTAIN = {"minimum": 0.25, "upper_bound": 0.25, "gap": 0.0}


def commit(pool=None, **changes):
    pool = [(own, own[::-1]) for own in PIDS] if pool is None else pool
    given = {"draw": "madrid-1", "quotas": QUOTAS, "size": 3, "panels": 1000}
    given |= {"objective": "leximin", "software": "0.1.0"}
    return proofs.canonical(draw.commitment(pool=pool, **(given | changes)))


def record(committed=None, panels=PANELS):
    content = draw.panels_record(committed or commit(), panels, KEY, **CERTAIN)
    return proofs.canonical(content)


def refused(code, action, *args, **named):
    with pytest.raises(DrawError) as caught:
        action(*args, **named)
    assert caught.value.code == code
    return str(caught.value)


def test_the_commitment_does_not_depend_on_the_order_of_the_pool():
    pool = [(own, own[::-1]) for own in PIDS]
    assert commit(pool) == commit(reversed(pool))


def test_each_member_of_the_pool_is_under_its_root():
    content = proofs.read_canonical(commit())
    leaves = [proofs.H("member", *map(bytes.fromhex, entry)) for entry in content["pool"]]
    assert proofs.merkle_root(leaves).hex() == content["pool_root"]


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 2},
        {"attempt": 2, "former": [FIRST]},
        {"draw": "x"},
        {"lock": "00"},
        {"panels": 10},
        {"rehearsal": True},
        {"objections": draw.Objections(5, MOMENT)},
        {"objections": draw.Objections(6, MOMENT)},
        {"replacements_until": date(2027, 12, 31)},
        {"signers": [draw.Signer("operator", "Ana", "ab" * 32)]},
    ],
)
def test_another_rule_is_another_commitment_and_another_solver_seed(changes):
    assert draw.solver_seed(commit(**changes)) != draw.solver_seed(commit())


@pytest.mark.parametrize(
    ("attempt", "former"),
    [(2, []), (1, [FIRST, draw.Former(2, "cd" * 32, "no")]), (0, []), (3, [FIRST])]
    + [(2, [draw.Former(1, "ab" * 32, "")])],
)
def test_an_attempt_names_those_before_it_with_their_reasons(attempt, former):
    refused("attempts_do_not_fit", commit, attempt=attempt, former=former)


def test_a_correction_keeps_the_number_of_the_attempt():
    content = proofs.read_canonical(commit(former=[FIRST]))
    assert content["former"] == [
        {"attempt": 1, "commit": "ab" * 32, "reason": "A reply by post was missing."}
    ]


def test_objections_are_taken_until_a_full_minute_never_before_the_days_are_over():
    frozen_at = datetime(2026, 12, 24, 10, 30, 1, tzinfo=timezone(timedelta(hours=1)))
    period = draw.Objections.after(5, frozen_at)
    content = proofs.read_canonical(commit(objections=period))
    assert content["objections"] == {"days": 5, "until": "2026-12-29T09:31Z"}
    assert draw.Objections.after(0, frozen_at) is None


def test_where_nobody_can_object_or_no_day_ends_replacements_the_commitment_says_so():
    content = proofs.read_canonical(commit())
    assert content["preset"] == "dice"
    assert content["objections"] == {"days": 0, "until": None}
    assert content["replacements"] == {"rule": "first_fitting", "until": None}


def test_a_draw_whose_operator_has_no_key_says_so():
    content = proofs.read_canonical(commit())
    assert content["signers"] == [{"role": "operator", "name": "", "key": None}]


@pytest.mark.parametrize("roles", [["witness"], ["operator", "operator"], ["witness", "operator"]])
def test_one_operator_comes_first(roles):
    signers = [
        draw.Signer(role, "x", hashlib.sha256(bytes([i])).hexdigest())
        for i, role in enumerate(roles)
    ]
    refused("bad_signers", commit, signers=signers)


def test_two_signers_with_one_key_are_refused():
    one = draw.Signer("operator", "Ana", "ab" * 32)
    refused("bad_signers", commit, signers=[one, draw.Signer("witness", "Luis", "ab" * 32)])


def test_one_code_for_two_people_is_refused():
    refused("duplicate_pid", commit, [(PIDS[0], PIDS[1]), (PIDS[0], PIDS[2])])


@pytest.mark.parametrize("panels", [1, 0, 37, 999, -10])
def test_dice_do_not_choose_among_that_many_panels(panels):
    refused("panels_not_for_dice", commit, panels=panels)


def test_the_record_of_the_panels_names_nobody():
    content = record().decode()
    assert not [own for own in PIDS if own in content]


def test_the_fractions_are_sorted_and_add_up_to_the_seats():
    fractions = proofs.read_canonical(record())["fractions"]
    assert fractions == sorted(fractions)
    assert (len(fractions), sum(fractions)) == (12, 3 * 1000)


def test_everybody_opens_their_own_seats_and_nobody_elses():
    content = draw.panels_record(commit(), PANELS, KEY, openers=OPENERS, **CERTAIN)
    for place, own in enumerate(sorted(PIDS)):
        seats = [j for j, panel in enumerate(PANELS) if own in panel]
        sealed = content["sealed"][place]
        assert openings.unseal(commit(), OPENERS[own], own, sealed, 1000) == seats
        other = PIDS[0] if own != PIDS[0] else PIDS[1]
        refused("row_does_not_open", openings.unseal, commit(), OPENERS[other], own, sealed, 1000)


def test_what_was_sealed_for_one_attempt_does_not_open_in_another():
    sealed = openings.seal(commit(), OPENERS[PIDS[0]], PIDS[0], [0, 7, 999], 1000)
    late = commit(attempt=2, former=[FIRST])
    again = openings.seal(late, OPENERS[PIDS[0]], PIDS[0], [0, 7, 999], 1000)
    assert sealed[0] != again[0]
    args = (late, OPENERS[PIDS[0]], PIDS[0], sealed, 1000)
    refused("row_does_not_open", openings.unseal, *args)


def test_the_last_bit_of_a_solver_is_not_a_gap_below_zero():
    content = draw.panels_record(commit(), PANELS, KEY, **(CERTAIN | {"gap": -1e-17}))
    assert content["gap"] == "0.000000000000"


@pytest.mark.parametrize(
    "panels",
    [
        PANELS[:-1],
        [*PANELS[:-1], PIDS[:2]],
        [*PANELS[:-1], [PIDS[0]] * 3],
        [*PANELS[:-1], [*PIDS[:2], "00" * 32]],
    ],
)
def test_panels_that_are_not_of_the_commitment_are_refused(panels):
    refused("panels_do_not_fit", record, panels=panels)


def test_equal_panels_have_different_roots():
    roots = proofs.read_canonical(record(panels=[PANELS[0]] * 1000))["roots"]
    assert len(set(roots)) == 1000


def test_the_first_three_dice_are_the_number_of_the_panel():
    assert draw.pick(commit(), record(), DICE, 1000)[0] == 3


def test_the_seed_changes_with_the_dice_and_with_either_file():
    other = record(panels=PANELS[::-1])
    seeds = {
        draw.pick(commit(), record(), DICE, 1000)[1],
        draw.pick(commit(), record(), DICE[:-1] + "3", 1000)[1],
        draw.pick(commit(), other, DICE, 1000)[1],
        draw.pick(commit(size=2), record(), DICE, 1000)[1],
    }
    assert len(seeds) == 4


def test_the_opened_panel_is_the_one_under_the_root():
    content = draw.result(commit(), record(), DICE, PANELS, KEY)
    leaves = [
        proofs.H("seat", bytes.fromhex(salt), bytes.fromhex(own)) for own, salt in content["seats"]
    ]
    assert sorted(own for own, _ in content["seats"]) == sorted(PANELS[3])
    assert proofs.merkle_root(leaves).hex() == proofs.read_canonical(record())["roots"][3]


def test_everybody_else_stands_in_the_order_for_vacancies():
    content = draw.result(commit(), record(), DICE, PANELS, KEY)
    assert sorted(content["order"]) == sorted(set(PIDS) - set(PANELS[3]))
    assert content["order"] == draw.order_of(bytes.fromhex(content["seed"]), content["order"])
    assert len(content["audit"]) == 1


def test_a_result_is_canonical_and_can_be_repeated():
    first = proofs.canonical(draw.result(commit(), record(), DICE, PANELS, KEY))
    assert first == proofs.canonical(draw.result(commit(), record(), DICE, PANELS, KEY))


def test_panels_swapped_after_the_dice_do_not_open():
    swapped = [*PANELS[:3], PANELS[4], *PANELS[4:]]
    refused("panel_does_not_open", draw.result, commit(), record(), DICE, swapped, KEY)


def test_another_key_or_another_commitment_does_not_open():
    refused("panel_does_not_open", draw.result, commit(), record(), DICE, PANELS, b"other")
    late = commit(attempt=2, former=[FIRST])
    refused("panel_does_not_open", draw.result, late, record(), DICE, PANELS, KEY)


def test_dice_are_given_back_without_blanks():
    assert draw.check_dice(" 003 1415 92653589793238462\n", 1000) == "003141592653589793238462"


def test_missing_dice_are_counted():
    said = refused("dice_too_few", draw.check_dice, "123 4", 1000)
    assert said == "4 digits are given, 24 are needed, 20 still to throw."


def test_ten_thousand_panels_take_one_die_more():
    assert len(draw.check_dice("7" * 25, 10_000)) == 25
    refused("dice_too_few", draw.check_dice, "7" * 24, 10_000)


@pytest.mark.parametrize("letter", ["x", "-", "٣", "²"])
def test_what_is_no_digit_is_named_with_its_place(letter):
    said = refused("dice_not_digits", draw.check_dice, f"12 {letter}" + "0" * 30, 1000)
    assert letter in said
    assert "number 3" in said


def test_a_secret_can_be_typed_in_any_case_with_blanks():
    secret = draw.new_secret()
    assert len(secret) == 27
    assert write_secret(read_secret(f" {secret[:4]}-{secret[4:].lower()}")) == secret


def test_one_wrong_character_in_a_secret_is_noticed():
    secret = write_secret(bytes(range(16)))
    for place in range(26):
        for letter in set(CROCKFORD) - {secret[place]}:
            refused("bad_secret", read_secret, secret[:place] + letter + secret[place + 1 :])


@pytest.mark.parametrize("text", ["", "0", "0" * 26, "U" + "0" * 26, "8" + "0" * 25 + "0"])
def test_what_is_no_secret_is_refused(text):
    refused("bad_secret", read_secret, text)


def test_the_digits_of_ones_own_keep_one_secret_from_serving_two():
    secret = write_secret(bytes(16))
    assert draw.pid("d", secret, "1234") != draw.pid("d", secret, "1235")
    assert draw.pid("d", secret, "1234") == draw.pid("d", secret.lower(), " 12 34")
    refused("bad_own_digits", draw.pid, "d", secret, "123")


def test_features_are_bound_whatever_their_order():
    nonce = draw.new_nonce()
    one = draw.attr("d", nonce, {"sex": "f", "Année": "e\u0301"})
    assert one == draw.attr("d", nonce, {"Année": "é", "sex": "f"})
    assert one != draw.attr("d", draw.new_nonce(), {"sex": "f", "Année": "é"})
