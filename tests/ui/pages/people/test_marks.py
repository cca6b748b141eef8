import pytest

from trainer_app.ui.pages.people.marks import marks


def marked(name: str, typed: str) -> str:
    for begin, length in reversed(marks(name, typed)):
        name = f"{name[:begin]}[{name[begin : begin + length]}]{name[begin + length :]}"
    return name


@pytest.mark.parametrize(
    ("name", "typed", "seen"),
    [
        ("Li Jianguo", "li", "[Li] Jianguo"),
        ("Li Jianguo", "JIAN", "Li [Jian]guo"),
        ("Li Jianguo", "li j", "[Li] [J]ianguo"),
        ("Li Jianguo", "lijian", "[Li] [Jian]guo"),
        ("Li Jianguo", "ljg", "[L]i [J]ian[g]uo"),
        ("Zhang Guohua", "zgh", "[Z]hang [G]uo[h]ua"),
        ("Liaquat Jan Gul", "ljg", "[L]iaquat [J]an [G]ul"),
        ("Abdul-Qadir O'Neill", "qadir", "Abdul-[Qadir] O'Neill"),
        ("Zoë Müller", "zoe mu", "[Zoë] [Mü]ller"),
        ("李建国", "建国", "李[建国]"),
        ("李建国", "李建国", "[李建国]"),
        ("李建国", "国", "李建[国]"),
        ("萨娜·贾韦德", "贾韦", "萨娜·[贾韦]德"),
        ("لیاقت جان گل", "جان", "لیاقت [جان] گل"),
        ("کامران یوسفزئی", "كامران يوسف", "[کامران] [یوسف]زئی"),
    ],
)
def test_the_letters_that_a_search_matched_are_marked(name, typed, seen):
    assert marked(name, typed) == seen


@pytest.mark.parametrize("typed", ["", "  ", "35202", "xyz", "ljx", "国"])
def test_nothing_is_marked_where_something_else_was_matched(typed):
    assert marks("Li Jianguo", typed) == ()


def test_a_missing_name_has_no_marks():
    assert marks("", "li") == ()
