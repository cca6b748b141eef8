"""Where the user has been, for back and forward."""

from trainer_app.ui.page import Place


class History:
    """A list of places and where in it the user is."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """Where the user is."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the user went back from a place."""
        return self._at + 1 < len(self._places)

    def visit(self, place: Place) -> None:
        """Go to a new place; what was forward is forgotten."""
        if place == self.current:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        self._at += 1

    def back(self) -> Place | None:
        """Go to the place before."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Place | None:
        """Go to the place that was left by going back."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.current
