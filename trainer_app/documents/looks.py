"""The looks of a workbook's cells, named once for the Excel writer and the preview on the screen."""

from dataclasses import replace

from trainer_app.documents.sheet_model import Look

ACCENT, ACCENT_SOFT, ACCENT_SECOND = "1E4F9C", "E7EEF8", "6A92CE"
TEXT, TEXT_SECOND = "1C1E21", "4F5359"
LINE, LINE_STRONG = "E0DED8", "8F8C84"
WHITE = "FFFFFF"
INPUT_GROUND = "FFFDF3"
TONES = {"danger": ("B0261D", "FBE8E6"), "warn": ("855400", "FBF0D8"), "ok": ("1A6A3C", "E3F1E7")}
MOST_PLACES = 5

_TEXT = Look(has_border=True, indent=1)
_NUMBER = Look(kind="number", align="right", has_border=True, indent=1)
_HEAD = Look(bold=True, colour=WHITE, ground=ACCENT, is_wrapped=True, indent=1)

LOOKS: dict[str, Look] = {
    "blank": Look(),
    "title": Look(bold=True, size=16, colour=ACCENT),
    "note": Look(colour=TEXT_SECOND),
    "section": Look(bold=True, size=12, colour=ACCENT),
    "head": _HEAD,
    "head.right": replace(_HEAD, align="right"),
    "head.left": replace(_HEAD, align="left"),
    "rule": Look(colour=TEXT_SECOND, align="end", indent=1),
    "machine": Look(colour=TEXT_SECOND, script="latin", size=9),
    "machine.right": Look(colour=TEXT_SECOND, script="latin", size=9, align="right"),
    "text": _TEXT,
    "text.strong": replace(_TEXT, bold=True),
    "term": replace(_TEXT, bold=True, is_wrapped=True, valign="top"),
    "text.muted": replace(_TEXT, colour=TEXT_SECOND),
    "text.wrapped": replace(_TEXT, is_wrapped=True, valign="top"),
    "code": replace(_TEXT, script="latin"),
    "latin": replace(_TEXT, script="latin", align="left"),
    "urdu": replace(_TEXT, script="urdu", align="right"),
    "chinese": replace(_TEXT, script="chinese", align="left"),
    "state": replace(_TEXT, align="right", colour=TEXT_SECOND),
    "date": replace(_NUMBER, kind="date"),
    "fact": Look(colour=TEXT_SECOND),
    "fact.text": Look(),
    "fact.date": Look(kind="date"),
    "muted.text": replace(_TEXT, align="right", colour=TEXT_SECOND),
    "check": replace(_TEXT, bold=True, ground=ACCENT_SOFT),
    "check.number": replace(_NUMBER, bold=True, ground=ACCENT_SOFT),
    "input.text": replace(_NUMBER, kind="text", ground=INPUT_GROUND),
}
for _places in range(MOST_PLACES + 1):
    LOOKS[f"number.{_places}"] = replace(_NUMBER, places=_places)
    LOOKS[f"strong.{_places}"] = replace(_NUMBER, places=_places, bold=True)
    LOOKS[f"muted.{_places}"] = replace(_NUMBER, places=_places, colour=TEXT_SECOND)
    LOOKS[f"percent.{_places}"] = replace(_NUMBER, kind="percent", places=_places)
    LOOKS[f"strong.percent.{_places}"] = replace(_NUMBER, kind="percent", places=_places, bold=True)
    LOOKS[f"fact.{_places}"] = Look(kind="number", places=_places)
    LOOKS[f"fact.percent.{_places}"] = Look(kind="percent", places=_places)
    LOOKS[f"input.{_places}"] = replace(_NUMBER, places=_places, ground=INPUT_GROUND)
