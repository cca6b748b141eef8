import io
import re
from datetime import date

import pypdf
import pytest

from tests.documents.certificate_samples import NAME, SIGNATORIES, certificate, proof, texts, written
from trainer_app.core.errors import CertificatesFaulty, FileUnwritable
from trainer_app.core.language import Titles, activate
from trainer_app.core.progress import Cancelled
from trainer_app.documents.certificate import Fault, Problem, problems, write_certificates


def test_a_whole_certificate_has_no_problem():
    assert problems(certificate()) == []


def test_a_missing_script_names_the_person_and_the_language():
    found = problems(certificate(name=Titles("Li Na", "", "李娜")))
    assert found == [Problem("Li Na", Fault.MISSING_SCRIPT, "name", "ur")]
    assert found[0].sentence() == "Li Na has no name in اردو. Add it to the person's record."


def test_a_person_without_a_latin_name_is_listed_by_another():
    assert [problem.person for problem in problems(certificate(name=Titles("", "لی نا", "李娜")))] == ["李娜"]


@pytest.mark.parametrize("field", ["rank", "organisation", "course", "band"])
def test_a_missing_glyph_names_the_person_the_character_and_the_field(field):
    found = problems(certificate(**{field: Titles("Thai ก", "نام", "名")}))
    assert found == [Problem("Muhammad Abdullah Khan", Fault.MISSING_GLYPH, field, "en", "ก")]
    sentence = found[0].sentence()
    for part in ("Muhammad Abdullah Khan", "ก", "U+0E01"):
        assert part in sentence


def test_a_missing_glyph_in_the_name_of_a_signatory_is_found():
    odd = (*SIGNATORIES[:1], type(SIGNATORIES[0])(Titles("Director"), Titles("Ann ก", "این", "安")))
    assert [problem.field for problem in problems(certificate(signatories=odd))] == ["signatory"]


@pytest.mark.parametrize(
    ("field", "language", "changes"),
    [
        ("name", "en", {"name": Titles("W" * 90, NAME.ur, NAME.zh)}),
        ("name", "ur", {"name": Titles(NAME.en, "محمد " * 60, NAME.zh)}),
        ("name", "zh", {"name": Titles(NAME.en, NAME.ur, "阿卜杜拉" * 40)}),
        ("course", "en", {"course": Titles("Advanced " * 60, "کورس", "课程")}),
        ("organisation", "en", {"organisation": Titles("Directorate " * 40)}),
        ("band", "en", {"band": Titles("Outstanding " * 10, "اعلیٰ", "优")}),
    ],
)
def test_a_text_that_fits_nowhere_is_listed_with_its_field(field, language, changes):
    assert [(p.fault, p.field, p.language) for p in problems(certificate(**changes))] == [
        (Fault.TOO_LONG, field, language)
    ]


def test_problems_are_told_in_the_language_of_the_screen_without_failing():
    found = [
        problems(certificate(name=Titles("Li Na ก", "لی نا", "李娜")))[0],
        Problem("Li", Fault.TOO_LONG, "name", "zh"),
    ]
    for code in ("ur", "zh"):
        activate(code)
        assert all("Li" in problem.sentence() for problem in found)


def test_every_certificate_has_its_page():
    data = written(certificate(), certificate(number="JPT-NPA-2026-01-00124-3"), certificate(number="JPT-3"))
    assert len(pypdf.PdfReader(io.BytesIO(data), strict=True).pages) == 3


def test_the_same_data_gives_the_same_bytes():
    assert written(certificate(), certificate(number="JPT-2")) == written(
        certificate(), certificate(number="JPT-2")
    )


def test_other_data_gives_other_bytes():
    assert written(certificate()) != written(certificate(number="JPT-2"))


def test_two_readers_find_the_name_in_three_scripts_and_the_number():
    for text in texts(written(certificate())):
        for part in (*NAME.en.split(), *NAME.ur.split(), NAME.zh, "JPT-NPA-2026-01-00123-K"):
            assert part in text


def test_dates_are_read_in_their_order():
    for text in texts(written(certificate())):
        assert "2026" in text
        assert "6202" not in text


def test_the_file_names_its_certificates():
    reader = pypdf.PdfReader(
        io.BytesIO(written(certificate(), certificate(number="JPT-2"), certificate(number="JPT-3")))
    )
    assert reader.metadata["/Keywords"] == "JPT-NPA-2026-01-00123-K – JPT-3"
    assert reader.metadata.title == "Certificate of Training: Community Policing and Crisis Communication"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)


def test_no_undefined_glyph_is_in_the_file():
    page = pypdf.PdfReader(io.BytesIO(written(certificate()))).pages[0]
    for font in page["/Resources"]["/Font"].values():
        places = font.get_object()["/DescendantFonts"][0]["/CIDToGIDMap"].get_data()
        assert all(int.from_bytes(places[at : at + 2], "big") for at in range(2, len(places), 2))


def test_a_proof_is_marked_and_has_no_number():
    for text in texts(written(proof())):
        assert "PROOF" in text
        assert "Proof, not valid" in re.sub(r"\s+", " ", text)
        assert "JPT-" not in text
    assert "PROOF" not in texts(written(certificate()))[0]


def test_a_path_is_written_whole(tmp_path):
    path = tmp_path / "certificates.pdf"
    write_certificates([certificate()], path)
    assert path.read_bytes() == written(certificate())
    assert [file.name for file in tmp_path.iterdir()] == ["certificates.pdf"]


def test_one_faulty_certificate_keeps_the_whole_file_from_being_written(tmp_path):
    path = tmp_path / "certificates.pdf"
    path.write_bytes(b"before")
    with pytest.raises(CertificatesFaulty) as refusal:
        write_certificates([certificate(), certificate(name=Titles("Li Na", "", "李娜"))], path)
    assert "Li Na has no name" in str(refusal.value)
    assert path.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["certificates.pdf"]


class Impatient:
    """Cancels at the second step and remembers the first."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done == 2:
            raise Cancelled


def test_a_cancelled_batch_leaves_nothing(tmp_path):
    progress = Impatient()
    with pytest.raises(Cancelled):
        write_certificates([certificate()] * 5, tmp_path / "c.pdf", total=5, progress=progress)
    assert progress.steps == [(1, 5), (2, 5)]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named_as_the_reason(tmp_path):
    with pytest.raises(FileUnwritable):
        write_certificates([certificate()], tmp_path / "nowhere" / "c.pdf")


def test_no_certificate_at_all_is_a_mistake():
    with pytest.raises(ValueError, match="no certificates"):
        written()
