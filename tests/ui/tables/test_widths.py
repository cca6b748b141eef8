from hypothesis import given
from hypothesis import strategies as st

from tests.ui.tables.rows import COLUMNS
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.widths import fitted


def test_spare_room_goes_to_the_column_that_stretches():
    assert fitted(COLUMNS, {}, 720) == [50, 440, 160, 70]


def test_missing_room_is_taken_from_the_course_before_the_name():
    assert fitted(COLUMNS, {}, 420) == [50, 240, 60, 70]
    assert fitted(COLUMNS, {}, 400)[1] == 240


def test_a_width_that_was_pulled_is_kept():
    assert fitted(COLUMNS, {"course": 300}, 720)[2] == 300


def test_without_a_column_that_stretches_the_last_one_does():
    assert fitted((Column("a", "A", str), Column("b", "B", str)), {}, 400) == [110, 290]


def test_widths_follow_the_size_of_texts():
    assert fitted(COLUMNS, {}, 720, 125)[0] == 62


def test_room_beyond_the_contents_goes_to_the_column_that_would_elide_its_own():
    needs = {"no": 30, "name": 130, "course": 190, "total": 70}
    assert fitted(COLUMNS, {}, 520, needs=needs) == [30, 230, 190, 70]


def test_what_is_short_of_room_goes_to_the_name_before_the_course():
    needs = {"no": 30, "name": 260, "course": 190, "total": 70}
    assert fitted(COLUMNS, {}, 520, needs=needs) == [30, 260, 160, 70]


def test_a_width_that_was_pulled_gives_nothing_away():
    assert fitted(COLUMNS, {"name": 300}, 580, needs={"name": 100, "course": 200})[1] == 300


@given(
    st.integers(1, 3000),
    st.dictionaries(st.sampled_from([each.key for each in COLUMNS]), st.integers(20, 900)),
)
def test_evening_out_keeps_the_whole_width(room, needs):
    assert sum(fitted(COLUMNS, {}, room, needs=needs)) == sum(fitted(COLUMNS, {}, room))


@given(st.integers(1, 3000), st.sampled_from((100, 110, 125)))
def test_the_room_is_filled_exactly_or_every_column_is_at_its_least(room, percent):
    widths = fitted(COLUMNS, {}, room, percent)
    floors = [48 if column.stretch else round(column.least * percent / 100) for column in COLUMNS]
    least = [
        min(floor, round(column.width * percent / 100)) for floor, column in zip(floors, COLUMNS, strict=True)
    ]
    assert sum(widths) == max(room, sum(least))


def test_large_texts_take_room_from_the_names_before_dates_are_cut():
    columns = (Column("name", "Name", str, stretch=1, keeps=5, least=150), Column("on", "On", str, least=100))
    assert fitted(columns, {}, 250, 150) == [100, 150]
