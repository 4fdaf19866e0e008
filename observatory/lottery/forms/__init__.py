"""Forms of the draw of the panel."""

from observatory.lottery.forms.draws import CeremonyForm, FreezeForm, RelaxForm

__all__ = [
    "CeremonyForm",
    "FreezeForm",
    "RelaxForm",
]
