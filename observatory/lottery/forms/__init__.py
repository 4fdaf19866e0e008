"""Forms of the draw of the panel."""

from observatory.lottery.forms.audits import AuditForm, AuditorsForm
from observatory.lottery.forms.draws import CeremonyForm, FreezeForm, RelaxForm

__all__ = [
    "AuditForm",
    "AuditorsForm",
    "CeremonyForm",
    "FreezeForm",
    "RelaxForm",
]
