from itertools import combinations

import pytest

from tests.documents.certificate_samples import SIGNATORIES, certificate, names, proof
from trainer_app.core.language import Titles
from trainer_app.documents import certificate_page
from trainer_app.documents.certificate import problems
from trainer_app.documents.certificate_data import CertificateData, Signatory, StatementKind
from trainer_app.documents.certificate_page import Page, lay_out
from trainer_app.documents.paper import A4_LANDSCAPE

Box = tuple[float, float, float, float]
WIDTH, HEIGHT = A4_LANDSCAPE
FRAME = 46 + 2.4 + 4.5
LONG = Titles(
    "Protection of Foreign Nationals along the Economic Corridor: Advanced Instructor Course",
    "اقتصادی راہداری پر غیر ملکی شہریوں کے تحفظ کا اعلیٰ انسٹرکٹر کورس",
    "经济走廊沿线外国公民与关键基础设施保护高级教官培训班",
)
OFFICE = Titles(
    "Deputy Director General, International Cooperation",
    "نائب ڈائریکٹر جنرل، بین الاقوامی تعاون",
    "国际合作局副局长",
)


def boxes(page: Page, data: CertificateData) -> list[Box]:
    """Everything that is painted over the ground, as rectangles."""
    half = certificate_page.EMBLEM_SIZE / 2
    x, y = certificate_page.EMBLEM_X, certificate_page.EMBLEM_Y
    found = [text.ink() for text in page.texts()]
    found += [
        (x - half, y - half, x + half, y + half),
        (WIDTH - x - half, y - half, WIDTH - x + half, y + half),
    ]
    found += [(left, y - 0.3, right, y + 0.3) for left, y, right in page.signing_lines]
    for row, row_x, row_y in page.rows:
        found += [
            (row_x + left, row_y + y - 0.3, row_x + right, row_y + y + 0.3) for left, y, right in row.rules
        ]
    if data.qr:
        left, bottom, size = certificate_page.QR_X, certificate_page.QR_Y, certificate_page.QR_SIZE
        found.append((left, bottom, left + size, bottom + size))
    return found


def overlapping(found: list[Box]) -> list[tuple[Box, Box]]:
    return [
        (a, b)
        for a, b in combinations(found, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] and a != (0, 0, 0, 0) != b
    ]


def outside(page: Page) -> list[Box]:
    """Texts that leave the frame, apart from the number, which stands on it."""
    left, bottom, right, top = page.number_box
    strays = []
    for text in page.texts():
        ink = text.ink()
        in_box = left < ink[0] and ink[2] < right and bottom < ink[1] and ink[3] < top
        in_frame = (
            ink[0] >= FRAME and ink[2] <= WIDTH - FRAME and ink[1] >= FRAME and ink[3] <= HEIGHT - FRAME
        )
        if not (in_box or in_frame):
            strays.append(ink)
    return strays


def assert_nothing_overlaps(data: CertificateData) -> None:
    page = lay_out(data)
    assert overlapping(boxes(page, data)) == []
    assert outside(page) == []


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_a_thousand_names_never_overlap_and_never_leave_the_frame(language):
    listed = 0
    for name in names(language, 1000):
        data = certificate(name=Titles(**{"en": "Li Na", "ur": "لی نا", "zh": "李娜", language: name}))
        if problems(data):
            listed += 1
        else:
            assert_nothing_overlaps(data)
    assert listed < 50


def test_names_that_are_long_in_every_script_never_overlap():
    for en, ur, zh in zip(names("en", 300), names("ur", 300), names("zh", 300), strict=True):
        data = certificate(name=Titles(en, ur, zh), course=LONG, signatories=SIGNATORIES * 2)
        if not problems(data):
            assert_nothing_overlaps(data)


@pytest.mark.parametrize("kind", StatementKind)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("qr", [None, "CODE"])
def test_every_kind_finds_room_with_every_number_of_signatories(kind, count, qr):
    signatories = (
        *SIGNATORIES,
        Signatory(OFFICE, Titles("Wang Xiaoming", "وانگ شیاؤمنگ", "王晓明")),
        *SIGNATORIES,
    )
    data = certificate(
        kind=kind, signatories=signatories[:count], qr=qr, course=LONG, valid_to=certificate().held_to
    )
    assert_nothing_overlaps(data)


def test_a_certificate_needs_neither_rank_nor_organisation_nor_band():
    assert_nothing_overlaps(certificate(rank=None, organisation=None, band=None))


def test_a_statement_of_attendance_shows_no_band():
    shown = [text.text for text in lay_out(certificate(kind=StatementKind.ATTENDANCE)).texts()]
    assert "Distinction" not in shown
    assert "Distinction" in [text.text for text in lay_out(certificate()).texts()]


def test_the_number_stands_on_the_frame_in_its_own_colour():
    number = next(text for text in lay_out(certificate()).texts() if "JPT-" in text.text)
    assert number.text == "№ JPT-NPA-2026-01-00123-K"
    assert number.style.colour == certificate_page.RED


def test_a_proof_says_so_where_the_number_would_be():
    page = lay_out(proof())
    left, bottom, right, top = page.number_box
    words = [text.text for text in page.texts() if left < text.x < right and bottom < text.y < top]
    assert "Proof, not valid" in words


def test_a_certificate_stands_as_its_proof_did():
    *shown, _number = lay_out(proof(course=LONG)).rows
    *printed, _number = lay_out(certificate(course=LONG, qr="SIGNED")).rows
    assert shown == printed


def test_there_is_room_for_a_hand_above_every_line_to_sign_on():
    page = lay_out(certificate(course=LONG, signatories=SIGNATORIES * 2))
    line = page.signing_lines[0][1]
    above = [text.ink()[1] for text in page.texts() if text.ink()[1] > line]
    assert min(above) - line >= 24


def test_no_text_is_smaller_than_its_floor():
    data = certificate(
        course=LONG,
        signatories=SIGNATORIES * 2,
        valid_to=certificate().held_to,
        kind=StatementKind.INSTRUCTOR,
    )
    assert [text.text for text in lay_out(data).texts() if text.size < text.style.floor - 1e-6] == []
