"""The main job from the quotas to the city's answer, as people do it, in a browser."""

import pytest

from tests.journeys import clerk as clerks
from tests.journeys import convener as conveners
from tests.journeys import facilitator as facilitators
from tests.journeys import member as members
from tests.journeys import others
from tests.journeys import reader as readers


@pytest.fixture
def draw_panel(staff, tmp_path):
    """Leads the clerk from the quotas to the seats; gives the members' codes."""

    def draw() -> list[str]:
        clerk = staff("clerk")
        clerks.begin(clerk)
        clerks.lock_quotas(clerk)
        clerks.import_register(clerk, clerks.write_register(tmp_path / "register.csv"))
        letters = clerks.draw_letters(clerk, tmp_path)
        clerks.import_replies(clerk, clerks.write_replies(letters, tmp_path / "replies.csv"))
        clerks.confirm(clerk, staff("register_holder"), tmp_path)
        clerks.freeze(clerk)
        clerks.hold_ceremony(clerk)
        return clerks.seat_panel(clerk, tmp_path)

    return draw


@pytest.fixture
def phones(person):
    """Signs three members in: on a phone, on a small phone, and on one without script."""

    def meet(codes: list[str]) -> list[object]:
        kinds = (
            {"viewport": {"width": 360, "height": 740}},
            {"viewport": {"width": 320, "height": 640}},
            {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
        )
        people = [person(**kind) for kind in kinds]
        for member, code in zip(people, codes, strict=True):
            member.sign_in_by_code(code)
        return people

    return meet


def test_a_panel_is_drawn_reviews_a_policy_and_the_city_answers(
    draw_panel, staff, phones, person, app, live_server
):
    codes = draw_panel()
    assert len(set(codes)) == 49

    facilitator = staff("facilitator")
    facilitators.open_file(facilitator)
    facilitators.add_evidence(facilitator)
    facilitators.choose_criteria(facilitator)

    on_phone, on_small_phone, without_script = phones(codes[:3])
    for member in (on_phone, on_small_phone, without_script):
        members.read_evidence(member)
    members.argue(on_phone, "For", "We wait seven minutes less every night.")
    members.argue(on_small_phone, "Against", "In the south the last bus is gone.")
    members.argue(without_script, "Against", "Nobody asked us before the line was cut.")

    facilitators.open_grading(facilitator)
    members.grade(on_phone, "Good")
    members.grade(on_small_phone, "Poor")
    members.grade(without_script, "I cannot tell")
    rest = [others.sign_in(app, code) for code in codes[3:]]
    others.grade(rest, "/en/city/files/1/grades/mine")
    facilitators.close_grading(facilitator)

    facilitators.write_findings(facilitator)
    facilitators.write_recommendations(facilitator)
    facilitators.open_vote(facilitator)
    members.forget_to_answer(person(), "/en/city/booth/1")
    for member in (on_phone, on_small_phone, without_script):
        members.vote_in_a_fresh_browser(member, person, java_script_enabled=member.has_script)
    others.vote(app, rest[:43], "/en/city/ballots/1", "/en/city/booth/1", refused=4)
    facilitators.close_vote(facilitator)
    facilitators.write_statement(facilitator)
    facilitators.publish(facilitator)

    reader = person(java_script_enabled=False)
    readers.read_evaluation(reader)
    readers.read_in_other_languages(reader)
    readers.read_draw(reader)
    conveners.answer(staff("convener"))
    readers.read_answer(reader, conveners.REASONS)
    readers.open_everything(person())
    assert readers.fetch_statement(reader)["file"]["question"] == facilitators.QUESTION
