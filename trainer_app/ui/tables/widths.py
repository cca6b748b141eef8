"""How the columns of a table share its width: nothing scrolls sideways, names give way last."""

from collections.abc import Mapping, Sequence

from trainer_app.ui.tables.model import Column

_NARROWEST = 48


def fitted(
    columns: Sequence[Column],
    wished: Mapping[str, int],
    room: int,
    percent: float = 100,
    needs: Mapping[str, int] | None = None,
) -> list[int]:
    """Widths in pixels that fill the room.

    `percent` is the size of texts. `wished` are the widths the user pulled, by key, at 100 %.
    Spare room goes to the columns that stretch; missing room is taken from those that keep least,
    down to their least width at that size, and then from those that stretch. `needs` are the widths of the
    contents in pixels, by key: room that one column has beyond them goes to those that would elide theirs,
    the user's own widths excepted.
    """
    widths = [round(wished.get(each.key, each.width) * percent / 100) for each in columns]
    spare = room - sum(widths)
    shared = _widened(columns, widths, spare) if spare >= 0 else _narrowed(columns, widths, -spare, percent)
    pulled = {key: shared[place] for place, key in enumerate(each.key for each in columns) if key in wished}
    return _evened(columns, shared, {**(needs or {}), **pulled})


def _widened(columns: Sequence[Column], widths: list[int], spare: int) -> list[int]:
    shares = [each.stretch for each in columns]
    if not any(shares):
        shares[-1] = 1
    whole = sum(shares)
    grown = [width + spare * share // whole for width, share in zip(widths, shares, strict=True)]
    last = max(place for place, share in enumerate(shares) if share)
    grown[last] += spare - (sum(grown) - sum(widths))
    return grown


def _evened(columns: Sequence[Column], widths: list[int], needs: Mapping[str, int]) -> list[int]:
    evened = list(widths)
    needed = [needs.get(each.key, width) for each, width in zip(columns, widths, strict=True)]
    places = sorted(range(len(columns)), key=lambda place: columns[place].keeps)
    for taker in reversed(places):
        for giver in places:
            given = min(evened[giver] - needed[giver], needed[taker] - evened[taker])
            if given > 0:
                evened[giver] -= given
                evened[taker] += given
    return evened


def _narrowed(columns: Sequence[Column], widths: list[int], missing: int, percent: float) -> list[int]:
    narrowed = list(widths)
    places = sorted(range(len(columns)), key=lambda place: columns[place].keeps)
    least = [(place, round(columns[place].least * percent / 100)) for place in places]
    stretching = [(place, _NARROWEST) for place in places if columns[place].stretch]
    for place, floor in (*least, *stretching):
        given = min(max(narrowed[place] - floor, 0), missing)
        narrowed[place] -= given
        missing -= given
    return narrowed
