import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from trainer_app.ui import theme
from trainer_app.ui.tables.text import baseline, laid_out, paint_run, run_direction, run_width

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    ("text", "window", "direction"),
    [
        ("\u2068علی\u2069, Islamabad Police", LTR, LTR),
        ("\u2068علی\u2069", LTR, RTL),
        ("312 of 320", RTL, LTR),
        ("JPT-PK-2026-IS-00124-G", RTL, LTR),
        ("312 از 320", RTL, RTL),
        ("آمنہ خان", LTR, RTL),
        ("Amina آمنہ", LTR, LTR),
        ("12.5", LTR, LTR),
    ],
)
def test_a_run_has_the_direction_of_its_script(text, window, direction):
    assert run_direction(text, window) == direction


def paint(text, width, *, at_right=False):
    image = QImage(width, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = theme.active().font_for(text)
    taken = paint_run(painter, image.rect(), text, font, QColor("black"), at_right=at_right)
    painter.end()
    return image, taken


def inked(image):
    return [
        x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 128 for y in range(32))
    ]


def test_a_run_stands_at_the_end_it_is_given(qapp):
    left, _ = paint("Amina", 300)
    right, _ = paint("Amina", 300, at_right=True)
    assert max(inked(left)) < 100
    assert min(inked(right)) > 200


def test_a_run_that_is_too_long_keeps_inside_its_room(qapp):
    font = theme.active().font()
    assert run_width("Crime Scene Investigation", font) > 80
    image, taken = paint("Crime Scene Investigation", 80)
    assert taken <= 80
    assert inked(image)


def test_all_scripts_share_one_baseline(qapp):
    assert baseline(QRect(0, 0, 10, 32)) == baseline(QRect(50, 0, 10, 32))


@pytest.mark.parametrize(
    "text", ["شناختی نمبر", "دو نام موجود نہیں", "غیر ملکی شہریوں کی قریبی حفاظت", "Liu Yang", "刘洋"]
)
def test_a_run_is_measured_as_wide_as_its_letters_are_set(qapp, text):
    font = theme.active().font_for(text)
    assert laid_out(text, font, run_direction(text, LTR)).width <= run_width(text, font)
