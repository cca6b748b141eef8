"""Bad files that are whole workbooks: sheets of lying size, no list, and rows of people that cannot be."""

from tests.faults.bad_packages import BAD_NAME, BAD_PERSON, HEADINGS
from tests.faults.corpus import Corpus
from tests.faults.packages import book_parts, package, parts_of, sheet, sheet_of_xml

MARK_HEADINGS = ("S.No", "Name", "Score /60")


def fill(corpus: Corpus) -> None:
    """Add them."""
    _sizes(corpus)
    _sheets(corpus)
    _people(corpus)
    _marks(corpus)


def _book(*rows: tuple[object, ...], tail: str = "") -> bytes:
    return package(parts_of(*rows, tail=tail))


def _cells(rows: str, **more: str) -> bytes:
    return package(book_parts(sheet_of_xml(rows), **more))


def _sizes(corpus: Corpus) -> None:
    rows = "".join(f'<row r="{n}"><c><v>{n * 7919}</v></c></row>' for n in range(1, 70_000))
    last = '<row r="1048576"><c><v>1</v></c></row>'
    corpus.add("all-rows.xlsx", "too_many_rows", lambda: _cells(rows + last))
    columns = "".join(f"<c><v>{n * 7919 % 104729}</v></c>" for n in range(16_384))
    corpus.add("all-columns.xlsx", "too_many_columns", lambda: _cells(f"<row>{columns}</row>" * 3))
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    corpus.add("one-cell-far-away.xlsx", "too_many_cells", lambda: _cells(far))
    far_fault = '<row r="1048576"><c r="XFD1048576" t="e"><v>#REF!</v></c></row>'
    corpus.add("one-fault-far-away.xlsx", "too_many_cells", lambda: _cells(far_fault))
    corpus.add("forty-kilobytes-in-a-cell.xlsx", "too_large", lambda: _book(HEADINGS, ("1", "x" * 40_000)))
    corpus.add("row-of-minus-one.xlsx", "damaged", lambda: _cells('<row r="-1"><c><v>1</v></c></row>'))
    lie = '<dimension ref="A1:XFD1048576"/>'
    lying = book_parts(sheet(HEADINGS, BAD_PERSON, head=lie))
    corpus.add("size-that-lies.xlsx", BAD_NAME, lambda: package(lying))
    merges = "".join(f'<mergeCell ref="A{n}:E{n}"/>' for n in range(1, 20_002))
    corpus.add("all-merged.xlsx", "too_many_cells", lambda: _book(HEADINGS, BAD_PERSON, tail=merges))


def _sheets(corpus: Corpus) -> None:
    corpus.add("blank.xlsx", "no_list", _book)
    corpus.add("no-headings.xlsx", "no_list", lambda: _book((1, 2.5), (2, 3.5)))
    corpus.add("a-letter.xlsx", "no_list", lambda: _book(("Dear Sir,",), ("please find the roll attached.",)))
    formulas = tuple(b"<c><f>A1</f></c>" for _column in HEADINGS)
    corpus.add("formulas-without-values.xlsx", "no_list", lambda: _book(formulas, formulas))
    hidden = '<sheet name="Roll" sheetId="1" state="veryHidden" r:id="rId1"/>'
    corpus.add(
        "hidden-sheet-alone.xlsx",
        BAD_NAME,
        lambda: package(book_parts(sheet(HEADINGS, BAD_PERSON), sheets=hidden)),
    )
    merged = '<mergeCells><mergeCell ref="A1:E1"/></mergeCells>'
    corpus.add(
        "headings-merged-into-one.xlsx", "no_list", lambda: _book(("Nominal roll",), (1, 2), tail=merged)
    )
    twice = (*HEADINGS, *HEADINGS)
    corpus.add("headings-twice.xlsx", BAD_NAME, lambda: _book(twice, (*BAD_PERSON, *BAD_PERSON)))
    two_rolls = (HEADINGS, BAD_PERSON, (), ("Second course",), HEADINGS, BAD_PERSON)
    corpus.add("two-rolls.xlsx", BAD_NAME * 2, lambda: _book(*two_rolls))


def _people(corpus: Corpus) -> None:
    def roll(name: str, expected: str, *people: tuple[object, ...]) -> None:
        corpus.add(name, (expected,) * len(people), lambda: _book(HEADINGS, *people))

    def named(*names: object) -> list[tuple[object, ...]]:
        return [(n, "ASI", name, f"61101-123456{n}-1", "1990-03-15") for n, name in enumerate(names, start=1)]

    fault = b'<c t="e"><v>#REF!</v></c>'
    roll("faults-for-names.xlsx", "cell_error", *named(fault, fault))
    roll(
        "formulas-for-names.xlsx", "name_not_letters", *named("=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3")
    )
    roll("direction-marks-alone.xlsx", "no_name", *named("\u202e\u202c", "\u2066\u2069\u200f"))
    roll(
        "direction-marks-in-names.xlsx",
        "name_not_letters",
        *named("Amina \u202e4711", "\u2066Bilal\u2069 #1"),
    )
    roll("long-names.xlsx", "too_long", *named("Amina " * 100, "آمنہ " * 200))
    roll("names-missing.xlsx", "no_name", *named(None, "  "))
    roll(
        "days-that-never-were.xlsx",
        "no_such_day",
        *[(1, "ASI", "Amina Khan", None, day) for day in ("31/02/1990", "1990-13-45")],
    )
    roll(
        "dates-beyond-all-calendars.xlsx",
        "not_a_date",
        *[(1, "ASI", "Amina Khan", None, day) for day in (2.9e9, 1e300, "the spring")],
    )
    roll(
        "shortened-numbers.xlsx",
        "shortened",
        (1, "ASI", "Amina Khan", "6.11E+12"),
        (2, "SI", "Bilal Khan", 1e17),
    )
    roll(
        "numbers-of-the-wrong-length.xlsx",
        "cnic_digits",
        (1, "ASI", "Amina Khan", "61101-1"),
        (2, "SI", "Bilal Khan", 7),
    )


def _marks(corpus: Corpus) -> None:
    def marks(name: str, expected: tuple[str, ...], *values: object, person: str = "Sana Javed") -> None:
        rows = [(n, person, value) for n, value in enumerate(values, start=1)]
        corpus.add(name, expected, lambda: _book(MARK_HEADINGS, *rows), is_marks=True)

    fault = b'<c t="e"><v>#DIV/0!</v></c>'
    outside = ("ValueOutsideMaximum",)
    marks("marks-outside.xlsx", outside * 4, 61, -1, 1e6, 99999999999)
    marks("marks-that-are-formulas.xlsx", (*outside, "cell_error", "cell_error"), 61, fault, fault)
    marks("marks-too-fine.xlsx", ("ValueOffStep",) * 2, 41.123, "12.0001")
    marks("marks-of-a-stranger.xlsx", ("NotOnRoll",), 40, person="Nobody Atall")
    corpus.add("marks-without-people.xlsx", "no_list", lambda: _book(("a", "b"), (1, 2)), is_marks=True)
    corpus.add("marks-cut.xlsx", "damaged", lambda: _book(MARK_HEADINGS)[:-40], is_marks=True)
