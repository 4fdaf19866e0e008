"""Pages of a recruitment, from its quotas to its pool."""

from observatory.recruitment.views import (  # noqa: F401  (views register themselves)
    dice,
    invitations,
    planning,
    quotas,
    recruitments,
    registers,
)
from observatory.recruitment.views.letters import (  # noqa: F401
    addresses,
    key,
    paper,
    printing,
    proofs,
    returned,
)
from observatory.recruitment.views.replies import (  # noqa: F401
    answering,
    eligibility,
    entering,
    importing,
    picture,
    questions,
    withdrawing,
)
