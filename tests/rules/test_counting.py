"""Shares of the whole, and what was left out of it."""

from decimal import Decimal
from fractions import Fraction

from trainer_app.rules.attempts import Mark
from trainer_app.rules.counting import count, left_out_part, settled_cells, shares
from trainer_app.rules.schemes import ComponentRule, Scheme
from trainer_app.rules.states import ScoreState

TREE = Scheme(
    components=(
        ComponentRule("TH", Decimal(100), 6000),
        ComponentRule("A", Decimal(100), 7000, parent="TH"),
        ComponentRule("B", Decimal(100), 3000, parent="TH"),
        ComponentRule("PR", Decimal(100), 4000),
    )
)


def share_of(marks):
    figures = count(TREE, settled_cells(TREE, marks), {})
    found = shares(TREE.plan, figures.weights)
    return {node.code: Fraction(*found[place]) for place, node in enumerate(TREE.plan)}


def scored(points):
    return [Mark(ScoreState.SCORED, Decimal(points))]


def test_the_share_of_a_part_is_the_product_of_the_weights_above_it():
    share = share_of({"A": scored(50), "B": scored(50), "PR": scored(50)})
    assert share == {
        None: 1,
        "TH": Fraction(6, 10),
        "A": Fraction(42, 100),
        "B": Fraction(18, 100),
        "PR": Fraction(4, 10),
    }


def test_an_exempt_part_leaves_its_share_to_its_siblings():
    share = share_of({"A": scored(50), "B": [Mark(ScoreState.EXEMPT)], "PR": scored(50)})
    assert (share["A"], share["PR"]) == (Fraction(6, 10), Fraction(4, 10))


def test_what_was_left_out_is_told_in_percent_of_the_whole():
    cells = settled_cells(TREE, {"B": [Mark(ScoreState.EXEMPT)], "PR": [Mark(ScoreState.NOT_APPLICABLE)]})
    assert Fraction(*left_out_part(TREE.plan, cells)) == 58
    assert left_out_part(TREE.plan, settled_cells(TREE, {"A": scored(1)})) is None
