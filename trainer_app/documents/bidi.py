"""The order in which the characters of a mixed line stand: Unicode's bidirectional algorithm (UAX #9).

python-bidi gives the levels of a plain paragraph. Three things are added here: isolates, pairs of
brackets (rule N0), and codes. A code (a serial number, a date in digits, a telephone number) is kept
left to right as a whole: after Urdu words, 2026-00123 would otherwise be shown as 00123-2026.
"""

import re
import unicodedata
from typing import Any, Literal

from bidi import algorithm

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefc]")
_CODE = re.compile(r"\+\d[\d ().-]*\d|(?<!\w)[A-Za-z0-9]+(?:[-/.:_][A-Za-z0-9]+)+(?!\w)", re.ASCII)
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_OPENING = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "【": "】",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
}
_CLOSING = set(_OPENING.values())


def plain(text: str) -> str:
    """NFC text without the old embedding and override marks, which are never drawn."""
    return _EMBEDDINGS.sub("", unicodedata.normalize("NFC", text))


def levels(text: str, direction: Direction) -> list[int]:
    """The level of every character in logical order; even levels run from left to right."""
    base = 1 if direction == "rtl" else 0
    if base == 0 and not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    return _reset_trailing_spaces(text, _levels(text, base), base)


def visual_order(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Runs `(start, end, level)` of a line, as they follow each other from left to right (rule L2)."""
    ordered = list(runs)
    highest = max((level for *_, level in runs), default=0)
    for level in range(highest, 0, -1):
        ordered = _reversed_where(ordered, level)
    return ordered


def _reversed_where(runs: list[tuple[int, int, int]], level: int) -> list[tuple[int, int, int]]:
    result: list[tuple[int, int, int]] = []
    group: list[tuple[int, int, int]] = []
    for run in runs:
        if run[2] >= level:
            group.insert(0, run)
        else:
            result += [*group, run]
            group = []
    return result + group


def _levels(text: str, base: int) -> list[int]:
    spans = _isolated_spans(text)
    outer = _outer_levels(text, spans, base)
    for start, end, inner_start, inner_end, direction in spans:
        outer[start:end] = [outer[start]] * (end - start)
        inner = text[inner_start:inner_end]
        inner_base = _next_level(base, direction or _first_strong(inner))
        is_code = (start, end) == (inner_start, inner_end)
        outer[inner_start:inner_end] = [inner_base] * len(inner) if is_code else _levels(inner, inner_base)
    return outer


def _outer_levels(text: str, spans: list[tuple[int, int, int, int, int | None]], base: int) -> list[int]:
    """Levels with each isolated span counted as one neutral; inside a span only its start is right."""
    kept: list[int] = []
    position = 0
    for start, end, *_ in spans:
        kept += range(position, start + 1)
        position = end
    kept += range(position, len(text))
    starts = {span[0] for span in spans}
    shown = "".join("\ufffc" if index in starts else text[index] for index in kept)
    result = [base] * len(text)
    for index, level in zip(kept, _paragraph_levels(shown, base), strict=True):
        result[index] = level
    return result


def _isolated_spans(text: str) -> list[tuple[int, int, int, int, int | None]]:
    """Outermost isolates and codes: start, end, the same of what is inside, and 0, 1 or None (by content)."""
    spans: list[tuple[int, int, int, int, int | None]] = []
    position = 0
    while position < len(text):
        code = _CODE.match(text, position)
        if code:
            spans.append((position, code.end(), position, code.end(), 0))
            position = code.end()
        elif text[position] in (_LRI, _RLI, _FSI):
            end = _matching_pdi(text, position)
            direction = {_LRI: 0, _RLI: 1}.get(text[position])
            spans.append((position, min(end + 1, len(text)), position + 1, end, direction))
            position = end + 1
        else:
            position += 1
    return spans


def _matching_pdi(text: str, start: int) -> int:
    depth = 0
    for index in range(start, len(text)):
        if text[index] in (_LRI, _RLI, _FSI):
            depth += 1
        elif text[index] == _PDI:
            depth -= 1
            if depth == 0:
                return index
    return len(text)


def _first_strong(text: str) -> int:
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def _next_level(level: int, parity: int) -> int:
    return level + 1 if (level + 1) % 2 == parity else level + 2


def _paragraph_levels(text: str, base: int) -> list[int]:
    """Levels of a text without isolates: rules W1–W7 and N1–I2 by python-bidi, N0 here."""
    if not text:
        return []
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "R" if base % 2 else "L"
    storage["chars"] = [_entry(character, base) for character in text]
    algorithm.calc_level_runs(storage)
    characters = storage["chars"]
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(characters, "R" if base % 2 else "L")
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [character["level"] for character in characters]


def _entry(character: str, level: int) -> dict[str, Any]:
    kind = unicodedata.bidirectional(character) or "ON"
    # WORKAROUND: a boundary neutral such as ZWNJ goes with the mark rules: it joins its neighbour.
    kind = {"BN": "NSM", "LRI": "ON", "RLI": "ON", "FSI": "ON", "PDI": "ON"}.get(kind, kind)
    return {"ch": character, "level": level, "type": kind, "orig": kind}


def _resolve_brackets(characters: list[dict[str, Any]], embedding: str) -> None:
    """Rule N0: both brackets of a pair take one direction."""
    for opening, closing in _bracket_pairs(characters):
        inside = {_strong(c["type"]) for c in characters[opening + 1 : closing]} - {""}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside and _strong_before(characters, opening, embedding) != embedding:
            direction = next(iter(inside))
        for bracket in (opening, closing):
            _set_direction(characters, bracket, direction)


def _set_direction(characters: list[dict[str, Any]], bracket: int, direction: str) -> None:
    """Give a bracket a direction, and the marks that follow it too."""
    characters[bracket]["type"] = direction
    for entry in characters[bracket + 1 :]:
        if entry["orig"] != "NSM":
            break
        entry["type"] = direction


def _bracket_pairs(characters: list[dict[str, Any]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    open_brackets: list[int] = []
    for index, entry in enumerate(characters):
        if entry["type"] != "ON":
            continue
        if entry["ch"] in _OPENING:
            open_brackets.append(index)
        elif entry["ch"] in _CLOSING:
            _close(entry["ch"], index, characters, open_brackets, pairs)
    return sorted(pairs)


def _close(
    closing: str,
    index: int,
    characters: list[dict[str, Any]],
    open_brackets: list[int],
    pairs: list[tuple[int, int]],
) -> None:
    for depth in range(len(open_brackets) - 1, -1, -1):
        if _OPENING[characters[open_brackets[depth]]["ch"]] == closing:
            pairs.append((open_brackets[depth], index))
            del open_brackets[depth:]
            return


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "AL", "EN", "AN") else "L" if kind == "L" else ""


def _strong_before(characters: list[dict[str, Any]], index: int, embedding: str) -> str:
    for entry in reversed(characters[:index]):
        if _strong(entry["type"]):
            return _strong(entry["type"])
    return embedding


def _reset_trailing_spaces(text: str, found: list[int], base: int) -> list[int]:
    """Spaces at the end of the line take its own level (rule L1)."""
    for index in range(len(text) - 1, -1, -1):
        if not text[index].isspace():
            break
        found[index] = base
    return found
