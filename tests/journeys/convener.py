"""What the city's convener does: answer a recommendation."""

from tests.journeys.person import Person

REASONS = "The line comes back on Fridays and Saturdays: there are no more buses."


def answer(convener: Person) -> None:
    """Answer the first recommendation in part, with reasons."""
    convener.open("tasks")
    convener.look("convener-tasks")
    convener.follow("Answer the recommendations")
    convener.look_in_all_languages("answers-before")
    convener.press("Answer recommendation 1")
    convener.look_in_all_languages("answer-new")
    convener.choose("Accepted in part")
    convener.press("Save the answer")
    convener.look("answer-error")
    convener.write("Reasons", REASONS)
    convener.write("What will be done", "A new timetable in June.")
    convener.write("By whom", "Department of Mobility")
    for part, text in (("Day", "31"), ("Month", "5"), ("Year", "2027")):
        convener.write(part, text)
    convener.press("Save the answer")
    convener.read(REASONS)
    convener.look_in_all_languages("answers")
