"""The draw of the panel and everybody's place in it."""

from observatory.lottery.models.draws import Draw, Place

__all__ = [
    "Draw",
    "Place",
]
