"""Bad files that are no package: other kinds, old workbooks, text files, and what is no file at all."""

from pathlib import Path
from random import Random

from tests.faults.corpus import SEED, Corpus
from trainer_app.documents.workbook_reader import FILE_LIMIT_BYTES

OLD = (Path(__file__).parents[1] / "data" / "old-roll.xls").read_bytes()
COMPOUND = OLD[:8]
HEADINGS = "S.No,Rank,Name,CNIC No.,Date of Birth\n"


def fill(corpus: Corpus) -> None:
    """Add them."""
    _no_files(corpus)
    _other_kinds(corpus)
    _old_workbooks(corpus)
    _texts(corpus)


def _no_files(corpus: Corpus) -> None:
    corpus.add("empty.xlsx", "empty", bytes)
    corpus.put("folder.xlsx", "no_file", lambda path: path.mkdir())
    corpus.put("gone.xlsx", "no_file", lambda path: None)
    corpus.put("link-to-itself.xlsx", "no_file", lambda path: path.symlink_to(path))
    corpus.put("fifty-megabytes.xlsx", "too_large", _large)


def _large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(FILE_LIMIT_BYTES + 1)


def _other_kinds(corpus: Corpus) -> None:
    roll = (HEADINGS + "1,ASI,Amina Khan,61101-1234567-1,1990-03-15\n").encode()
    corpus.add("text-named-workbook.xlsx", "other_kind", lambda: roll)
    corpus.add(
        "web-page-named-old-workbook.xls",
        "other_kind",
        lambda: b"<html><table><tr><td>Name</td></tr></table></html>",
    )
    corpus.add("letter.pdf.xlsx", "other_kind", lambda: b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF")
    corpus.add("picture.xlsx", "other_kind", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200))
    corpus.add("noise.xlsx", "other_kind", lambda: Random(SEED).randbytes(5_000))
    corpus.add("noise-after-zip-mark.xlsx", "damaged", lambda: b"PK\x03\x04" + Random(SEED).randbytes(5_000))


def _old_workbooks(corpus: Corpus) -> None:
    locked = COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2_000)
    corpus.add("locked.xlsx", "password", lambda: locked)
    corpus.add("old-blank.xls", "damaged", lambda: COMPOUND + bytes(600))
    corpus.add("old-cut.xls", "damaged", lambda: OLD[: len(OLD) // 3])
    corpus.add("old-noise.xls", "damaged", lambda: OLD[:512] + Random(SEED).randbytes(len(OLD) - 512))
    corpus.add("old-large.xls", "too_large", lambda: OLD + bytes(20_000_000))


def _texts(corpus: Corpus) -> None:
    corpus.add(
        "arabic-code-page.csv", "encoding", lambda: "نام,نمبر\nامینہ خان,1\n".encode("cp1256", "replace")
    )
    corpus.add("utf-16-cut.csv", "encoding", lambda: HEADINGS.encode("utf-16")[:-1])
    corpus.add("quote-never-closed.csv", "damaged", lambda: (HEADINGS + '"' + "a,\n" * 100_000).encode())
    corpus.add("one-wide-line.csv", "too_large", lambda: (HEADINGS + "1," * 2_000_001).encode())
    corpus.add("many-lines.csv", "too_many_rows", lambda: (HEADINGS + "1,,A\n" * 60_001).encode())
    hidden = "".join(f"{n},ASI,Amina{sign}Khan,,\n" for n, sign in enumerate("\0\x01\x07\x1b", start=1))
    corpus.add("control-characters.csv", ("control_characters",) * 4, lambda: (HEADINGS + hidden).encode())
