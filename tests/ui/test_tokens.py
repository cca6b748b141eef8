import pytest

from trainer_app.ui.tokens import DARK, LIGHT, Tokens, contrast

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("surface", "surface2", "bg", "side")
TEXTS = [
    *((ink, ground) for ink in ("text", "text2") for ground in (*GROUNDS, "hover", "accent_soft")),
    *(("text3", ground) for ground in GROUNDS),
    *((kind, f"{kind}_soft") for kind in ("ok", "warn", "danger")),
    *((kind, "surface") for kind in ("accent", "ok", "warn", "danger")),
    ("accent", "accent_soft"),
    ("accent", "bg"),
    ("text2", "neutral_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("tip_text", "tip"),
    ("tip_text", "tip_line"),
    *(("text", f"{kind}_soft") for kind in ("ok", "warn", "danger")),
]
EDGES = [
    ("input", "surface"),
    ("accent", "surface"),
    ("danger", "surface"),
    ("bar_a", "surface"),
    ("bar_b", "surface"),
]


def ratio(tokens: Tokens, first: str, second: str) -> float:
    return contrast(getattr(tokens, first), getattr(tokens, second))


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert round(contrast("#000000", "#FFFFFF")) == 21
    assert contrast("#FFFFFF", "#1E4F9C") == contrast("#1E4F9C", "#FFFFFF")


@THEMES
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_can_be_read(tokens, ink, ground):
    assert ratio(tokens, ink, ground) >= 4.5


@THEMES
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_every_edge_that_means_something_can_be_seen(tokens, edge, ground):
    assert ratio(tokens, edge, ground) >= 3.0
