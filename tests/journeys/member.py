"""What a member does on a phone: read, argue, grade, vote."""

from collections.abc import Callable
from typing import Any

from tests.journeys.person import Person

CRITERIA = 6


def read_evidence(member: Person) -> None:
    """See what waits, and read the evidence."""
    member.look("member-tasks")
    member.open("files/1")
    member.look("file")
    member.open("tasks")
    member.follow("Read the evidence, then argue")
    member.look("evidence")


def argue(member: Person, side: str, text: str) -> None:
    """Write an argument on one side, from experience."""
    member.open("files/1/arguments")
    member.press("Write an argument")
    member.look("argument-new")
    member.choose(side)
    member.write("Your argument", text)
    member.choose("From my own experience")
    member.press("Send the argument")
    member.read(text)
    member.look("arguments")


def grade(member: Person, word: str) -> None:
    """Grade each criterion, check the grades, send them."""
    member.open("tasks")
    member.follow("Grade each criterion")
    member.look("grading")
    for radio in member.page.get_by_role("radio", name=word, exact=True).all():
        radio.check()
    member.press("Check my grades")
    member.look("grading-check")
    member.press("Send my grades")
    member.read("You have graded.")
    member.look("grading-sent")


def collect_code(member: Person) -> tuple[str, str]:
    """Get the voting code; return it and the address of the booth."""
    member.open("tasks")
    member.follow("Vote on findings and recommendations")
    member.look("vote-member")
    member.press("Go to the vote")
    member.look("ballot")
    member.press("Get my voting code")
    member.look("voting-code")
    code = member.page.locator(".govuk-panel__body").inner_text().strip()
    booth = member.page.get_by_role("button", name="Go to the booth").get_attribute("href")
    return code, str(booth)


def vote(voter: Person, booth: str, code: str) -> str:
    """Vote in the booth as nobody; return the receipt."""
    voter.page.goto(booth)
    voter.write("Your voting code", code.lower())
    for word in ("Yes, this is so", "I support it"):
        for radio in voter.page.get_by_role("radio", name=word, exact=True).all():
            radio.check()
    voter.look("booth")
    voter.press("Check my answers")
    voter.look("booth-check")
    voter.press("Cast my vote")
    voter.look("receipt")
    return str(voter.page.locator(".govuk-panel__body").inner_text())


def forget_to_answer(voter: Person, booth: str) -> None:
    """Send an empty ballot paper, and be told what is missing."""
    voter.page.goto(booth)
    voter.press("Check my answers")
    voter.read("Type your voting code")
    voter.look("booth-error")


def vote_in_a_fresh_browser(member: Person, person: Callable[..., Any], **options: Any) -> str:
    """Collect a code, then vote in a browser that knows nobody; no cookie stays in it."""
    code, booth = collect_code(member)
    voter = person(**options)
    receipt = vote(voter, booth, code)
    assert voter.page.context.cookies() == []
    return receipt
