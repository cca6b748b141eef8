"""A chart that Excel draws itself, with its values beside it for viewers that do not calculate."""

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from trainer_app.documents import looks
from trainer_app.documents.sheet_model import Chart, Series, on_sheet

COLOURS = (looks.ACCENT, looks.ACCENT_SECOND, "A9C1E6", looks.LINE_STRONG)
_TITLE_SIZE, _LABEL_SIZE = 1200, 1000  # hundredths of a point


def native_chart(chart: Chart, sheet: str, font: str) -> BarChart:
    """Columns side by side over the cells of the sheet, in the program's colours."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "clustered", -10, 80
    bars.title = _title(chart.title, font)
    bars.legend.position, bars.legend.txPr = "b", _text(font, looks.TEXT_SECOND)
    bars.series = [_series(chart, sheet, at, font) for at in range(len(chart.series))]
    for axis in (bars.x_axis, bars.y_axis):
        axis.delete = False
        axis.txPr = _text(font, looks.TEXT_SECOND)
        axis.majorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=looks.LINE))
    bars.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=looks.LINE))
    bars.y_axis.number_format, bars.y_axis.scaling.min = "0", 0
    bars.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=looks.LINE))
    bars.anchor = TwoCellAnchor(_from=_marker(chart.first), to=_marker(chart.last))
    return bars


def _series(chart: Chart, sheet: str, at: int, font: str) -> ChartSeries:
    series = chart.series[at]
    made = ChartSeries(idx=at, order=at)
    made.tx = SeriesLabel(strRef=StrRef(on_sheet(sheet, series.name_cell), _words((series.name,))))
    made.cat = AxDataSource(strRef=StrRef(on_sheet(sheet, chart.category_range), _words(chart.categories)))
    made.val = NumDataSource(numRef=NumRef(on_sheet(sheet, series.value_range), _numbers(series)))
    colour = COLOURS[at % len(COLOURS)]
    made.graphicalProperties = GraphicalProperties(solidFill=colour)
    made.graphicalProperties.line.solidFill = colour
    made.invertIfNegative = False
    made.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    made.dLbls.position = "outEnd"
    made.dLbls.txPr = _text(font, looks.TEXT)
    return made


def _words(words: tuple[str, ...]) -> StrData:
    return StrData(ptCount=len(words), pt=[StrVal(idx=at, v=word) for at, word in enumerate(words)])


def _numbers(series: Series) -> NumData:
    values = [NumVal(idx=at, v=float(value)) for at, value in enumerate(series.values)]
    return NumData(formatCode="General", ptCount=len(values), pt=values)


def _title(text: str, font: str) -> Title:
    run = RegularTextRun(rPr=_characters(font, looks.TEXT, _TITLE_SIZE, is_bold=True), t=text)
    title = Title(overlay=False)
    title.tx.rich.paragraphs = [Paragraph(r=[run])]
    return title


def _text(font: str, colour: str) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(font, colour, _LABEL_SIZE, is_bold=False))
    return RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())]
    )


def _characters(font: str, colour: str, size: int, *, is_bold: bool) -> CharacterProperties:
    face = Font(typeface=font)
    return CharacterProperties(sz=size, b=is_bold, solidFill=colour, latin=face, ea=face, cs=face)


def _marker(corner: tuple[int, int]) -> AnchorMarker:
    column, row = corner
    return AnchorMarker(col=column - 1, row=row - 1)
