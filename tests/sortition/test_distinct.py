"""Distinct rows are those of numpy.unique."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from sortition.distinct import distinct_rows

few = st.integers(0, 2) | st.sampled_from([255, 256, 65536])


@given(arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=few))
def test_they_are_sorted_counted_and_found_again(matrix):
    rows, of_row, counts = np.unique(matrix, axis=0, return_inverse=True, return_counts=True)
    found = distinct_rows(matrix)
    assert (matrix[found.first] == rows).all()
    assert (found.of_row == of_row.reshape(-1)).all()
    assert (found.counts == counts).all()


def test_rows_without_columns_are_all_the_same():
    assert distinct_rows(np.zeros((3, 0), dtype=int)).counts.tolist() == [3]
    assert distinct_rows(np.zeros((0, 2), dtype=int)).counts.tolist() == []
