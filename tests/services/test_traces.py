"""Stored traces."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.attempts import Mark
from trainer_app.rules.grading import grade
from trainer_app.rules.schemes import ComponentRule, Scheme
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import traces

SCHEME = Scheme(
    components=(
        ComponentRule("LAW", Decimal(100), 4000),
        ComponentRule("FIR", Decimal(60), 6000, min_pct=Decimal(70), must_pass=True),
        ComponentRule("FIR-P", Decimal(30), 5000, parent="FIR"),
        ComponentRule("FIR-R", Decimal(30), 5000, parent="FIR"),
    ),
    attendance_min=Decimal(90),
    grace_limit=Decimal(2),
)
MARKS = st.one_of(
    st.builds(
        lambda halves, attempt: Mark(ScoreState.SCORED, Decimal(halves) / 2, attempt),
        st.integers(0, 60),
        st.integers(1, 2),
    ),
    st.builds(Mark, st.sampled_from([state for state in ScoreState if state is not ScoreState.SCORED])),
)
ADJUSTMENTS = st.builds(
    Adjustment,
    st.sampled_from(AdjustmentKind),
    st.integers(0, 40).map(lambda tenths: Decimal(tenths) / 10),
    st.sampled_from([None, "LAW"]),
)


@given(
    marks=st.dictionaries(st.sampled_from(["LAW", "FIR-P", "FIR-R"]), st.lists(MARKS, max_size=3)),
    adjustments=st.lists(ADJUSTMENTS, max_size=2),
    attendance=st.none() | st.decimals(0, 100, places=3),
)
def test_a_stored_result_reads_back_as_it_was(marks, adjustments, attendance):
    graded = grade(SCHEME, marks, attendance=attendance, adjustments=adjustments)
    stored = json.loads(json.dumps(traces.pack(graded)))
    read = traces.unpack(
        stored,
        SCHEME,
        outcome=graded.outcome,
        overall=graded.overall,
        band=graded.band,
        attendance=graded.attendance,
    )
    assert read == graded
    assert [str(clause.value) for clause in read.clauses] == [str(clause.value) for clause in graded.clauses]
