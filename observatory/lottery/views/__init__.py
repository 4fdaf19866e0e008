"""Pages of the lottery feature; each module is one room of a recruitment."""

from observatory.lottery.views import (  # noqa: F401  (views register themselves)
    answering,
    ceremony,
    confirmations,
    draws,
    entering,
    invitations,
    letters_addresses,
    letters_paper,
    letters_printing,
    letters_returned,
    picture,
    planning,
    questions,
    quotas,
    recruitments,
    registers,
    relaxing,
    replies,
    steps,
    withdrawing,
)
