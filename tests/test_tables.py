"""Editors' tables: how a reader's lines become rows, and rows the labels of pairs."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "claims"))
import tables
from tables import Member, Row, Table

FIVE = tuple(Member("one.json", [[k, k + 1]]) for k in range(5))


def test_a_line_tells_bare_bracketed_and_parting_numbers():
    assert tables.row_of("tram: derailed at 7: 1 3! (5)", 5, "x") == Row(told=(0, 2), beside=(4,), parted=(2,))


def test_a_number_that_is_not_on_the_sheet_is_named():
    with pytest.raises(ValueError, match=r"x\.txt: 6 is not on the sheet, which ends at 5"):
        tables.row_of("tram derailed: 1 6", 5, "x.txt")


def test_pairs_of_a_row_are_the_same_unless_one_parts_or_stands_beside():
    label = Table("x", FIVE, (Row(told=(0, 1, 2), beside=(3,), parted=(2,)),)).labels()
    assert label == {(0, 1): "same", (0, 2): "divergent", (1, 2): "divergent",
                     (0, 3): "part", (1, 3): "part", (2, 3): "part"}  # fmt: skip


@pytest.mark.parametrize("rows", [(Row((0, 1)), Row((2,), (0, 1))), (Row((2,), (0, 1)), Row((0, 1)))])
def test_the_main_point_decides_whatever_the_order_of_rows(rows):
    assert Table("x", FIVE, rows).labels()[0, 1] == "same"


def test_what_stands_in_no_row_stands_alone():
    homes = tables.homes(Table("x", FIVE, (Row((1, 2)),)))
    assert homes[1] == homes[2]
    assert len(set(homes.values())) == 4


def test_b_cubed_is_whole_for_the_same_groups_under_other_names():
    assert tables.b_cubed(["a", "a", "b"], ["1", "1", "2"]) == (1.0, 1.0, 1.0)
    precision, recall, _ = tables.b_cubed(["a", "a", "b"], ["1", "1", "1"])
    assert (precision, recall) == (pytest.approx(5 / 9), 1.0)


def test_the_kept_tables_hold_numbers_of_their_statements_and_each_main_point_once():
    for table in tables.tables():
        told = [k for row in table.rows for k in row.told]
        assert len(told) == len(set(told)), table.event
        assert all(k < len(table.statements) for row in table.rows for k in (*row.told, *row.beside))
        assert all(set(row.parted) <= set(row.told) for row in table.rows)
