"""Drawing a laid-out certificate onto its page."""

import hashlib
import io

from reportlab.lib.utils import ImageReader

from trainer_app.documents import certificate_words as words
from trainer_app.documents import ornament, qr_drawing, text_layer
from trainer_app.documents.certificate_data import CertificateData
from trainer_app.documents.certificate_page import (
    EMBLEM_SIZE,
    EMBLEM_X,
    EMBLEM_Y,
    INK,
    MIDDLE,
    QR_SIZE,
    QR_X,
    QR_Y,
    Page,
    roles,
)
from trainer_app.documents.paper import A4_LANDSCAPE, Paper

_WIDTH, _HEIGHT = A4_LANDSCAPE
_PALE_RED = (0.97, 0.835, 0.825)


def draw(paper: Paper, data: CertificateData, page: Page) -> None:
    """Draw one certificate and end its page."""
    paper.doForm(_ground(paper, data.emblem_left, data.emblem_right))
    if data.is_proof:
        _proof_mark(paper)
    paper.addLiteral(_rules(page))
    for row, x, y in page.rows:
        for text in row.texts:
            style = text.style
            text_layer.draw(
                paper,
                text.text,
                x + text.x,
                y + text.y,
                fonts=style.fonts,
                size=text.size,
                align="centre",
                direction=style.direction,
                colour=style.colour,
            )
    if data.qr is not None:
        qr_drawing.draw(paper, data.qr, QR_X, QR_Y, QR_SIZE)
    paper.showPage()


def _ground(paper: Paper, left: bytes | None, right: bytes | None) -> str:
    """The form with everything that the pages of a batch share; drawn once into the document."""
    name = f"ground-{_digest(left)}-{_digest(right)}"
    if not paper.hasForm(name):
        ornament.shield_emblem(paper, "emblem-left")
        ornament.star_emblem(paper, "emblem-right")
        ornament.ground(paper, f"{name}-frame", _WIDTH, _HEIGHT)
        images = [
            (_emblem(paper, left, "emblem-left"), EMBLEM_X),
            (_emblem(paper, right, "emblem-right"), _WIDTH - EMBLEM_X),
        ]
        paper.beginForm(name, 0, 0, _WIDTH, _HEIGHT)
        paper.doForm(f"{name}-frame")
        for form, x in images:
            _place(paper, form, x, EMBLEM_Y)
        paper.endForm()
    return name


def _digest(image: bytes | None) -> str:
    return hashlib.sha256(image).hexdigest()[:16] if image else "none"


def _rules(page: Page) -> str:
    """Operators for the lines, the box of the number and the dots (points of a round pen)."""
    gold = [(x + left, y + rule_y, x + right) for row, x, y in page.rows for left, rule_y, right in row.rules]
    dots = [(x + dot_x, y + dot_y) for row, x, y in page.rows for dot_x, dot_y in row.dots]
    code = ["q 0.7 w", "{:.3f} {:.3f} {:.3f} RG".format(*ornament.GOLD)]
    code += [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S" for left, y, right in gold]
    code += ["{:.3f} {:.3f} {:.3f} rg".format(*ornament.IVORY), _rounded_box(*page.number_box), "B 2.2 w 1 J"]
    code += [f"{x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S" for x, y in dots]
    code += ["0 J 0.6 w", "{:.3f} {:.3f} {:.3f} RG".format(*INK)]
    code += [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S" for left, y, right in page.signing_lines]
    return "\n".join([*code, "Q"])


def _rounded_box(left: float, bottom: float, right: float, top: float) -> str:
    """A closed path with corners of 3 points."""
    near, far = 3.0, 1.35
    corners = (
        (left, bottom, 0, 1, 1, 0),
        (right, bottom, -1, 0, 0, 1),
        (right, top, 0, -1, -1, 0),
        (left, top, 1, 0, 0, -1),
    )
    code = []
    for number, (x, y, in_x, in_y, out_x, out_y) in enumerate(corners):
        start = f"{x + in_x * near:.2f} {y + in_y * near:.2f} {'l' if number else 'm'}"
        handles = f"{x + in_x * far:.2f} {y + in_y * far:.2f} {x + out_x * far:.2f} {y + out_y * far:.2f}"
        code.append(f"{start} {handles} {x + out_x * near:.2f} {y + out_y * near:.2f} c")
    return " ".join([*code, "h"])


def _proof_mark(paper: Paper) -> None:
    """The word PROOF in three scripts across the page, behind the text."""
    if not paper.hasForm("proof-mark"):
        paper.beginForm("proof-mark", -_WIDTH / 2, -_HEIGHT / 2, _WIDTH / 2, _HEIGHT / 2)
        paper.rotate(20)
        marks = words.proof_mark()
        for x, code, size in ((0.0, "en", 96.0), (-282.0, "zh", 76.0), (262.0, "ur", 76.0)):
            style = roles()["title"].style(code)
            text_layer.draw(
                paper,
                marks.in_language(code),
                x,
                -40,
                fonts=style.fonts,
                size=size,
                align="centre",
                direction=style.direction,
                colour=_PALE_RED,
            )
        paper.endForm()
    _place(paper, "proof-mark", MIDDLE, _HEIGHT / 2)


def _emblem(paper: Paper, image: bytes | None, ornament_name: str) -> str:
    """The form with the user's image, or the name of the ornament that stands for it."""
    if image is None:
        return ornament_name
    name = f"emblem-{_digest(image)}"
    if not paper.hasForm(name):
        half = EMBLEM_SIZE / 2
        paper.beginForm(name, -half, -half, half, half)
        picture = ImageReader(io.BytesIO(image))
        paper.drawImage(
            picture, -half, -half, EMBLEM_SIZE, EMBLEM_SIZE, mask="auto", preserveAspectRatio=True, anchor="c"
        )
        paper.endForm()
    return name


def _place(paper: Paper, form: str, x: float, y: float) -> None:
    paper.saveState()
    paper.translate(x, y)
    paper.doForm(form)
    paper.restoreState()
