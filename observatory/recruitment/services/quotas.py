"""Making a recruitment, setting its quotas, and locking them before the letters go out."""

from observatory import record
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import Quota, Recruitment
from observatory.recruitment.services.draw_rules import DrawRules, fix_rules, rules_as_content
from sortition import proofs
from sortition.errors import InputError
from sortition.quotas import Quota as QuotaValue
from sortition.quotas import Quotas

NO_PERIOD = DrawRules()


class QuotasLocked(RuleBroken):
    """Locked quotas never change."""

    code = "quotas_locked"
    message = N_("The quotas are locked. They cannot change any more.")


class QuotasUnlocked(RuleBroken):
    """Letters and draws wait for the quotas."""

    code = "quotas_unlocked"
    message = N_("Lock the quotas first. This must be done before any letter is drawn.")


def create_recruitment(body: Body, title: str, seats: int) -> Recruitment:
    """Return a new recruitment without quotas."""
    recruitment = Recruitment(body_id=body.id, title=title, seats=seats)
    session.add(recruitment)
    session.flush()
    return recruitment


def set_quotas(recruitment: Recruitment, quotas: Quotas, file: str = "quotas") -> None:
    """Replace the quotas; whether a panel can meet them is asked when they are locked.

    Raises InputError where a value has two quotas; `file` is how its problems call the quotas.
    """
    if recruitment.quotas_locked_at:
        raise QuotasLocked
    found = quotas.problems(recruitment.seats, file)
    if twice := [problem for problem in found if problem.code == "duplicate_quota"]:
        raise InputError(twice)
    recruitment.quotas.clear()
    session.flush()  # the old rows leave before rows with the same names enter
    for position, quota in enumerate(quotas):
        recruitment.quotas.append(_row(position, quota))
    session.flush()


def _row(position: int, quota: QuotaValue) -> Quota:
    bounds = ("feature", "value", "minimum", "maximum")
    return Quota(position=position, **{name: getattr(quota, name) for name in bounds})


def lock_quotas(recruitment: Recruitment, rules: DrawRules = NO_PERIOD) -> None:
    """Fix the quotas and the rules of the draw for good, and enter them in the record.

    Raises InputError with every reason why no panel could meet them.
    """
    if recruitment.quotas_locked_at:
        raise QuotasLocked
    quotas = queries.list_quotas(recruitment)
    if problems := quotas.problems(recruitment.seats):
        raise InputError(problems)
    fix_rules(recruitment, rules)
    recruitment.quotas_digest = digest_of(quotas)
    recruitment.quotas_locked_at = now()
    session.flush()
    content = {
        "recruitment": recruitment.id,
        "title": proofs.nfc(recruitment.title),
        "seats": recruitment.seats,
        "quotas": as_content(quotas),
        "digest": recruitment.quotas_digest,
        "rules": rules_as_content(recruitment),
    }
    record.append("quotas_locked", content, recruitment.body_id)


def as_content(quotas: Quotas) -> list[dict[str, str | int]]:
    """Return the quotas as they enter the record."""
    return [
        {
            "feature": proofs.nfc(quota.feature),
            "value": proofs.nfc(quota.value),
            "min": quota.minimum,
            "max": quota.maximum,
        }
        for quota in quotas
    ]


def digest_of(quotas: Quotas) -> str:
    """Return the SHA-256 of the quotas' canonical JSON, as hex."""
    return proofs.sha256(proofs.canonical(as_content(quotas))).hex()


def refuse_unlocked(recruitment: Recruitment) -> None:
    """Raise QuotasUnlocked where the quotas may still change."""
    if not recruitment.quotas_locked_at:
        raise QuotasUnlocked
