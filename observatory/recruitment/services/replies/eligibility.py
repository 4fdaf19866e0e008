"""The register holder says who may take part: keys out, yes or no back, before the freeze."""

from collections import Counter

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.recruitment import queries, rules
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services.replies.eligibility_file import read_answers


class ConfirmationsClosed(RuleBroken):
    """The pool is what was committed to."""

    code = "confirmations_closed"
    message = N_("The pool is frozen for the draw. Nobody can enter or leave it any more.")


class NobodyToConfirm(RuleBroken):
    """Only those who answered can be confirmed."""

    code = "nobody_to_confirm"
    message = N_("There are no replies yet. Nobody waits for a confirmation.")


def import_confirmations(recruitment: Recruitment, data: bytes, file_name: str) -> int:
    """Save who may take part and who may not; return of how many. A later file corrects.

    Who withdrew since the list was taken stays out, whatever the file says.

    Raises InputError with every problem of the file; then nothing is saved.
    """
    record.read_anew(recruitment)
    if queries.is_frozen(recruitment):
        raise ConfirmationsClosed
    replies = queries.map_replies(recruitment)
    if not replies:
        raise NobodyToConfirm
    given = read_answers(data, file_name, set(replies))
    answers = [answer for answer in given if replies[answer.letter].withdrawn_on is None]
    corrected = 0
    for answer in answers:
        one = replies[answer.letter]
        said = (answer.is_eligible, answer.refusal)
        corrected += bool(one.confirmed_on) and (one.is_eligible, one.refusal) != said
        one.is_eligible, one.refusal = said
        one.confirmed_on = today()
    session.flush()
    said_no = Counter(answer.refusal for answer in answers if answer.refusal)
    content = {
        "recruitment": recruitment.id,
        "answers": len(answers),
        "eligible": sum(answer.is_eligible for answer in answers),
        "not_eligible": rules.veil_refusals(said_no),
        "corrected": corrected,
    }
    record.append("eligibility_confirmed", content, recruitment.body_id)
    return len(answers)
