"""How the columns of a table share its width: nothing scrolls sideways, names give way last."""

from collections.abc import Mapping, Sequence

from trainer_app.ui.tables.model import Column


def fitted(
    columns: Sequence[Column], wished: Mapping[str, int], room: int, percent: float = 100
) -> list[int]:
    """Widths in pixels that fill the room.

    `percent` is the size of texts. `wished` are the widths the user pulled, by key, at 100 %.
    Spare room goes to the columns that stretch; missing room is taken from those that keep least,
    down to their least width.
    """
    widths = [round(wished.get(each.key, each.width) * percent / 100) for each in columns]
    spare = room - sum(widths)
    return _widened(columns, widths, spare) if spare >= 0 else _narrowed(columns, widths, -spare)


def _widened(columns: Sequence[Column], widths: list[int], spare: int) -> list[int]:
    shares = [each.stretch for each in columns]
    if not any(shares):
        shares[-1] = 1
    whole = sum(shares)
    grown = [width + spare * share // whole for width, share in zip(widths, shares, strict=True)]
    last = max(place for place, share in enumerate(shares) if share)
    grown[last] += spare - (sum(grown) - sum(widths))
    return grown


def _narrowed(columns: Sequence[Column], widths: list[int], missing: int) -> list[int]:
    narrowed = list(widths)
    for keeps in sorted({each.keeps for each in columns}):
        for place, column in enumerate(columns):
            if column.keeps == keeps and missing > 0:
                given = min(max(narrowed[place] - column.least, 0), missing)
                narrowed[place] -= given
                missing -= given
    return narrowed
