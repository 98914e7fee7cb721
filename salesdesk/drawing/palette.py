"""What the inks look like, in the light and the dark theme; paper uses the light one."""

from collections.abc import Mapping

from salesdesk.drawing.shapes import Ink

LIGHT: Mapping[Ink, str] = {
    Ink.INK: "#1b2330",
    Ink.MUTED: "#566072",
    Ink.STALE: "#6c7585",
    Ink.HAIRLINE: "#d5dae3",
    Ink.SURFACE: "#f6f7f9",
    Ink.CARD: "#ffffff",
    Ink.ACCENT: "#2456d6",
    Ink.ACCENT_SOFT: "#e3ebfd",
    Ink.HATCH: "#e4e8ef",
    Ink.SUPPORTER: "#12723f",
    Ink.OPPONENT: "#b3261e",
    Ink.OPPONENT_SOFT: "#fdf2f1",
    Ink.NEUTRAL: "#5f6b7d",
    Ink.UNKNOWN: "#8a5f00",
    Ink.SUPPORTER_FADED: "#8fc3a6",
    Ink.OPPONENT_FADED: "#e0a19d",
    Ink.NEUTRAL_FADED: "#b4bac5",
    Ink.UNKNOWN_FADED: "#d3bd8a",
}
DARK: Mapping[Ink, str] = {
    Ink.INK: "#e8ebf0",
    Ink.MUTED: "#a4adbc",
    Ink.STALE: "#939cac",
    Ink.HAIRLINE: "#353c49",
    Ink.SURFACE: "#14171c",
    Ink.CARD: "#1d2129",
    Ink.ACCENT: "#7ea6ff",
    Ink.ACCENT_SOFT: "#22304f",
    Ink.HATCH: "#2c323d",
    Ink.SUPPORTER: "#5cc98a",
    Ink.OPPONENT: "#ff8a80",
    Ink.OPPONENT_SOFT: "#38211f",
    Ink.NEUTRAL: "#a4adbc",
    Ink.UNKNOWN: "#e3b341",
    Ink.SUPPORTER_FADED: "#3c6f54",
    Ink.OPPONENT_FADED: "#86524f",
    Ink.NEUTRAL_FADED: "#59616e",
    Ink.UNKNOWN_FADED: "#7d6733",
}


def contrast(first: str, second: str) -> float:
    """The contrast of two colours given as #rrggbb, from 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
