import io
from datetime import date
from itertools import pairwise

import pypdf
import pypdfium2
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from tests.documents.certificate_samples import NAME, certificate, proof, written
from trainer_app.documents import qr

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CODE = qr.sign(
    KEY, qr.Statement("JPT-1", NAME, "GEN-CPC", "DISTINCTION", date(2026, 11, 23), date(2028, 11, 22))
)


def rendered(data: bytes, dots_per_inch: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=dots_per_inch / 72).to_pil()


def png(colour: tuple[int, int, int]) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(stream, "PNG")
    return stream.getvalue()


def test_the_code_is_read_back_from_the_rendered_page():
    found = zxingcpp.read_barcodes(rendered(written(certificate(qr=CODE)), 200))
    assert [code.text for code in found] == [CODE]
    assert qr.verify(KEY.public_key(), found[0].text).name == NAME


def test_a_certificate_without_code_has_none():
    assert zxingcpp.read_barcodes(rendered(written(certificate()))) == []


def test_the_users_emblems_are_shown_once_in_the_file():
    data = written(
        *(
            certificate(emblem_left=png((250, 0, 0)), emblem_right=png((0, 0, 250)), number=f"N{n}")
            for n in range(4)
        )
    )
    image = rendered(data, 72)
    assert image.getpixel((110, 105)) == (250, 0, 0)
    assert image.getpixel((842 - 110, 105)) == (0, 0, 250)
    assert data.count(b"/Subtype /Image") == 2


def test_the_words_of_a_proof_are_seen_in_red_across_the_page():
    def reddish(image: Image.Image) -> int:
        middle = image.convert("RGB").crop((100, 150, 740, 450))
        red, green, _ = (band.tobytes() for band in middle.split())
        return sum(1 for r, g in zip(red, green, strict=True) if r > g + 25)

    assert reddish(rendered(written(proof()), 72)) > reddish(rendered(written(certificate()), 72)) + 8000


def test_pages_are_left_without_open_states():
    for page in pypdf.PdfReader(io.BytesIO(written(certificate(qr=CODE), proof()))).pages:
        operators = [operator for _, operator in page.get_contents().operations]
        assert operators.count(b"q") == operators.count(b"Q")
        depth = 0
        for operator in operators:
            depth += {b"q": 1, b"Q": -1}.get(operator, 0)
            assert depth >= 0
        texts = [operator for operator in operators if operator in (b"BT", b"ET")]
        assert all(first != second for first, second in pairwise(texts))
