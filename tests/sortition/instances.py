"""The published and synthetic instances, read without the product's own reader."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sortition import Pool, Quota, Quotas

FOLDER = Path(__file__).parent.parent / "data" / "instances"


class Instance(NamedTuple):
    pool: Pool
    quotas: Quotas
    size: int


def load(name):
    quota_file, pool_file = FOLDER / name / "categories.csv", FOLDER / name / "respondents.csv"
    with quota_file.open(newline="") as file:
        quotas = [
            Quota(row["category"], row["feature"], int(row["min"]), int(row["max"]))
            for row in csv.DictReader(file)
        ]
    with pool_file.open(newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [str(i + 1) for i in range(len(rows))]
    pool = Pool.from_rows(ids, rows, Quotas(tuple(quotas)))
    return Instance(pool, Quotas(tuple(quotas)), int(name.rsplit("_", 1)[1]))


def tiny(number):
    """A small random pool with quotas around one of its panels, so that a panel exists."""
    rng = np.random.default_rng(number)
    n, size, features = int(rng.integers(8, 15)), int(rng.integers(3, 6)), int(rng.integers(2, 5))
    widths = rng.integers(2, 4, size=features)
    values = np.column_stack([rng.choice(w, n, p=rng.dirichlet(np.full(w, 2.0))) for w in widths])
    panel = rng.choice(n, size, replace=False)
    slack = [rng.integers(0, 2, size=(width, 2)) for width in widths]
    return _around(values, panel, slack)


def hard(number):
    """A random pool of some 150 members with 6 to 8 features and quotas of width 1 to 2."""
    rng = np.random.default_rng(number)
    n, size, features = int(rng.integers(100, 200)), int(rng.integers(20, 35)), rng.integers(6, 9)
    widths = rng.integers(2, 6, size=features)
    values = np.column_stack([rng.choice(w, n, p=rng.dirichlet(np.full(w, 2.0))) for w in widths])
    panel = rng.choice(n, size, replace=False)
    below = rng.integers(0, 2, size=(features, widths.max()))
    above = rng.integers(1 - below, 2)
    return _around(values, panel, np.stack([below, above], axis=2))


def _around(values, panel, slack):
    """Give quotas that a panel of the pool meets, with slack[f][v] seats below and above."""
    quotas = []
    for f, column in enumerate(values.T):
        counts = np.bincount(column[panel], minlength=column.max() + 1)
        for v, count in enumerate(counts):
            below, above = slack[f][v]
            quotas.append(Quota(f"f{f}", f"v{v}", max(0, int(count - below)), int(count + above)))
    rows = [{f"f{f}": f"v{v}" for f, v in enumerate(row)} for row in values]
    pool = Pool.from_rows([f"m{i}" for i in range(len(rows))], rows, Quotas(tuple(quotas)))
    return Instance(pool, Quotas(tuple(quotas)), len(panel))


def meets_quotas(panel, instance):
    """Count one panel of member indices by hand."""
    pool, quotas, size = instance
    if len(panel) != size or len(set(panel)) != size:
        return False
    return all(
        quota.minimum
        <= sum(
            quotas.of(quota.feature)[pool.values[i, pool.features.index(quota.feature)]] == quota
            for i in panel
        )
        <= quota.maximum
        for quota in quotas
    )
