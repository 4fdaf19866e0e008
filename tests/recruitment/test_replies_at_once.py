"""Several clicks at the same moment: one reply, one secret, for each letter."""

from concurrent.futures import ThreadPoolExecutor

from observatory.recruitment.models import Respondent
from tests.recruitment.replying import ADDRESS, Fields, Walker, opened

AT_ONCE = 8


def send_at_once(app, pages):
    """Send pages to be checked at the same moment; return the answers."""

    def send(data):
        return app.test_client().post(ADDRESS, data=data | {"act": "send"})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, pages))


def test_one_page_sent_eight_times_at_once_is_one_reply(app, client, session, body):
    walker = Walker(client, opened(body).codes[0]).fill()
    session.commit()
    answers = send_at_once(app, [Fields(walker.text).sent] * AT_ONCE)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert session.query(Respondent).count() == 1


def test_of_eight_people_with_one_letter_one_answers_and_the_others_are_told(
    app, client, session, body
):
    code = opened(body).codes[0]
    pages = [Fields(Walker(client, code).fill().text).sent for _ in range(AT_ONCE)]
    session.commit()
    answers = send_at_once(app, pages)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (AT_ONCE - 1)
    assert sum("already answered on" in answer.text for answer in answers) == AT_ONCE - 1
    assert session.query(Respondent).count() == 1
