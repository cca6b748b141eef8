import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout

from trainer_app.ui import theme
from trainer_app.ui.widgets.lines import from_right, unbroken, without_joiners

NUMBER = "JPT-PK-2026-IS-00194-7"


def lines(text, width):
    layout = QTextLayout(text, theme.active().font())
    layout.beginLayout()
    broken = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        broken.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return broken


def test_a_code_is_not_broken_at_its_dashes(qapp):
    text = f"Take {NUMBER} now"
    assert len(lines(text, 60)) > 3
    assert [without_joiners(line).strip() for line in lines(unbroken(text), 60)] == ["Take", NUMBER, "now"]


def test_a_range_of_years_stays_together(qapp):
    assert [without_joiners(line) for line in lines(unbroken("2026–2028"), 40)] == ["2026–2028"]


@pytest.mark.parametrize("date", ["23 November 2026", "23 نومبر 2026"])
def test_a_date_stays_in_one_line(qapp, date):
    text = f"since {date}"
    width = 110
    assert [without_joiners(line).strip() for line in lines(text, width)] != ["since", date]
    assert [without_joiners(line).strip() for line in lines(unbroken(text), width)] == ["since", date]


def test_words_with_hyphens_may_still_break(qapp):
    assert unbroken("First-attempt pass rate") == "First-attempt pass rate"


def test_a_text_is_said_as_it_was(qapp):
    assert without_joiners(unbroken(f"Take {NUMBER}?")) == f"Take {NUMBER}?"


def test_urdu_lines_end_at_the_right_edge(qapp):
    text = "یہ پروگرام فائل کو خفیہ کرتا ہے۔ کوئی اسے دوبارہ مقرر نہیں کر سکتا، اس لیے کلید ہے۔"
    image = QImage(300, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(theme.active().font_for(text))
    flags = Qt.AlignmentFlag
    painter.drawText(
        QRectF(image.rect()), text, from_right(flags.AlignRight | flags.AlignAbsolute | flags.AlignTop)
    )
    height = painter.fontMetrics().lineSpacing()
    painter.end()
    ends = [
        max(
            x
            for x in range(300)
            for y in range(top + 4, top + height)
            if image.pixelColor(x, y).lightness() < 128
        )
        for top in (0, height)
    ]
    assert min(ends) >= 296
