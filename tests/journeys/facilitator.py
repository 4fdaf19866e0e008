"""What the facilitator does with a file, from opening it to publishing its statement."""

from tests.journeys.person import Person

QUESTION = "Do the night buses reach the people who need them, at a fair cost?"
TITLE = "Night buses"
# A long name without a blank, as real reports have: it must not widen a page.
LINK = "https://data.example.org/mobility/night-buses/rides-by-line-and-hour-2024-2025-final-v2.csv"
SOURCES = (
    ("Rides by line and hour, 2024 and 2025", "Department of Mobility", "A department of the city"),
    ("Who works at night, and how they get home", "Institute of Urban Studies", "The press"),
)
FINDINGS = (
    "People waited 28 minutes on average in 2025. In 2024 it was 35.",
    "In the four southern districts, 7 of 100 rides were lost.",
)
RECOMMENDATIONS = (
    ("Run line N14 again before the summer.", "Department of Mobility"),
    ("Make the night bus free for everybody.", "Department of Finance"),
)


def open_file(facilitator: Person) -> None:
    """Open a file with its question."""
    facilitator.open("files")
    facilitator.look_in_all_languages("files-empty")
    facilitator.press("Open a file")
    facilitator.look_in_all_languages("file-new")
    facilitator.write("Title", TITLE)
    facilitator.write("What is evaluated", "The night bus network as changed in January 2025.")
    facilitator.write("Who asked for it", "The most supported citizens’ proposal of the quarter")
    facilitator.write("The question", QUESTION)
    facilitator.press("Open the file")
    facilitator.read(QUESTION)
    facilitator.look("file-opened")


def add_evidence(facilitator: Person) -> None:
    """Add two pieces of evidence with their sources."""
    facilitator.press("Add the first evidence")
    facilitator.look_in_all_languages("evidence-new")
    for title, author, origin in SOURCES:
        facilitator.open("files/1/evidence/new")
        facilitator.write("Title", title)
        facilitator.write("Author", author)
        facilitator.choose(origin)
        for part, text in (("Day", "12"), ("Month", "3"), ("Year", "2025")):
            facilitator.write(part, text)
        facilitator.write("Link, or where it can be read", LINK)
        facilitator.choose("Yes, an interest is declared")
        facilitator.write("Which interest?", "Runs the service.")
        facilitator.write("Summary in plain words", "Waiting fell from 35 to 28 minutes.")
        facilitator.press("Add evidence")
        facilitator.read(title)


def choose_criteria(facilitator: Person) -> None:
    """Choose the criteria that members will grade by."""
    facilitator.open("files/1/criteria")
    facilitator.look_in_all_languages("criteria")
    facilitator.choose("Six criteria of the OECD")
    facilitator.press("Choose these criteria")
    facilitator.read("The grading is not open yet.")
    facilitator.look_in_all_languages("grading-before")


def open_grading(facilitator: Person) -> None:
    """Let the members grade."""
    facilitator.open("files/1/grades")
    facilitator.press("Open the grading")
    facilitator.read("The grading is open.")
    facilitator.look("grading-open")


def close_grading(facilitator: Person) -> None:
    """End the grading and see its counts."""
    facilitator.open("files/1/grades")
    facilitator.press("Close the grading")
    facilitator.read("49 members graded.")
    facilitator.look_in_all_languages("grades")


def write_findings(facilitator: Person) -> None:
    """Write findings with their evidence."""
    facilitator.open("files/1/findings")
    facilitator.look_in_all_languages("findings-empty")
    for text in FINDINGS:
        facilitator.press("Add a finding")
        facilitator.look("finding-new")
        facilitator.write("The finding", text)
        facilitator.choose(f"1. {SOURCES[0][0]}")
        facilitator.press("Add the finding")
        facilitator.read(text)
    facilitator.look_in_all_languages("findings")


def write_recommendations(facilitator: Person) -> None:
    """Write recommendations with those who should do them."""
    facilitator.open("files/1/recommendations")
    for text, owner in RECOMMENDATIONS:
        facilitator.press("Add a recommendation")
        facilitator.look("recommendation-new")
        facilitator.write("The recommendation", text)
        facilitator.write("Who should do it?", owner)
        facilitator.press("Add the recommendation")
        facilitator.read(text)
    facilitator.look_in_all_languages("recommendations")


def open_vote(facilitator: Person) -> None:
    """Put findings and recommendations to the vote."""
    facilitator.open("files/1/vote")
    facilitator.look_in_all_languages("vote-before")
    facilitator.press("Open the vote")
    facilitator.read("The vote is open.")
    facilitator.look("vote-open")


def close_vote(facilitator: Person) -> None:
    """End the vote and see the tallies."""
    facilitator.open("files/1/vote")
    facilitator.press("Close the vote")
    facilitator.read("The vote is closed.")
    facilitator.look_in_all_languages("vote-closed")


def write_statement(facilitator: Person) -> None:
    """Write what people write of the statement, and read the whole."""
    facilitator.open("files/1/statement")
    facilitator.press("Write the statement")
    facilitator.look_in_all_languages("statement-new")
    facilitator.write("How the panel worked", "The panel read two sources and met twice.")
    facilitator.write("What we could not establish", "Nobody could say what line N14 would cost.")
    facilitator.press("Save and read the statement")
    facilitator.read("Nobody could say what line N14 would cost.")
    facilitator.look_in_all_languages("statement")


def publish(facilitator: Person) -> None:
    """Publish the statement."""
    facilitator.open("files/1")
    facilitator.press("Publish the statement")
    facilitator.look_in_all_languages("statement-publish")
    facilitator.press("Publish")
    facilitator.read("Nobody could say what line N14 would cost.")
