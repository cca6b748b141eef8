"""What the printed explanation of a result is made of: the words of each language, ready to be set."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """One condition of a pass: what it is about, the value, what is required, and the verdict."""

    label: str
    value: str
    required: str
    verdict: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """What one component adds to the total; `is_part` belongs to the component above and is not added."""

    label: str
    marks: str
    weight: str
    points: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class PrintedExplanation:
    """The explanation in one language, from top to bottom; `facts` are pairs of label and value."""

    language: str
    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    headline: str
    because: tuple[str, ...]
    rule_heads: tuple[str, str, str, str]
    rules: tuple[PrintedRule, ...]
    line_heads: tuple[str, str, str, str]
    lines: tuple[PrintedLine, ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplanationSheet:
    """One trainee's result in every language, each beginning a page; `code` names offering and number."""

    code: str
    made_on: date
    pages: tuple[PrintedExplanation, ...]
