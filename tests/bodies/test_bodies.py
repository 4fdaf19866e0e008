"""Bodies: founded with plain addresses, each with its own roles and rules."""

from fractions import Fraction

import pytest

from observatory.bodies import queries, services
from observatory.bodies.rules import BodyRules
from observatory.errors import NotFoundError
from tests import factories

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize("slug", ["Madrid", "sign-in", "-x", "a b", "", "a/b"])
def test_an_address_is_plain_and_not_one_of_the_sites_own(slug):
    with pytest.raises(services.BadSlug):
        services.create_body(slug, "Name", "City", 49)


def test_a_role_in_one_body_is_none_in_another():
    ours, theirs = factories.body(), factories.body()
    clerk = factories.staff(ours, "clerk")
    assert queries.has_role(clerk, ours, "clerk")
    assert not queries.has_role(clerk, theirs, "clerk")
    assert not queries.has_role(clerk, ours, "facilitator")


def test_a_body_in_which_somebody_has_two_roles_is_listed_once():
    body = factories.body()
    both = factories.staff(body, "clerk", "facilitator")
    factories.staff(factories.body(), "clerk")
    assert queries.list_role_bodies(both) == [body]


def test_member_is_no_role_that_somebody_can_give():
    body = factories.body()
    with pytest.raises(ValueError, match="member"):
        services.give_role(body, factories.staff(body), "member")


def test_an_unknown_body_is_not_found():
    with pytest.raises(NotFoundError):
        queries.get_body("nowhere")


@pytest.mark.parametrize(("seats", "quorum"), [(49, 33), (3, 2), (24, 16), (50, 34)])
def test_the_quorum_of_a_final_vote_is_two_thirds_rounded_up(seats, quorum):
    assert BodyRules().quorum(seats) == quorum


def test_a_body_may_set_its_own_numbers():
    body = factories.body()
    body.parameters = {"response_days": 30, "adopted": [3, 4]}
    assert body.rules.response_days == 30
    assert body.rules.threshold() == Fraction(3, 4)


def test_the_commands_found_a_body_and_appoint_staff(app):
    run = app.test_cli_runner().invoke
    made = run(args=["bodies", "create", "villa", "Observatory", "--city", "V", "--seats", "49"])
    assert made.exit_code == 0, made.output
    first = run(args=["bodies", "staff", "villa", "ana@example.org", "clerk"])
    again = run(args=["bodies", "staff", "villa", "ana@example.org", "clerk", "facilitator"])
    assert "Password of ana@example.org" in first.output
    assert "Password" not in again.output
    assert run(args=["bodies", "staff", "nowhere", "a@b.example", "clerk"]).exit_code == 1
