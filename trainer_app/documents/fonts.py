"""The fonts that are shipped: opened once, asked what they can show, cut down for a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import uharfbuzz as hb

from trainer_app.core.paths import resource

_NOT_NEEDED_IN_PDF = (
    "GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "name", "post", "OS/2", "cmap", "DSIG",
    "meta", "gasp", "kern",
)  # fmt: skip


class Face:
    """One font file; all lengths are in its own units, `units_per_em` to the em."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(resource("fonts", f"{name}.ttf"))))
        self.hb_font = hb.Font(self.hb_face)
        self.units_per_em: int = self.hb_face.upem
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = extents.descender
        self._characters = self.hb_face.unicodes

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        return ord(character) in self._characters

    def glyph(self, character: str) -> int:
        """The glyph of one character, unshaped; 0 when the font has none."""
        number: int | None = self.hb_font.get_nominal_glyph(ord(character))
        return number or 0

    def advance(self, glyph: int) -> int:
        """Width of a glyph before kerning."""
        width: int = self.hb_font.get_glyph_h_advance(glyph)
        return width

    def ink(self, glyph: int) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of what the glyph paints; all 0 when it paints nothing."""
        box = self.hb_font.get_glyph_extents(glyph)
        if box is None or not box.width:
            return 0, 0, 0, 0
        return box.x_bearing, box.y_bearing + box.height, box.x_bearing + box.width, box.y_bearing

    def bounding_box(self) -> tuple[int, int, int, int]:
        """Left, bottom, right and top that no glyph leaves (from the `head` table)."""
        head = self.hb_face.reference_table("head").data
        left, bottom, right, top = (
            int.from_bytes(head[i : i + 2], "big", signed=True) for i in (36, 38, 40, 42)
        )
        return left, bottom, right, top

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType file of these glyphs alone, and where each glyph stands in it."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(sorted(glyphs))
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.drop_table_tag_set.update(_tag(name) for name in _NOT_NEEDED_IN_PDF)
        plan = hb.SubsetPlan(self.hb_face, wanted)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


@dataclass(frozen=True, slots=True)
class Choice:
    """A face in a stack: its size against the line's, and in `only` what it is asked for (empty: all)."""

    face: Face
    scale: float = 1.0
    only: frozenset[str] = frozenset()

    def has(self, character: str) -> bool:
        """Whether the character is set in this face when no earlier one takes it."""
        return (not self.only or character in self.only) and self.face.has(character)


@dataclass(frozen=True, slots=True, eq=False)
class FontStack:
    """Faces in the order in which they are asked for a character, for a language (a BCP 47 tag).

    `word_gap` is added to every space of a right-to-left line, in ems: Nastaliq's own is narrow.
    """

    language: str
    choices: tuple[Choice, ...]
    word_gap: float = 0.0

    def has(self, character: str) -> bool:
        """Whether any of the faces has the character."""
        return any(choice.has(character) for choice in self.choices)


@cache
def face(name: str) -> Face:
    """The font file `resources/fonts/<name>.ttf`, opened once."""
    return Face(name)


def choice(name: str, scale: float = 1.0, only: str = "") -> Choice:
    """A shipped face by its file name, as a part of a stack."""
    return Choice(face(name), scale, frozenset(only))


@cache
def stack(language: str, *names: str) -> FontStack:
    """Shipped faces by file name, in their own sizes."""
    return FontStack(language, tuple(choice(name) for name in names))


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode(), "big")
