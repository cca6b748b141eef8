"""The one table of colours; style sheet, palette, delegates and charts all read it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one theme, by what they are for."""

    bg: str
    side: str
    surface: str
    surface2: str
    hover: str
    border: str
    border2: str
    input: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_line: str
    ok: str
    ok_soft: str
    ok_line: str
    warn: str
    warn_soft: str
    warn_line: str
    danger: str
    danger_soft: str
    danger_line: str
    neutral_soft: str
    bar_a: str
    bar_b: str
    track: str
    tip: str
    tip_text: str
    tip_line: str

    def by_name(self) -> dict[str, str]:
        """All colours under their names."""
        return asdict(self)


LIGHT = Tokens(
    bg="#F5F4F1", side="#ECEAE5", surface="#FFFFFF", surface2="#F9F8F6", hover="#F1F0EC",
    border="#E0DED8", border2="#CFCCC4", input="#8F8C84",
    text="#1C1E21", text2="#4F5359", text3="#66696F",
    accent="#1E4F9C", accent_hover="#183F7D", on_accent="#FFFFFF",
    accent_soft="#E7EEF8", accent_line="#A9C1E6",
    ok="#1A6A3C", ok_soft="#E3F1E7", ok_line="#A5CDB2",
    warn="#855400", warn_soft="#FBF0D8", warn_line="#DDBE78",
    danger="#B0261D", danger_soft="#FBE8E6", danger_line="#E3A7A1",
    neutral_soft="#EDEBE6", bar_a="#1E4F9C", bar_b="#6A92CE", track="#E4E2DC",
    tip="#2A2C30", tip_text="#FFFFFF", tip_line="#424346",
)  # fmt: skip

DARK = Tokens(
    bg="#17181B", side="#1B1D20", surface="#202226", surface2="#25282C", hover="#2A2D32",
    border="#34373D", border2="#454950", input="#757A83",
    text="#E9E9E7", text2="#B9BCC2", text3="#999DA5",
    accent="#8DB6F7", accent_hover="#A9C8FA", on_accent="#10213D",
    accent_soft="#22324C", accent_line="#3F5F94",
    ok="#7FCB98", ok_soft="#1E3427", ok_line="#36583F",
    warn="#E6B85C", warn_soft="#3A2F18", warn_line="#6B5423",
    danger="#F4978F", danger_soft="#452321", danger_line="#8A4640",
    neutral_soft="#2E3136", bar_a="#8DB6F7", bar_b="#4F77B4", track="#383B41",
    tip="#E9E9E7", tip_text="#17181B", tip_line="#CCCCCA",
)  # fmt: skip


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1..21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
