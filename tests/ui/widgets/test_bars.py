from trainer_app.ui.widgets.bars import Bar, SplitBar, Swatch


def grabbed(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(200, 12)
    return widget.grab().toImage()


def filled(image, token_ground):
    middle = image.height() // 2
    return [image.pixelColor(x, middle).name() != token_ground for x in range(image.width())]


def bar(done, total, **more):
    made = Bar()
    made.set_share(done, total, **more)
    return made


def test_a_bar_is_filled_from_the_leading_edge(qtbot, appearance):
    track = grabbed(qtbot, bar(0, 10)).pixelColor(100, 6).name()
    latin = filled(grabbed(qtbot, bar(3, 10)), track)
    appearance.set_language("ur")
    urdu = filled(grabbed(qtbot, bar(3, 10)), track)
    appearance.set_language("en")
    assert (latin[30], latin[120]) == (True, False)
    assert (urdu[170], urdu[80]) == (True, False)


def test_more_than_all_is_all_and_nothing_of_nothing_is_nothing(qtbot):
    assert grabbed(qtbot, bar(12, 10)) == grabbed(qtbot, bar(10, 10))
    assert grabbed(qtbot, bar(0, 0)) == grabbed(qtbot, bar(0, 10))


def test_the_plan_is_a_mark_on_the_bar(qtbot, appearance):
    assert grabbed(qtbot, bar(3, 10, plan=5, tone="ok")) != grabbed(qtbot, bar(3, 10, tone="ok"))
    appearance.set_language("ur")
    assert grabbed(qtbot, bar(3, 10, plan=20))
    appearance.set_language("en")


def test_a_bar_speaks_its_numbers(qtbot):
    assert bar(168, 300).accessibleName() == "168 / 300"


def test_a_bar_of_fixed_length_keeps_it():
    assert Bar(length=84).sizeHint().width() == 84


def test_parts_of_a_whole_stand_side_by_side(qtbot, appearance):
    split = SplitBar((26, 14))
    latin = grabbed(qtbot, split)
    assert latin.pixelColor(10, 5) != latin.pixelColor(190, 5)
    split.set_parts(14, 26)
    assert split.grab().toImage() != latin
    appearance.set_language("ur")
    mirrored = split.grab().toImage()
    appearance.set_language("en")
    assert mirrored != split.grab().toImage()
    split.set_parts(0, 0)
    split.grab()


def test_the_square_of_a_legend_has_the_colour_of_its_series(qtbot):
    first, second = Swatch("bar_a"), Swatch("bar_b")
    assert grabbed(qtbot, first) != grabbed(qtbot, second)
