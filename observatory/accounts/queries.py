"""Finding accounts, and counting wrong tries."""

from sqlalchemy import bindparam, func, select

from observatory.accounts.models import Account, SignInAttempt, SignInCode
from observatory.accounts.rules import WINDOW
from observatory.database import now, session


def get_account(account_id: int) -> Account | None:
    """Return an active account, for the session cookie."""
    account = session.get(Account, account_id)
    return account if account and account.is_active else None


def find_by_email(email: str) -> Account | None:
    """Return the active account with an e-mail address."""
    statement = select(Account).where(Account.email == email.lower(), Account.is_active)
    return session.scalars(statement).one_or_none()


def find_by_code(digest: str) -> Account | None:
    """Return the active account whose unrevoked code has a digest."""
    statement = (
        select(Account)
        .join(Account.codes)
        .where(SignInCode.digest == digest, SignInCode.revoked_at.is_(None), Account.is_active)
    )
    return session.scalars(statement).one_or_none()


# Asked for each page of the reply form, so it is put together once.
_ATTEMPTS = select(func.count()).where(
    SignInAttempt.subject == bindparam("subject"), SignInAttempt.attempted_at > bindparam("since")
)


def count_attempts(subject: str) -> int:
    """Return how many wrong tries a subject had within the window."""
    return session.scalar(_ATTEMPTS, {"subject": subject, "since": now() - WINDOW}) or 0
