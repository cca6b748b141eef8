"""Random schemes and cases, written as golden_cases.txt writes them, for hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.rules.golden_text import CaseText

MAXIMA = ("10", "20", "37.5", "50", "60", "100")
LETTERS = ("A", "E", "X", "N", "M", "V", "-")


def _hundredths(count: int) -> str:
    return f"{count / 100:.2f}"


def _tenths(least: int, most: int) -> st.SearchStrategy[str]:
    return st.integers(least * 10, most * 10).map(lambda tenths: f"{tenths / 10:g}")


@st.composite
def _weights(draw, count):
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1)))
    return [(upper - lower) / 100 for lower, upper in zip([0, *cuts], [*cuts, 10_000], strict=True)]


@st.composite
def _component(draw, code, weight, parent=""):
    words = [code, draw(st.sampled_from(MAXIMA)), f"{weight:.2f}"]
    if draw(st.integers(0, 2)) == 0:
        words.append(f"min{draw(st.integers(0, 100))}")
    words += [word for word in ("must", "fixed") if draw(st.integers(0, 4)) == 0]
    return " ".join([*words, *(["in", parent] if parent else [])])


@st.composite
def scheme_texts(draw):
    """A scheme that could be approved: up to four components, one of them perhaps with two parts."""
    weights = draw(_weights(draw(st.integers(1, 4))))
    parts = [draw(_component(f"C{number}", weight)) for number, weight in enumerate(weights)]
    if draw(st.integers(0, 3)) == 0:
        below = draw(_weights(2))
        parts += [draw(_component(f"P{number}", weight, "C0")) for number, weight in enumerate(below)]
    pass_mark = draw(st.integers(1, 99))
    lowers = sorted(draw(st.sets(st.integers(1, 100), max_size=3)) | {pass_mark, 0}, reverse=True)
    settings = {
        "pass": pass_mark,
        "bands": ",".join(f"from{lower}={lower}" for lower in lowers),
        "decimals": draw(st.integers(0, 2)),
        "exempt": draw(st.sampled_from(["25", "33.33", "100", "0"])),
        "attempts": draw(st.integers(1, 3)),
        "resits": draw(st.sampled_from(["CAP_AT_PASS", "BEST", "LATEST"])),
        "tolerance": draw(st.sampled_from(["0", "10", "12.5"])),
        "combine": draw(st.sampled_from(["MEAN", "MEDIAN"])),
        "grace": draw(st.integers(0, 5)),
    }
    if draw(st.booleans()):
        settings["attendance"] = draw(_tenths(0, 100))
    return "; ".join([" / ".join(parts), *(f"{key} {value}" for key, value in settings.items())])


def _points(maximum: str) -> st.SearchStrategy[str]:
    return st.integers(0, round(float(maximum) * 2)).map(lambda halves: f"{halves / 2:g}")


@st.composite
def _marks(draw, maximum):
    points = _points(maximum)

    def attempt():
        one = st.one_of(points, points, points, points, points, st.sampled_from(LETTERS))
        return "&".join(draw(st.lists(one, min_size=1, max_size=draw(st.sampled_from([1, 1, 1, 3])))))

    return ">".join(attempt() for _number in range(draw(st.sampled_from([1, 1, 2, 3]))))


def _components(scheme: str) -> list[list[str]]:
    return [part.split() for part in scheme.split("; ")[0].split(" / ")]


def _leaves(scheme: str) -> list[list[str]]:
    parents = {words[-1] for words in _components(scheme) if "in" in words}
    return [words for words in _components(scheme) if words[0] not in parents]


@st.composite
def marks_of(draw, scheme):
    """What one trainee brought under the scheme; now and then a component was never touched."""
    entered = [words for words in _leaves(scheme) if draw(st.integers(1, 20)) != 7]
    marks = [f"{words[0]} {draw(_marks(words[1]))}" for words in entered]
    return ", ".join([*marks, "left"] if draw(st.integers(1, 20)) == 7 else marks)


@st.composite
def case_texts(draw):
    """A case of a random scheme; what it comes to is not said."""
    scheme = draw(scheme_texts())
    kinds = ("CORRECTION", "SCALING", "PENALTY", "GRACE")
    codes = ["", *(words[0] for words in _components(scheme))]
    adjustments = [
        f"{draw(st.sampled_from(kinds))} {draw(_tenths(0, 9))} {draw(st.sampled_from(codes))}".strip()
        for _number in range(draw(st.sampled_from([0, 0, 1, 2, 3])))
    ]
    return CaseText(
        what="random",
        scheme=scheme,
        marks=draw(marks_of(scheme)),
        attendance=draw(
            st.sampled_from(["100", "89.96", "60", ""]) | st.integers(0, 10_000).map(_hundredths)
        ),
        adjustments=",".join(adjustments),
        expected=(),
        working="",
    )


@st.composite
def settled_texts(draw):
    """A case in which every component has one mark, or two that may differ too much."""
    text = draw(case_texts())
    marks = [
        f"{words[0]} {'&'.join(draw(_points(words[1])) for _assessor in range(draw(assessors)))}"
        for words in _leaves(text.scheme)
        for assessors in [st.sampled_from([1, 1, 1, 2])]
    ]
    return replace(text, marks=", ".join(marks), adjustments="")
