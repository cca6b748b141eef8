"""The offering progress workbook as an in-memory book, for the Excel writer and for the preview."""

from trainer_app.core.formats import date_long
from trainer_app.core.language import _, using
from trainer_app.documents.offering_definitions import definitions_sheet
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_report import OfferingReport
from trainer_app.documents.offering_sheets import results_sheet, roll_sheet, scores_sheet
from trainer_app.documents.offering_summary import summary_sheet
from trainer_app.documents.sheet_model import Book, footer


def offering_book(report: OfferingReport, language: str, *, head: str = "") -> Book:
    """Summary, roll, scores, results and definitions in one language.

    `head` is the end of the journal that was signed for it, which its pages carry.
    """
    with using(language):
        layout = Layout(report, language)
        sheets = (summary_sheet, roll_sheet, scores_sheet, results_sheet, definitions_sheet)
        code, day = report.facts.code, date_long(report.made_at.date())
        return Book(
            title=_("Offering progress: {code}").format(code=code),
            language=language,
            made_at=report.made_at,
            sheets=tuple(make(layout) for make in sheets),
            footer=footer(_("{code}, figures of {day}").format(code=code, day=day), head),
        )
