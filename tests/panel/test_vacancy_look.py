"""The pages for when somebody cannot come, in Chromium: phone and desk, each language, axe."""

from types import SimpleNamespace

import pytest

from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.recruitment.models import Contact
from tests import factories
from tests.journeys.looking import Look
from tests.journeys.person import Person
from tests.panel import vacating
from tests.panel.vacating import call, coming, leave

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def look():
    made = Look()
    yield made
    assert not made.faults, "\n".join(made.faults)


@pytest.fixture
def town(session, live_server):
    """A panel with two vacant seats, and a clerk."""
    body = factories.body("city")
    draw = vacating.seated_panel(body)
    for place in lottery.list_places(draw):
        number = place.respondent.invitation.number
        name = f"María Concepción Fernández de la Vega {number}"
        reach = f"maria.concepcion.fernandez.{number}@correo.example.org"
        place.respondent.contact = Contact(name=name, reach=reach)
    for place in lottery.list_sitting(draw)[:2]:
        leave(draw, place)
    for days in (3, 2, 1):
        call(coming(draw)[0], days_ago=days)
    email = factories.staff(body, "clerk").email
    session.commit()
    found = {"coming": [place.id for place in coming(draw)], "recruitment": draw.recruitment_id}
    found["sits"] = lottery.list_sitting(draw)[0].id
    session.commit()
    return SimpleNamespace(email=email, **found)


@pytest.fixture
def meet(new_page, look, town):
    """Gives the clerk a browser: meet(**options of new_page)."""

    def sit_down(**options):
        has_script = options.get("java_script_enabled", True)
        page = new_page(locale="en-GB", **options)
        clerk = Person(page, look, "/en/city", has_script=has_script)
        clerk.sign_in_as_staff(town.email, factories.PASSWORD)
        return clerk

    return sit_down


def test_every_page_about_vacancies_reads_well(meet, look, town):
    clerk = meet()
    room = f"recruitments/{town.recruitment}/vacancies"
    pages = {
        "vacancies": room,
        "vacancies-person": f"{room}/{town.coming[0]}",
        "vacancies-member": f"{room}/{town.sits}",
        "vacancies-leave": f"{room}/{town.sits}/leave",
        "vacancies-take": f"{room}/{town.coming[0]}/take",
        "vacancies-strike": f"{room}/ineligible",
        "vacancies-public": f"draws/{town.recruitment}/1",
        "vacancies-seats": f"recruitments/{town.recruitment}/seats",
    }
    for name, path in pages.items():
        clerk.open(path)
        look.in_all_languages(clerk.page, name)
    assert look.seen >= set(pages)


@pytest.mark.parametrize("options", [PHONE, {"java_script_enabled": False}])
def test_a_clerk_calls_somebody_and_gives_the_seat(meet, town, options):
    clerk = meet(**options)
    clerk.open(f"recruitments/{town.recruitment}/seats")
    clerk.follow("When somebody cannot come")
    clerk.read("2 seats are vacant.")
    clerk.page.get_by_role("table").first.get_by_role("link").first.click()
    clerk.read("This person comes next for a vacant seat.")
    for label, number in zip(("Day", "Month", "Year"), _parts(), strict=True):
        clerk.write(label, number)
    clerk.choose("Telephone")
    clerk.choose("Reached; wants to take part")
    clerk.press("Note this try")
    clerk.read("The try is noted.")
    clerk.press("Takes the seat")
    clerk.press("Give the seat to this person")
    clerk.read("Seat 6 is filled.")
    clerk.read("1 seat is vacant.")
    clerk.page.go_back()
    clerk.read("This person does not come next any more.")


def _parts():
    day = today()
    return str(day.day), str(day.month), str(day.year)


def test_a_hurried_clerk_who_goes_back_enters_a_departure_once(meet, town):
    clerk = meet()
    clerk.open(f"recruitments/{town.recruitment}/vacancies/{town.sits}/leave")
    for _ in range(2):
        for label, number in zip(("Day", "Month", "Year"), _parts(), strict=True):
            clerk.write(label, number)
        clerk.choose("Resigned later")
        clerk.press("Enter it in the public record")
        clerk.page.wait_for_load_state()
        if clerk.page.url.endswith("/vacancies"):
            clerk.page.go_back()
            break
    clerk.open(f"recruitments/{town.recruitment}/vacancies")
    clerk.read("3 seats are vacant.")
