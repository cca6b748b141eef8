"""A QR code on a page, as one vector path on white."""

from trainer_app.documents import qr
from trainer_app.documents.paper import Paper

_QUIET_MODULES = 4


def draw(paper: Paper, text: str, left: float, bottom: float, size: float) -> None:
    """Draw the code with its quiet zone into a square."""
    rows = qr.modules(text)
    module = size / (len(rows) + 2 * _QUIET_MODULES)
    paper.setFillColorRGB(1, 1, 1)
    paper.rect(left, bottom, size, size, stroke=0, fill=1)
    first_x, first_y = left + _QUIET_MODULES * module, bottom + size - _QUIET_MODULES * module
    # Whole numbers under one matrix: a third of the bytes and of the time that placing each box would take.
    boxes = [f"{start} {y} {length} 1 re" for y, row in enumerate(rows) for start, length in qr.runs(row)]
    matrix = f"{module:.5f} 0 0 {-module:.5f} {first_x:.3f} {first_y:.3f} cm"
    paper.addLiteral(f"q 0 g {matrix}\n" + "\n".join(boxes) + "\nf Q")
