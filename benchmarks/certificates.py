"""500 certificates in one PDF against drawing the same text with the text layer alone; and the memory.

Without the code. Memory is flat: of the 15 kB of a page only its entry in the index of the file stays.

python3 -m benchmarks.certificates [--count 500] [--rounds 5]
"""

import argparse
import gc
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from benchmarks.figures import Figure, tell
from trainer_app.core.language import Titles
from trainer_app.documents import certificate_page, text_layer
from trainer_app.documents.certificate import CertificateData, Signatory, StatementKind, write_certificates
from trainer_app.documents.certificate_layout import Placed
from trainer_app.documents.paper import Paper

_SURNAMES = [
    Titles("Khan", "خان", "汗"),
    Titles("Abbasi", "عباسی", "阿巴西"),
    Titles("Malik", "ملک", "马利克"),
    Titles("Qureshi", "قریشی", "库雷希"),
    Titles("Rehman", "رحمان", "拉赫曼"),
    Titles("Shah", "شاہ", "沙阿"),
    Titles("Wang", "وانگ", "王"),
    Titles("Zhang", "ژانگ", "张"),
    Titles("Liu", "لیو", "刘"),
]
_GIVEN = [
    Titles("Muhammad", "محمد", "穆罕默德"),
    Titles("Ayesha", "عائشہ", "阿伊莎"),
    Titles("Bilal", "بلال", "比拉勒"),
    Titles("Fatima", "فاطمہ", "法蒂玛"),
    Titles("Usman", "عثمان", "奥斯曼"),
    Titles("Zainab", "زینب", "宰娜卜"),
    Titles("Mingyuan", "منگ یوان", "明远"),
    Titles("Xiuying", "شیوئنگ", "秀英"),
    Titles("Guoqiang", "گوچیانگ", "国强"),
]
_COURSE = Titles(
    "Community Policing and Crisis Communication", "کمیونٹی پولیسنگ اور بحرانی رابطہ", "社区警务与危机沟通"
)
_BANDS = [
    Titles("Pass", "کامیاب", "合格"),
    Titles("Merit", "بہتر", "良好"),
    Titles("Distinction", "امتیازی", "优秀"),
]
_SIGNATORIES = (
    Signatory(
        Titles("Director of Training", "ڈائریکٹر تربیت", "培训主任"),
        Titles("Tariq Mehmood", "طارق محمود", "塔里克·马哈茂德"),
    ),
    Signatory(
        Titles("Head of Delegation", "سربراہ وفد", "代表团团长"),
        Titles("Li Guoqiang", "لی گوچیانگ", "李国强"),
    ),
)
_TIMED_MODULES = tuple(
    f"trainer_app.documents.{name}"
    for name in ("text_layer", "certificate", "certificate_words", "certificate_layout", "certificate_page")
)


def certificates(count: int) -> Iterator[CertificateData]:
    """As many certificates of one offering, each with a name and a number of its own."""
    for index in range(count):
        parts = [_GIVEN[index % 9], _GIVEN[index // 9 % 9], _SURNAMES[index // 81 % 9]]
        yield CertificateData(
            name=Titles(
                " ".join(part.en for part in parts),
                " ".join(part.ur for part in parts),
                "·".join(part.zh for part in parts),
            ),
            course=_COURSE,
            kind=StatementKind.COMPLETION,
            held_from=date(2026, 11, 2),
            held_to=date(2026, 11, 20),
            hours=Decimal(96),
            awarded_on=date(2026, 11, 23),
            signatories=_SIGNATORIES,
            number=f"JPT-NPA-2026-01-{index + 1:05}-K",
            band=_BANDS[index % 3],
            rank=Titles("Inspector", "انسپکٹر", "督察"),
            organisation=Titles("Islamabad Capital Police", "اسلام آباد کیپیٹل پولیس", "伊斯兰堡首都警察"),
        )


def forget() -> None:
    """Empty every cache of shaping and layout, as at the start of the program."""
    wrapper = type(text_layer.shape)
    for cached in gc.get_objects():
        if isinstance(cached, wrapper) and cached.__module__ in _TIMED_MODULES:
            cached.cache_clear()
    gc.collect()


def whole(data: list[CertificateData]) -> None:
    """Write the certificates as the program does."""
    write_certificates(data, io.BytesIO())


def text_alone(pages: list[tuple[Placed, ...]]) -> None:
    """Draw the same lines of text at the same places, and nothing else."""
    paper = Paper(io.BytesIO(), title="text", language="en", made_on=date(2026, 11, 23))
    for page in pages:
        for placed in page:
            style = placed.style
            text_layer.draw(
                paper, placed.text, placed.x, placed.y, fonts=style.fonts, size=placed.size, align="centre",
                direction=style.direction, colour=style.colour,
            )  # fmt: skip
        paper.showPage()
    paper.finish()


def seconds(work: Callable[[], None]) -> float:
    """Processor time of one run with empty caches."""
    forget()
    start = time.process_time()
    work()
    return time.process_time() - start


class _Nowhere(io.RawIOBase):
    """A stream that forgets what it is given, so that only the writer's own memory is measured."""

    def write(self, data: object) -> int:
        return len(memoryview(data))  # type: ignore[arg-type]


def peak_kilobytes(count: int) -> int:
    """Peak of Python's memory while so many certificates are written."""
    forget()
    tracemalloc.start()
    write_certificates(certificates(count), _Nowhere())  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak // 1024


def measure(count: int = 500, rounds: int = 5) -> list[Figure]:
    """Draw both in turns and compare; then write four times as many pages."""
    data = list(certificates(count))
    pages = [tuple(certificate_page.lay_out(each).texts()) for each in data]
    whole(data[:5])
    timings = [(seconds(lambda: text_alone(pages)), seconds(lambda: whole(data))) for _round in range(rounds)]
    floor, full = (statistics.median(column) for column in zip(*timings, strict=True))
    ratio = statistics.median(whole_time / floor_time for floor_time, whole_time in timings)
    few, many = peak_kilobytes(count), peak_kilobytes(4 * count)
    return [
        Figure(f"{count} certificates / their text by the text layer alone", ratio, 1.3, "×"),
        Figure("  a page by the text layer alone", floor / count * 1000, None, "ms"),
        Figure("  a whole certificate", full / count * 1000, None, "ms"),
        Figure("memory that each further certificate keeps", (many - few) / 3 / count, 2, "kB"),
        Figure(f"  peak of {count} certificates", few / 1024, None, "MB"),
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    tell(measure(arguments.count, arguments.rounds))


if __name__ == "__main__":
    main()
