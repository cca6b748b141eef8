"""What a cell of a table shows; the delegate paints by the kind of value."""

from dataclasses import dataclass
from typing import Literal

from trainer_app.core.text import isolate
from trainer_app.ui.widgets.bars import BarTone
from trainer_app.ui.widgets.chips import ChipLook

Tone = Literal["text", "text2", "text3", "accent", "ok", "warn", "danger"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text at the leading edge; an Urdu text stands at the right, in its own column.

    One that `wraps` takes more lines where its row has room for them, and is never elided.
    """

    words: str
    tone: Tone = "text"
    strong: bool = False
    struck: bool = False
    icon: str = ""
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the right edge in every language."""

    words: str
    tone: Tone = "text"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """A name in the screen's script and beside it in its owner's; the code before it in bold."""

    first: str
    second: str = ""
    strong: bool = False
    tone: Tone = "text"
    second_tone: Tone = "text2"


@dataclass(frozen=True, slots=True)
class Change:
    """An old value struck out and the new one beside it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that was refused, on the ground of danger; a `number` stands at the right edge."""

    words: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The side of a person or organisation, PK or CN, in the neutral tag."""

    code: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar and its words."""

    done: float
    total: float
    words: str = ""
    tone: BarTone = "accent"


Cell = str | Text | Number | Names | Change | Fault | Side | Progress | ChipLook


def plain(cell: Cell) -> str:
    """The words of a cell, for tooltips, copying and screen readers."""
    match cell:
        case str():
            return cell
        case Text(words=words) | Number(words=words) | Fault(words=words) | Progress(words=words):
            return words
        case Names(first=first, second=second):
            return f"{isolate(first)} {isolate(second)}" if second else first
        case Change(old=old, new=new):
            return f"{isolate(old)} → {isolate(new)}"
        case Side(code=code):
            return code
        case ChipLook(word=word):
            return word
