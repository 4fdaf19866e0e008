"""Pages of the lottery feature; each module is one room of a recruitment."""

from observatory.lottery.views import (  # noqa: F401  (views register themselves)
    ceremony,
    draws,
    invitations,
    planning,
    quotas,
    recruitments,
    registers,
    relaxing,
    steps,
)
from observatory.lottery.views.letters import (  # noqa: F401
    addresses,
    key,
    paper,
    printing,
    proofs,
    returned,
)
from observatory.lottery.views.replies import (  # noqa: F401
    answering,
    eligibility,
    entering,
    importing,
    picture,
    questions,
    withdrawing,
)
