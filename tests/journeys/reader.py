"""What the public does: read, without cookie and without script."""

from typing import Any

from tests.journeys.person import Person

PUBLIC = {
    "bodies": "",
    "accessibility": "accessibility",
    "privacy": "privacy",
    "source": "source",
    "body": "city/",
    "evaluations": "city/evaluations",
    "evaluation": "city/evaluations/1",
    "draws": "city/draws",
    "draw": "city/draws/1/1",
}


def look_without_traces(reader: Person, name: str) -> None:
    """Look at a page that must not use a script or set a cookie."""
    reader.look(name)
    assert reader.page.locator("script").count() == 0, name
    assert reader.page.context.cookies() == [], name


def read_evaluation(reader: Person) -> None:
    """Go from the observatory's start page to the statement."""
    reader.open()
    look_without_traces(reader, "start")
    reader.open("evaluations")
    look_without_traces(reader, "evaluations")
    reader.follow("Night buses")
    reader.read("Nobody could say what line N14 would cost.")
    look_without_traces(reader, "evaluation")


def read_in_other_languages(reader: Person) -> None:
    """Read the same page in Spanish and French."""
    here = reader.page.url
    for language in ("es", "fr"):
        reader.page.goto(here.replace("/en/", f"/{language}/"))
        assert reader.page.locator("html").get_attribute("lang") == language
        look_without_traces(reader, f"evaluation-{language}")
    reader.page.goto(here)


def read_draw(reader: Person) -> None:
    """Read how the panel was drawn."""
    reader.open("draws")
    look_without_traces(reader, "draws")
    reader.follow("Panel of the journey")
    look_without_traces(reader, "draw")


def read_answer(reader: Person, text: str) -> None:
    """Read the city's answer below its recommendation."""
    reader.open("evaluations/1")
    reader.read(text)
    look_without_traces(reader, "evaluation-answered")


def open_everything(reader: Person) -> None:
    """Open each public page with scripts, which axe needs, in all three languages."""
    for name, path in PUBLIC.items():
        reader.page.goto(f"/en/{path}")
        reader.look_in_all_languages(f"public-{name}")
    assert reader.page.context.cookies() == []
    reader.page.goto("/en/sign-in")
    reader.look_in_all_languages("sign-in")
    reader.page.goto("/en/sign-in/staff")
    reader.look_in_all_languages("sign-in-staff")
    reader.page.goto("/en/city/evaluations/99")
    reader.look("not-found")


def fetch_statement(reader: Person) -> dict[str, Any]:
    """Download the statement as any program would."""
    found: dict[str, Any] = reader.page.request.get(f"{reader.home}/evaluations/1.json").json()
    return found
