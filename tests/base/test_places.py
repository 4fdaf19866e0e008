"""Features add steps and tasks to pages of others; none takes the place of another."""

import pytest

from observatory import pages


def nobody(account, body):
    return []


def test_two_features_cannot_take_one_place(app):
    order, provider = next(iter(pages.TASKS.items()))
    pages.add_tasks(order, provider)
    with pytest.raises(RuntimeError, match="taken"):
        pages.add_tasks(order, nobody)
