"""Forms of the draw of the panel."""

from observatory.lottery.forms.audits import AuditForm, AuditorsForm
from observatory.lottery.forms.draws import FreezeForm, RelaxForm

__all__ = [
    "AuditForm",
    "AuditorsForm",
    "FreezeForm",
    "RelaxForm",
]
