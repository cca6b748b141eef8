"""A measured figure beside its limit, and how figures are told."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; without a limit it is told for comparison alone."""

    name: str
    value: float
    limit: float | None
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.limit is None or self.value <= self.limit


def tell(figures: Iterable[Figure]) -> None:
    """Print a line for each figure."""
    for figure in figures:
        limit = "" if figure.limit is None else f"≤ {figure.limit:g} {figure.unit}"
        verdict = "" if figure.limit is None else "holds" if figure.holds else "EXCEEDED"
        print(f"{figure.name:<66}{f'{figure.value:.2f} {figure.unit}':>12}  {limit:<9}  {verdict}".rstrip())
