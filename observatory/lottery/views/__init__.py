"""Pages of the draw of the panel."""

from observatory.lottery import blueprint
from observatory.lottery.views import (  # noqa: F401  (views register themselves)
    audits,
    ceremonies,
    draws,
    minutes,
    minutes_public,
    notices,
    notices_letters,
    notices_steps,
    objections,
    relaxing,
    steps,
    vacancies,
)
from observatory.recruitment.views.refusals import show_refusal
from sortition.errors import SortitionError

blueprint.register_error_handler(SortitionError, show_refusal)
