"""Making accounts and codes, and checking who signs in."""

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import update

from observatory import codes
from observatory.accounts import queries, rules
from observatory.accounts.models import Account, SignInAttempt, SignInCode
from observatory.database import now, session
from observatory.errors import N_, RuleBroken

hasher = PasswordHasher()
# Verified where no account exists, so that the answer takes as long as a wrong password.
NOBODY = hasher.hash("nobody has this password")


class TooManyAttempts(RuleBroken):
    """Guessing has a limit."""

    code = "too_many_attempts"
    status = 429
    message = N_("There were too many wrong tries. Wait fifteen minutes and try again.")


def create_account(label: str, email: str | None = None, password: str | None = None) -> Account:
    """Return a new account; without password it can sign in only by code."""
    account = Account(
        label=label,
        email=email.lower() if email else None,
        password_hash=hasher.hash(password) if password else None,
    )
    session.add(account)
    session.flush()
    return account


def create_sign_in_code(account: Account) -> str:
    """Return a new code for an account, shown this once; former codes stop working."""
    revoke_codes(account)
    code = codes.new()
    session.add(SignInCode(account_id=account.id, digest=codes.digest("sign-in", code)))
    session.flush()
    return code


def revoke_codes(account: Account) -> None:
    """Let an account's codes stop working."""
    session.execute(
        update(SignInCode)
        .where(SignInCode.account_id == account.id, SignInCode.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def close_account(account: Account) -> None:
    """End an account: its codes stop working, and whoever is signed in with it is signed out."""
    revoke_codes(account)
    account.is_active = False
    session.flush()


def check_password(email: str, password: str) -> Account | None:
    """Return the account that email and password belong to, or None and note the try."""
    subject = codes.digest("attempt", email.strip().lower())
    refuse_guessing(subject, rules.TRIES_FOR_ACCOUNT)
    account = queries.find_by_email(email.strip())
    stored = account.password_hash if account and account.password_hash else NOBODY
    try:
        hasher.verify(stored, password)
    except VerifyMismatchError:
        account = None
    if account is None:
        session.add(SignInAttempt(subject=subject))
    return account


def check_code(typed: str, address: str) -> Account | None:
    """Return the account that a code belongs to, or None and note the try of the address."""
    subject = codes.digest("attempt", address)
    refuse_guessing(subject, rules.TRIES_FROM_ADDRESS)
    account = queries.find_by_code(codes.digest("sign-in", codes.read(typed)))
    if account is None:
        session.add(SignInAttempt(subject=subject))
    return account


def refuse_guessing(subject: str, tries: int) -> None:
    """Raise TooManyAttempts where a subject has used up its tries."""
    if queries.count_attempts(subject) >= tries:
        raise TooManyAttempts
