"""What the clerk does: from the quotas to the seated panel."""

import csv
from datetime import date, timedelta
from pathlib import Path

from observatory.home.demo.answers import make_replies
from observatory.home.demo.city import HEADER, make_register
from tests.journeys.person import Person

LETTERS = 12_000
LETTER_DICE = "31415 92653 58979 32384"
PANEL_DICE = "493 161803398874989484820"


def go_on(clerk: Person, name: str) -> None:
    """Take the next step of the recruitment, from its own page."""
    clerk.follow("Panel of the journey")
    clerk.read(f"Next: {name}.")
    clerk.press("Go on")


def begin(clerk: Person) -> None:
    """Create a recruitment of 49 seats."""
    clerk.look_in_all_languages("clerk-tasks")
    clerk.open("recruitments")
    clerk.look_in_all_languages("recruitments-empty")
    clerk.press("Begin a recruitment")
    clerk.look_in_all_languages("recruitment-new")
    clerk.write("Name", "Panel of the journey")
    clerk.press("Begin")
    clerk.read("49 seats")
    clerk.look_in_all_languages("recruitment-begun")


def lock_quotas(clerk: Person) -> None:
    """Take the preset's quotas and lock them."""
    clerk.press("Go on")
    clerk.look_in_all_languages("quotas-empty")
    clerk.press("Madrid 2019: sex, five age bands, 21 districts")
    clerk.read("The quotas fit.")
    clerk.look_in_all_languages("quotas")
    clerk.press("Lock the quotas")
    clerk.look_in_all_languages("quotas-lock")
    clerk.write("Days for objections", "0")
    clerk.press("Lock the quotas for good")
    clerk.read("The quotas were locked on")
    clerk.look("quotas-locked")


def write_register(path: Path) -> Path:
    """Write the made-up city's register, 60,000 households."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *make_register()))
    return path


def import_register(clerk: Person, register: Path) -> None:
    """Send the register, wait, and read who is eligible."""
    go_on(clerk, "Register")
    clerk.look_in_all_languages("register-empty")
    clerk.send("File of the register", register)
    clerk.press("Send the register")
    clerk.read("The columns of the file")
    clerk.look_in_all_languages("register-columns")
    clerk.press_and_wait("Read the whole file through", "register-read", "Nothing is wrong")
    clerk.look_in_all_languages("register-tried")
    clerk.press("Take over this register")
    clerk.wait("Households that can get a letter")
    clerk.look_in_all_languages("register")


def draw_letters(clerk: Person, folder: Path) -> Path:
    """Fix the households, throw the dice, download the letters."""
    go_on(clerk, "Letters")
    clerk.look_in_all_languages("letters-plan")
    clerk.write("Number of letters", str(LETTERS))
    clerk.choose("By district: each gets its share")
    clerk.press("Fix the list")
    clerk.wait("The list of households is fixed.")
    clerk.look_in_all_languages("letters-fixed")
    clerk.press("Begin the ceremony")
    write_people(clerk)
    clerk.press("Go on")
    clerk.look_in_all_languages("letters-read")
    clerk.press("It was read aloud: on to the dice")
    clerk.look_in_all_languages("letters-dice")
    type_dice(clerk, LETTER_DICE)
    type_dice(clerk, LETTER_DICE.replace(" ", ""))
    clerk.press("Draw the letters")
    clerk.look_in_all_languages("letters-thrown")
    clerk.press("See the letters")
    clerk.wait("letters are drawn.")
    clerk.look_in_all_languages("letters")
    return clerk.save("Download the list (letters.csv)", folder)


def write_replies(letters: Path, path: Path) -> Path:
    """Answer the letters as the made-up households would."""
    with letters.open(encoding="utf-8-sig", newline="") as file:
        drawn = [(int(row["number"]), row["household"]) for row in csv.DictReader(file)]
    mailed = date.today() - timedelta(days=20)
    replies = list(make_replies(drawn, make_register(), mailed=(mailed, 14)))
    for reply in replies:
        del reply["estudios"]  # no quota asks for it
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(replies[0]))
        writer.writeheader()
        writer.writerows(replies)
    return path


def import_replies(clerk: Person, replies: Path) -> None:
    """Send the replies and see how they cover the quotas."""
    go_on(clerk, "Replies")
    clerk.look_in_all_languages("replies-empty")
    clerk.send("CSV file", replies)
    clerk.press("Add the replies")
    clerk.read("to 12,000 letters.")
    clerk.look_in_all_languages("replies")
    clerk.follow("How the replies are going")
    clerk.read("Day by day")
    clerk.look_in_all_languages("picture")


def confirm(clerk: Person, holder: Person, folder: Path) -> None:
    """The clerk sees who must act; the register holder takes the list and sends it back filled."""
    go_on(clerk, "Confirm who may take part")
    clerk.read("The register holder does this")
    clerk.look_in_all_languages("confirm-clerk")
    holder.open("recruitments/1/confirm")
    holder.look_in_all_languages("confirm")
    path = holder.save("Download the list (confirm-waiting.csv)", folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "eligible": "yes"} for row in rows)
    holder.send("Answer (CSV or XLSX file)", path)
    holder.press("Send the answer")
    holder.read("Every reply is confirmed.")
    holder.look_in_all_languages("confirmed")
    clerk.open("recruitments/1/confirm")


def freeze(clerk: Person) -> None:
    """Freeze the pool and wait for the panels."""
    go_on(clerk, "Freeze the pool")
    clerk.look_in_all_languages("pool")
    clerk.press_and_wait("Freeze the pool", "panels-made", "panels are fixed.")
    clerk.look_in_all_languages("panels")


def hold_ceremony(clerk: Person) -> None:
    """Rehearse; then throw the dice before witnesses, and two people type them."""
    clerk.press("Go to the ceremony")
    clerk.look_in_all_languages("ceremony")
    rehearse(clerk)
    clerk.press("Begin the ceremony")
    clerk.look_in_all_languages("ceremony-people")
    clerk.press("Go on")
    clerk.look_in_all_languages("ceremony-fixed")
    clerk.press("Both were read aloud: on to the dice")
    clerk.look_in_all_languages("ceremony-dice")
    type_dice(clerk, PANEL_DICE[:-1] + "1")
    type_dice(clerk, PANEL_DICE)
    clerk.look_in_all_languages("ceremony-differ")
    clerk.press("Iris Clerk corrects")
    type_dice(clerk, PANEL_DICE)
    clerk.look_in_all_languages("ceremony-open")
    clerk.press("Open panel 493")
    clerk.read("493")
    clerk.look_in_all_languages("ceremony-panel")
    clerk.press("What comes next")
    clerk.look_in_all_languages("ceremony-next")
    clerk.press("Leave the projector page")
    clerk.look_in_all_languages("panel")


def type_dice(clerk: Person, dice: str) -> None:
    """Type what one person read."""
    clerk.write("The dice", dice)
    clerk.press("Keep these dice")


def rehearse(clerk: Person) -> None:
    """Begin a rehearsal, see its mark, and end it."""
    clerk.press("Rehearse the ceremony")
    write_people(clerk)
    clerk.press("Go on")
    clerk.page.get_by_text("REHEARSAL", exact=True).wait_for()
    clerk.look_in_all_languages("ceremony-rehearsal")
    clerk.page.get_by_role("button", name="End the rehearsal").click()
    clerk.page.wait_for_load_state()


def write_people(clerk: Person) -> None:
    """Say who is there."""
    clerk.write("Place", "Town hall, plenary room")
    clerk.write("Legal basis", "Agreement of the plenary of 1 October 2026, article 7")
    clerk.write("Who presides", "Eva Romero, councillor for participation")
    clerk.write("Who certifies", "Ana Ruiz, secretary general")
    clerk.write("Witnesses", "María López, notary\nJosé Ruiz, neighbour")
    clerk.write("First person who types", "Iris Clerk")
    clerk.write("Second person who types", "Hugo Clerk")


def seat_panel(clerk: Person, folder: Path) -> list[str]:
    """Seat those who were drawn; return the codes of their letters."""
    go_on(clerk, "Seat the panel")
    clerk.look_in_all_languages("seats-drawn")
    clerk.press("Seat the panel")
    clerk.look_in_all_languages("seats-seated")
    clerk.open("seats")
    clerk.look_in_all_languages("seats")
    clerk.open("seats/codes")
    clerk.look_in_all_languages("seats-codes")
    path = clerk.save("Make codes and download them", folder)
    clerk.open("recruitments/1")
    clerk.read("Some steps are still to do.")
    clerk.look("recruitment")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["Code"] for row in csv.DictReader(file)]
