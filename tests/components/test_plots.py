import pytest

from observatory import plots


def test_bars_of_grades_straddle_the_axis():
    drawn = plots.grades([("Cost", [1, 1, 2, 1, 1], 0, 2)])
    fair = next(s for s in drawn.rows[0].segments if s.index == 2)

    assert drawn.axis == pytest.approx(50)
    assert fair.x + fair.width / 2 == pytest.approx(drawn.axis)
    assert drawn.rows[0].median_x == pytest.approx(drawn.axis)


def test_rows_of_grades_share_one_scale_and_fill_the_width():
    drawn = plots.grades([("A", [4, 0, 0, 0, 0], 0, 0), ("B", [0, 0, 0, 0, 2], 1, 4)])
    left, right = drawn.rows[0].segments[0], drawn.rows[1].segments[0]

    assert (left.x, left.width) == pytest.approx((0, 50))
    assert (right.x, right.width) == pytest.approx((50, 50))


def test_empty_grades_have_no_segment():
    drawn = plots.grades([("A", [0, 4, 0, 0, 0], 0, 1)])
    assert [s.index for s in drawn.rows[0].segments] == [1]


def test_a_criterion_without_grades_has_no_bar_and_no_median():
    row = plots.grades([("A", [0, 0, 0, 0, 0], 9, None)]).rows[0]
    assert (row.segments, row.median, row.median_x) == ([], None, None)


def test_grades_need_five_counts():
    with pytest.raises(ValueError, match="Cost: 5 counts expected, not 3"):
        plots.grades([("Cost", [1, 2, 3], 0, 1)])


def test_no_rows_draw_nothing():
    assert plots.grades([]).rows == []


def test_a_tally_is_drawn_as_shares_of_its_base():
    drawn = plots.tally([30, 10, 5], base=50, threshold=0.8)

    assert [bar.width for bar in drawn.bars] == [60, 20, 10]
    assert drawn.needed == pytest.approx(80)


def test_a_tally_without_a_base_is_drawn_as_shares_of_the_votes():
    drawn = plots.tally([3, 1, 0])
    assert (drawn.base, drawn.bars[0].width, drawn.needed) == (4, 75, None)


def test_a_tally_of_no_votes_has_empty_bars():
    assert [bar.width for bar in plots.tally([0, 0, 0]).bars] == [0, 0, 0]


def test_chances_are_sorted_with_the_fair_line_at_seats_by_members():
    drawn = plots.chances([0.5, 0.25, 0.75, 0.5], seats=2)

    assert [height for _, _, height in drawn.steps] == pytest.approx(
        [100 / 3, 200 / 3, 200 / 3, 100]
    )
    assert drawn.fair == pytest.approx(0.5)
    assert drawn.least_height == pytest.approx(100 / 3)


def test_a_large_pool_is_drawn_in_few_steps_that_never_flatter():
    probabilities = [i / 5000 for i in range(5000)]
    drawn = plots.chances(probabilities, seats=50)
    first_of_last_group = probabilities[239 * 5000 // 240]

    assert len(drawn.steps) == plots.MOST_STEPS
    assert drawn.steps[-1][2] == pytest.approx(100 * first_of_last_group / probabilities[-1])


def test_chances_of_nobody_draw_nothing():
    assert plots.chances([], seats=3).steps == []


def test_groups_of_chances_hold_everybody_once():
    groups = plots.chance_groups([0.1] * 7 + [0.2] * 6, groups=5)

    assert groups[0][0] == 1
    assert groups[-1][1] == 13
    assert all(a[1] + 1 == b[0] for a, b in zip(groups, groups[1:], strict=False))


def test_fewer_people_than_groups_leave_no_empty_group():
    assert plots.chance_groups([0.3, 0.2], groups=10) == [(1, 1, 0.2, 0.2), (2, 2, 0.3, 0.3)]


def test_quota_panel_and_pool_share_one_scale():
    women, men = plots.quota([("Women", 75, 5, 6, 5), ("Men", 25, 4, 5, None)], seats=10)

    assert women.pool_width == pytest.approx(100)
    assert women.panel_width == pytest.approx(50 / 75 * 100)
    assert (men.quota_x, men.quota_width) == pytest.approx((40 / 75 * 100, 10 / 75 * 100))
    assert men.panel_width == 0


def test_an_upper_quota_above_the_seats_ends_at_the_seats():
    (row,) = plots.quota([("All", 9, 0, 999, None)], seats=10)
    assert row.quota_width == pytest.approx(100)


def test_bars_and_their_marks_share_one_scale():
    drawn = plots.bars([("North", 50, 100), ("South", 25, None)])
    assert [(bar.width, bar.mark_x) for bar in drawn] == [(50, 100), (25, None)]
    assert plots.bars([]) == []


def test_a_curve_runs_through_its_points_from_the_bottom_to_the_top():
    drawn = plots.curve([(10, 0.0), (20, 0.5), (30, 1.0)], mark=20)
    assert drawn.lines == [(0, 100, 50, 50), (50, 50, 100, 0)]
    assert drawn.mark_x == 50


def test_stacks_stand_on_the_ground_and_the_highest_fills():
    drawn = plots.stacks([(1, 1), (0, 4)])
    assert drawn.pieces == [(0, 0, 75, 50, 25), (1, 0, 50, 50, 25), (1, 50, 0, 50, 100)]
    assert (drawn.top, drawn.line) == (4, None)


def test_a_line_across_stacks_takes_part_in_the_scale():
    drawn = plots.stacks([(1,)], line=4)
    assert (drawn.pieces[0][4], drawn.line) == (25, 0)


def test_stacks_of_nothing_draw_nothing():
    assert plots.stacks([]).pieces == []
    assert plots.stacks([(0, 0)]).pieces == []


def test_widths_are_shares_of_the_largest():
    assert plots.widths([1, 2, 0]) == [50, 100, 0]
    assert plots.widths([]) == []
