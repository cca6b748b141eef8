from openpyxl.xml.functions import tostring

from trainer_app.documents.native_chart import native_chart
from trainer_app.documents.sheet_model import Chart, Series

CHART = Chart(
    title="Trainees by band",
    category_range="$A$2:$A$3",
    categories=("Merit", "کامیاب"),
    series=(Series("$B$1", "Pakistan", "$B$2:$B$3", (3, 4)), Series("$C$1", "China", "$C$2:$C$3", (5, 0))),
    first=(4, 1),
    last=(9, 12),
)


def drawn():
    return tostring(native_chart(CHART, "Summary", "Calibri")._write()).decode()


def test_a_chart_reads_its_cells_and_carries_their_values_for_viewers_that_do_not_calculate():
    xml = drawn()
    for part in ("'Summary'!$A$2:$A$3", "'Summary'!$C$2:$C$3", "کامیاب", "Pakistan", "Trainees by band"):
        assert part in xml


def test_both_axes_are_shown_and_the_values_start_at_zero():
    xml = drawn()
    assert 'delete val="0"' in xml
    assert 'min val="0"' in xml


def test_a_chart_stands_between_its_corner_cells():
    anchor = native_chart(CHART, "Summary", "Calibri").anchor
    assert (anchor._from.col, anchor._from.row, anchor.to.col, anchor.to.row) == (3, 0, 8, 11)
