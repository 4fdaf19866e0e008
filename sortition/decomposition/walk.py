"""A random walk over feasible panels, many chains at once, drawn towards given probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.distinct import distinct_rows
from sortition.panels import Counts, PanelRows
from sortition.solver import Floats

PARTNERS = 10  # seats looked at for one that can exchange a value
CERTAIN = 1e-7

Types = Sequence[NDArray[np.int64]]


class Face(NamedTuple):
    """The panels that a decomposition of x may use: tight rows stay tight, 0 and m stay so."""

    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats


def face_of(rows: PanelRows, x: Floats) -> Face:
    """Find the face of x: a convex combination of panels equals x only if all lie in it."""
    sums = rows.matrix @ x
    at_upper, at_lower = sums > rows.upper - 1e-6, sums < rows.lower + 1e-6
    share = x / np.maximum(rows.capacity, 1)
    return Face(
        np.where(at_upper, rows.upper, rows.lower).astype(np.float64),
        np.where(at_lower, rows.lower, rows.upper).astype(np.float64),
        np.where(share > 1 - CERTAIN, rows.capacity, 0).astype(np.float64),
        np.where(share < CERTAIN, 0, rows.capacity).astype(np.float64),
    )


class PanelWalk:
    """B chains of panels; each step changes one or two seats of every chain where it may.

    A step is one of: two members exchange their values of one feature (no quota moves); two
    members exchange several values; one member changes one value within the face's rows; one
    gives way to a member alike from another household. A step from panel X to Y is accepted with
    the Metropolis ratio of prod_t exp(w_t X_t) C(m_t, X_t).

    Households are no feature to exchange: who has the new values is chosen among all households.

    Attributes
    ----------
    counts
        (B, T) the panels, by type.
    weights
        (T,) the tuned log-weights w.
    """

    def __init__(
        self, rows: PanelRows, face: Face, seeds: Counts, chains: int, rng: np.random.Generator
    ) -> None:
        self.rng = rng
        self.face = face
        values = rows.types.values.astype(np.int64)
        self.first_row = rows.rows_of[:, :-1].min(axis=0) - values.min(axis=0)
        self.household = rows.rows_of[:, -2] if rows.has_households else None  # their rows
        self._index_kinds(values[:, :-1] if rows.has_households else values)
        self._index_neighbours()
        self.chain = np.arange(chains)
        self.counts = seeds[self.chain % len(seeds)].astype(np.int32)
        self.seats = np.array([np.repeat(np.arange(len(values)), panel) for panel in self.counts])
        self.sums = (self.counts @ rows.matrix.T).astype(np.int64)
        self.weights = np.zeros(len(values))

    def _index_kinds(self, values: NDArray[np.int64]) -> None:
        """Call the types that differ in nothing but the household a kind, and list them."""
        found = distinct_rows(values)
        self.values = values[found.first]  # of each kind
        self.kind, self.types_of_kind = found.of_row, found.counts
        self.by_kind = np.argsort(self.kind, kind="stable")
        self.first_of_kind = np.cumsum(found.counts) - found.counts
        self.choices = np.log(found.counts)[self.kind]

    def _one_of(self, kind: NDArray[np.int64]) -> NDArray[np.int64]:
        """Choose a type of each kind; -1 where the kind is -1."""
        if self.household is None:
            return np.where(kind < 0, -1, self.by_kind[self.first_of_kind[kind]])
        turn = self.rng.random(kind.shape) * self.types_of_kind[kind]
        return np.where(
            kind < 0, -1, self.by_kind[self.first_of_kind[kind] + turn.astype(np.int64)]
        )

    def _index_neighbours(self) -> None:
        """Number value combinations in mixed radix, and tabulate each kind's neighbours."""
        widths = self.values.max(axis=0) + 1
        self.widths = widths
        radix = np.concatenate([[1], np.cumprod(widths[:-1])])
        self.parts = self.values * radix
        codes = self.parts.sum(axis=1)
        self.order = np.argsort(codes)
        self.codes = codes[self.order]
        T, F = self.values.shape
        self.neighbour = np.full((T, F, int(widths.max(initial=1))), -1, dtype=np.int64)
        for f in range(F):
            for v in range(widths[f]):
                moved = codes + (v - self.values[:, f]) * radix[f]
                self.neighbour[:, f, v] = self._find(moved)

    def _find(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the kind with each code, -1 where the pool has none."""
        place = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[place] == codes, self.order[place], -1)

    def run(self, weights: Floats, steps: int) -> None:
        """Walk `steps` steps with log-weights w_t."""
        for chance in self.rng.random(steps):
            if self.household is not None and chance > 0.75:
                self._change_household(weights)
            elif chance < 0.2:
                self._change_one(weights)
            elif chance < 0.4:
                self._exchange_several(weights)
            else:
                self._exchange_one(weights)

    def tune(self, x: Floats, steps: int, rounds: int = 30) -> None:
        """Walk while adapting the log-weights until the chains' mean is near x."""
        capacity = np.maximum(self.face.upper, 1)
        p = np.clip(x / capacity, 1e-3, 1 - 1e-3)
        if not self.weights.any():
            self.weights = np.log(p / (1 - p))
        for _ in range(rounds):
            self.run(self.weights, max(1, steps // rounds))
            mean = np.clip(self.counts.mean(axis=0) / capacity, 1e-3, 1)
            self.weights = self.weights + 0.3 * np.clip(np.log(p) - np.log(mean), -1, 1)

    def _seats(self, width: int | None = None) -> NDArray[np.int64]:
        shape = len(self.chain) if width is None else (len(self.chain), width)
        return self.rng.integers(self.seats.shape[1], size=shape)

    def _exchange_one(self, weights: Floats) -> None:
        """Exchange one feature's value with the first of some seats that allows it."""
        b = self.chain
        i, j = self._seats(), self._seats(PARTNERS)
        f = self.rng.integers(self.values.shape[1], size=len(b))
        old, other = self.kind[self.seats[b, i]], self.kind[self.seats[b[:, None], j]]
        v, v_other = self.values[old, f], self.values[other, f[:, None]]
        new = self.neighbour[old[:, None], f[:, None], v_other]
        new_other = self.neighbour[other, f[:, None], v[:, None]]
        possible = (v_other != v[:, None]) & (new >= 0) & (new_other >= 0) & (new != other)
        choice = possible.argmax(axis=1)
        b = b[possible[b, choice]]
        choice = choice[b]
        self._exchange(weights, b, (i[b], j[b, choice]), (new[b, choice], new_other[b, choice]))

    def _exchange_several(self, weights: Floats) -> None:
        """Exchange a random set of features' values between two seats."""
        b = self.chain
        i, j = self._seats(), self._seats()
        old, other = self.kind[self.seats[b, i]], self.kind[self.seats[b, j]]
        mask = self.rng.integers(2, size=(len(b), self.values.shape[1]))
        moved = ((self.parts[other] - self.parts[old]) * mask).sum(axis=1)
        new = self._find(self.parts[old].sum(axis=1) + moved)
        new_other = self._find(self.parts[other].sum(axis=1) - moved)
        possible = (new >= 0) & (new_other >= 0) & (new != old) & (new != other)
        b = b[possible]
        self._exchange(weights, b, (i[b], j[b]), (new[b], new_other[b]))

    def _exchange(
        self,
        weights: Floats,
        b: NDArray[np.int64],
        seats: tuple[NDArray[np.int64], NDArray[np.int64]],
        kinds: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> None:
        """Put the accepted exchanges into force: whoever has the seats gives way to the kinds."""
        n, upper, lower = self.counts, self.face.upper, self.face.lower
        out1, out2 = leave = self.seats[b, seats[0]], self.seats[b, seats[1]]
        in1, in2 = enter = self._one_of(kinds[0]), self._one_of(kinds[1])
        weights = weights + self.choices
        room = np.maximum(upper[in1] - n[b, in1], 0) * np.maximum(
            upper[in2] - n[b, in2] - (in1 == in2), 0
        )
        back = (upper[out1] - n[b, out1] + 1) * (upper[out2] - n[b, out2] + 1)
        gain = weights[in1] + weights[in2] - weights[out1] - weights[out2]
        can_leave = (n[b, out1] > lower[out1]) & (n[b, out2] > lower[out2])
        can_leave &= self._accept(gain, room, back)
        accepted = self._let_households_move(b, can_leave, leave, enter)
        b = b[accepted]
        for seat, gone, come in zip(seats, leave, enter, strict=True):
            self.counts[b, gone[accepted]] -= 1
            self.counts[b, come[accepted]] += 1
            self.seats[b, seat[accepted]] = come[accepted]

    def _change_one(self, weights: Floats) -> None:
        """Change one value of one seat where both rows have room in the face."""
        b, face = self.chain, self.face
        i = self._seats()
        f = self.rng.integers(self.values.shape[1], size=len(b))
        v = (self.rng.random(len(b)) * self.widths[f]).astype(np.int64)
        old = self.seats[b, i]
        kind = self.neighbour[self.kind[old], f, v]
        new = self._one_of(kind)
        from_row = self.first_row[f] + self.values[self.kind[old], f]
        to_row = self.first_row[f] + v
        has_room = (self.sums[b, from_row] > face.row_lower[from_row]) & (
            self.sums[b, to_row] < face.row_upper[to_row]
        )
        accepted = self._replace(weights, i, new, (new >= 0) & (new != old) & has_room)
        b = b[accepted]
        self.sums[b, from_row[accepted]] -= 1
        self.sums[b, to_row[accepted]] += 1

    def _change_household(self, weights: Floats) -> None:
        """Let one seat go to a member alike from another household."""
        i = self._seats()
        old = self.seats[self.chain, i]
        new = self._one_of(self.kind[old])
        self._replace(weights, i, new, new != old)

    def _replace(
        self,
        weights: Floats,
        seat: NDArray[np.int64],
        new: NDArray[np.int64],
        possible: NDArray[np.bool_],
    ) -> NDArray[np.int64]:
        """Give a seat to type `new` in the chains where that is possible and accepted."""
        b, face = self.chain, self.face
        old = self.seats[b, seat]
        room = np.maximum(face.upper[new] - self.counts[b, new], 0)
        back = face.upper[old] - self.counts[b, old] + 1
        possible = possible & (self.counts[b, old] > face.lower[old])
        gain = (weights + self.choices)[new] - (weights + self.choices)[old]
        possible &= self._accept(gain, room, back)
        accepted = self._let_households_move(b, possible, [old], [new])
        b, old, new = b[accepted], old[accepted], new[accepted]
        self.counts[b, old] -= 1
        self.counts[b, new] += 1
        self.seats[b, seat[accepted]] = new
        return accepted

    def _let_households_move(
        self, b: NDArray[np.int64], accepted: NDArray[np.bool_], leave: Types, enter: Types
    ) -> NDArray[np.int64]:
        """Give the places in b of the accepted steps that keep each household within its row.

        The sums of the households' rows follow them.
        """
        place = np.nonzero(accepted)[0]
        if self.household is None:
            return place
        gone, come = ([self.household[t[place]] for t in types] for types in (leave, enter))
        fits, low, high = np.ones(len(place), dtype=bool), self.face.row_lower, self.face.row_upper
        for row in (*gone, *come):
            after = self.sums[b[place], row]
            for other in come:
                after = after + (other == row)
            for other in gone:
                after = after - (other == row)
            fits &= (after >= low[row]) & (after <= high[row])
        place = place[fits]
        for row in gone:
            self.sums[b[place], row[fits]] -= 1
        for row in come:
            self.sums[b[place], row[fits]] += 1
        return place

    def _accept(self, gain: Floats, room: Floats, back: Floats) -> NDArray[np.bool_]:
        """Accept with probability min(1, exp(gain) room / back); never without room."""
        draw = self.rng.random(len(gain))
        return np.asarray(draw * np.maximum(back, 1) < np.exp(np.clip(gain, -700, 700)) * room)
