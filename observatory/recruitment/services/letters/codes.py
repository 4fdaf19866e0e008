"""The codes of the letters: made from the secret, kept only as HMAC, issued again when lost."""

from observatory import codes
from observatory.accounts.models import Account
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import CodeIssue, Invitation

RANDOM_LOOKING = 11  # characters, 55 bits; the twelfth is the check


class LetterAnswered(RuleBroken):
    """One reply counts for each letter, so an answered one needs no code."""

    code = "letter_answered"
    message = N_("This letter is already answered. It needs no new code.")


def write_code(recruitment_id: int, number: int, issue: int) -> str:
    """Return the code of one issue of a letter: who has the database, but no secret, has none."""
    digest = codes.digest("letter", f"{recruitment_id}/{number}/{issue}")
    return codes.with_check(codes.write(int(digest, 16), RANDOM_LOOKING))


def code_of(invitation: Invitation) -> str:
    """Return a letter's present code, without separators (`codes.show` prints it 4-4-4)."""
    return write_code(invitation.recruitment_id, invitation.number, invitation.code_issue)


def first_code_digest(recruitment_id: int, number: int) -> str:
    """Return what is kept of a new letter's code."""
    return queries.digest_code(write_code(recruitment_id, number, 0))


def reissue_code(invitation: Invitation, account: Account) -> str:
    """Return a new code for a letter whose code was lost; the old one is void from now on."""
    if queries.is_answered(invitation):
        raise LetterAnswered
    invitation.code_issue += 1
    code = code_of(invitation)
    invitation.code_digest = queries.digest_code(code)
    session.add(
        CodeIssue(invitation_id=invitation.id, issue=invitation.code_issue, account_id=account.id)
    )
    session.flush()
    return code
