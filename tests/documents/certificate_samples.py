"""Certificates and names for tests; all people are invented."""

import io
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pypdf
import pypdfium2

from trainer_app.core.language import Titles
from trainer_app.documents.certificate import CertificateData, Signatory, StatementKind, write_certificates

NAME = Titles("Muhammad Abdullah Khan", "محمد عبداللہ خان", "穆罕默德·阿卜杜拉·汗")
SIGNATORIES = (
    Signatory(
        Titles("Director of Training", "ڈائریکٹر تربیت", "培训主任"),
        Titles("Tariq Mehmood", "طارق محمود", "塔里克·马哈茂德"),
    ),
    Signatory(Titles("Head of Delegation", "سربراہ وفد", "代表团团长")),
)
_LATIN = [
    "Muhammad",
    "Ayesha",
    "Zulfiqar",
    "Siddiqui",
    "Li",
    "Na",
    "Wang",
    "Abdulla",
    "Mamat",
    "Shahabuddin",
    "O'Brien",
    "ud-Din",
    "Gulgee",
    "Ötkür",
]
_URDU = [
    "محمد",
    "عائشہ",
    "ذوالفقار",
    "صدیقی",
    "مصطفیٰ",
    "گلگت",
    "کمیل",
    "تکنیک",
    "ٹیپو",
    "بھٹو",
    "حمید",
    "شیخ",
    "لی",
    "نا",
    "وانگ",
    "پیچیدہ",
    "محمّد",
    "ثمینہ",
]
_CHINESE = "穆罕默德阿卜杜拉汗李娜王强买提玥䶮欧阳明远秀英国刘建华古丽"


def certificate(**changes: Any) -> CertificateData:
    """A certificate of training; what matters to the test is given by name."""
    values: dict[str, Any] = {
        "name": NAME,
        "course": Titles(
            "Community Policing and Crisis Communication",
            "کمیونٹی پولیسنگ اور بحرانی رابطہ",
            "社区警务与危机沟通",
        ),
        "kind": StatementKind.COMPLETION,
        "held_from": date(2026, 11, 2),
        "held_to": date(2026, 11, 20),
        "hours": Decimal(96),
        "awarded_on": date(2026, 11, 23),
        "signatories": SIGNATORIES,
        "number": "JPT-NPA-2026-01-00123-K",
        "band": Titles("Distinction", "امتیازی", "优秀"),
        "rank": Titles("Inspector", "انسپکٹر", "督察"),
        "organisation": Titles("Islamabad Capital Police", "اسلام آباد کیپیٹل پولیس", "伊斯兰堡首都警察"),
    }
    return CertificateData(**{**values, **changes})


def proof(**changes: Any) -> CertificateData:
    return certificate(number="", is_proof=True, **changes)


def written(*certificates: CertificateData) -> bytes:
    stream = io.BytesIO()
    write_certificates(certificates, stream)
    return stream.getvalue()


def texts(data: bytes) -> tuple[str, str]:
    """The text of the first page as pypdfium2 and as pypdf read it."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        seen = page.get_text_bounded()
    return seen, pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def names(language: str, count: int) -> Iterator[str]:
    """Names from very short to much too long, the same every time."""
    chance = random.Random(language)
    for _ in range(count):
        if language == "zh":
            parts = [
                "".join(chance.choices(_CHINESE, k=chance.randint(1, 5))) for _ in range(chance.randint(1, 7))
            ]
            yield "·".join(parts)
        else:
            yield " ".join(chance.choices(_URDU if language == "ur" else _LATIN, k=chance.randint(1, 9)))
