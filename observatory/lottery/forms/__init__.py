"""Forms of the draw of the panel."""

from observatory.lottery.forms.audits import AuditForm, AuditorsForm
from observatory.lottery.forms.draws import FreezeForm, RelaxForm
from observatory.lottery.forms.minutes import CheckMinutesForm, MinutesForm, SignedCopyForm
from observatory.lottery.forms.objections import ObjectionForm, decision_form, forgotten_paper

__all__ = [
    "AuditForm",
    "AuditorsForm",
    "CheckMinutesForm",
    "FreezeForm",
    "MinutesForm",
    "RelaxForm",
    "SignedCopyForm",
    "ObjectionForm",
    "decision_form",
    "forgotten_paper",
]
