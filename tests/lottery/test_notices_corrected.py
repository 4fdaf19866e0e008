"""A list that was corrected meanwhile: nobody is told of the old one as if it were the present."""

import csv
import io
import threading

import pytest

from observatory import mail
from observatory.formats import show_hash
from observatory.lottery import queries, services
from observatory.lottery.models import Announcement
from observatory.lottery.services import notices
from observatory.lottery.services.correcting import Correction
from observatory.recruitment.queries import list_pool
from tests.lottery.telling import counts, frozen, told
from tests.lottery.test_notices import entries


@pytest.fixture(autouse=True)
def box(session):
    mail.MEMORY.clear()
    return mail.MEMORY


def unsent(app, letters=0):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    found = told(frozen(letters=letters, days=7), "pool")
    app.config["MAIL_URL"] = "memory://"
    return found


@pytest.fixture
def made(app, session):
    """A list of which 24 people are to be told by e-mail, once the mail server is back."""
    return unsent(app)


def correct(draw):
    """Decide an objection: the first who is written to may not take part."""
    objection = services.enter_objection(draw, "pool", "One person moved away.")
    letter = min(one.invitation.number for one in list_pool(draw.recruitment))
    right = Correction("not_eligible", str(letter), refusal="excluded")
    services.accept_objection(objection, "One person moved away.", right)


def at(session, number, act):
    """A report that does something once so many notices are taken."""
    taken = []

    def report(*stage):
        session.commit()
        taken.append(stage)
        if len(taken) == number:
            act()
            session.commit()

    return report


def kinds(session, announcement):
    session.expire_all()
    rows = queries.list_told(announcement)
    return {kind: sum(row.kind == kind for row in rows) for kind in {row.kind for row in rows}}


def test_the_record_names_the_list_that_people_were_told(made, box, session):
    draw = made.draw
    notices.send_notices(made, at(session, 24, lambda: correct(draw)))
    [entry] = entries(session, "pool_told")
    assert (entry["commit"], entry["emails"]) == (made.subject, 24)
    assert made.subject != draw.commitment_digest
    assert show_hash(made.subject)[:19] in box[-1].get_content()


def test_letters_of_a_list_that_was_corrected_are_not_printed(session):
    made = told(frozen(letters=24, days=7), "pool")
    correct(made.draw)
    with pytest.raises(notices.ListReplaced):
        notices.print_notices(made)
    assert counts(made) == (0, 0, 0, 0)
    assert (queries.count_told(made).replaced, queries.list_runs(made)) == (24, {})
    assert (entries(session, "pool_told"), made.told_at) == ([], None)
    assert notices.notice_pdf(queries.get_notice(made, queries.list_told(made)[0].number)) is None


def test_emails_of_a_list_that_was_corrected_are_not_sent(made, box, session):
    correct(made.draw)
    notices.send_notices(made)
    notices.send_again(made)
    session.commit()
    assert (box, queries.count_told(made).replaced) == ([], 24)
    assert entries(session, "pool_told") == []


def test_a_correction_while_emails_leave_stops_the_rest(made, box, session):
    notices.send_notices(made, at(session, 5, lambda: correct(made.draw)))
    assert (len(box), counts(made)) == (5, (5, 0, 0, 0))
    assert queries.count_told(made).replaced == 19
    assert entries(session, "pool_told") == []


def test_a_further_attempt_takes_the_place_of_a_list_too(made, box, session):
    services.freeze_draw(made.draw.recruitment, "One person moved away.")
    notices.send_notices(made)
    assert box == []


def test_only_who_was_told_of_the_old_list_hears_that_it_was_corrected(made, box, session):
    draw = made.draw
    notices.send_notices(made, at(session, 5, lambda: correct(draw)))
    later = told(draw, "pool")
    assert kinds(session, later) == {"left_out": 1, "pool_again": 4, "pool": 19}
    assert counts(later) == (24, 0, 0, 0)


def test_who_left_a_list_that_nobody_had_heard_of_is_not_written_to(made, session):
    correct(made.draw)
    assert kinds(session, told(made.draw, "pool")) == {"pool": 23}


def test_a_printing_of_the_old_list_invites_nobody_to_object_to_it(session):
    made = told(frozen(letters=24, days=7), "pool")
    notices.print_notices(made)
    session.commit()
    correct(made.draw)
    printed = notices.notices_csv(made, 1).decode("utf-8-sig")
    texts = [row["text"] for row in csv.DictReader(io.StringIO(printed))]
    assert len(texts) == 24
    assert not any("You can object until" in text for text in texts)


def test_an_email_of_the_old_list_that_came_back_gets_no_letter_of_it(made, session):
    draw = made.draw
    notices.send_notices(made)
    correct(draw)
    with pytest.raises(notices.ListReplaced):
        notices.mark_returned(made, "person3@example.org")


def test_a_second_worker_waits_for_the_email_that_the_first_has_in_hand(app, made, box, session):
    def work():
        with app.app_context():
            notices.send_notices(session.get_one(Announcement, made_id))
            session.commit()

    made_id, second = made.id, threading.Thread(target=work)

    def begin():
        second.start()
        second.join(0.2)  # as long as the first lives, the second does nothing

    notices.send_notices(made, at(session, 3, begin))
    session.commit()
    second.join()
    assert len(box) == len({message["Message-ID"] for message in box}) == 24
    assert counts(made) == (24, 0, 0, 0)


def test_the_last_email_and_the_last_letter_at_once_end_the_telling(app, session):
    def work():
        with app.app_context():
            notices.print_notices(session.get_one(Announcement, made_id))
            session.commit()

    made = unsent(app, letters=6)
    made_id, second = made.id, threading.Thread(target=work)
    notices.send_notices(made, at(session, 0, list))
    second.start()
    second.join(0.2)  # the last e-mail has left, but that is not saved yet
    session.commit()
    second.join()
    session.expire_all()
    assert made.told_at
    assert len(entries(session, "pool_told")) == 1
