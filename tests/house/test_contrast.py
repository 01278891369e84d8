"""Text on its ground, by computation (WCAG 2.2, 1.4.3 and 1.4.11), in the usual colours and in those of high contrast."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site/static/css/site.css"
ELDER = ROOT / "site/static/css/elder.css"
#: The public pages' sheets. What is drawn on the map has colours of its own, which the map's tests look at.
SHEETS = (
    SITE,
    ELDER,
    ROOT / "site/static/css/account.css",
    ROOT / "site/residents/static/residents/my-data.css",
    ROOT / "cms/static/cms/paper.css",
    ROOT / "cms/static/cms/term-note.css",
    *(ROOT / f"maps/explorer/static/maps/{name}.css" for name in ("plan", "proposal", "results")),
    *(ROOT / f"maps/consultation/static/consultation/{name}.css" for name in ("comments", "objections")),
)
#: What is written in, and on what. Every one of the first may stand on every one of the second.
TEXTS = {"ink", "muted", "brick", "brick-dark", "creek", "leaf"}
GROUNDS = {
    *("paper", "sheet", "creek-pale", "ground-hover", "ground-bad", "ground-wait", "ground-warm", "ground-mark"),
    *("ground-now", "ground-near"),
}
#: What white text stands on.
DARK = {"ink", "brick", "brick-dark", "creek"}
#: Edges of what is typed in or pressed, the ring of the focus, and the mark: 3 : 1.
EDGES = {"edge", "creek", "ring"}
#: Lines and grounds that say nothing alone.
DECORATION = {"line", "edge-soft"}
NO_COLOUR = {"inherit", "currentColor", "transparent", "none", "unset"}
DECLARATION = re.compile(r"(?<![-\w])(color|background|background-color):\s*([^;}]+)[;}]")
THEMES = ("usual", "contrast")


def tokens(theme: str) -> dict[str, str]:
    """Return name → colour as six hex digits."""
    found = colours_in(SITE, ":root")
    return found if theme == "usual" else found | colours_in(ELDER, "html[data-contrast]")


def colours_in(sheet: Path, selector: str) -> dict[str, str]:
    text = sheet.read_text()
    start = text.index(f"{selector} {{")
    block = text[start : text.index("}", start)]
    found = re.findall(r"--([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6});", block)
    return {name: value if len(value) == 6 else "".join(2 * digit for digit in value) for name, value in found}


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("000000", "ffffff", 21.0), ("ffffff", "ffffff", 1.0), ("777777", "ffffff", 4.48), ("767676", "ffffff", 4.54)],
)
def test_the_computation_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("theme", "least"), [("usual", 4.5), ("contrast", 7.0)])
def test_every_text_can_be_read_on_every_ground(theme: str, least: float) -> None:
    colours = tokens(theme)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [("on-dark", ground) for ground in DARK]
    faint = {(t, g): round(contrast(colours[t], colours[g]), 2) for t, g in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_can_be_typed_in_or_has_the_focus_has_an_edge_that_is_seen(theme: str) -> None:
    colours = tokens(theme)
    faint = [(e, g) for e in EDGES for g in ("paper", "sheet", "ground-warm") if contrast(colours[e], colours[g]) < 3]
    assert faint == []


def test_high_contrast_is_higher_for_every_pair() -> None:
    usual, high = tokens("usual"), tokens("contrast")
    for text in TEXTS:
        assert contrast(high[text], high["paper"]) > contrast(usual[text], usual["paper"])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_writes_in_or_on_a_colour_that_was_not_computed(sheet: Path) -> None:
    """A colour is a token of the lists above; print, which has its own paper, is left out."""
    text = sheet.read_text().split("@media print")[0]
    for name, value in DECLARATION.findall(text):
        known = TEXTS | {"on-dark", "ring"} if name == "color" else GROUNDS | DARK | DECORATION | {"leaf", "amber"}
        for used in re.findall(r"var\(--([\w-]+)", value):
            assert used in known, f"{sheet.name}: {name}: {value}"
        if "var(" not in value and not value.startswith("linear-gradient"):
            assert value.strip().removesuffix(" !important") in NO_COLOUR, f"{sheet.name}: {name}: {value}"


def test_the_high_contrast_theme_answers_for_every_colour() -> None:
    assert set(tokens("usual")) - set(colours_in(ELDER, "html[data-contrast]")) == {"sheet", "on-dark"}


def test_the_scan_sees_a_colour_that_is_no_token() -> None:
    assert DECLARATION.findall("a { color: #999; }") == [("color", "#999")]
    assert DECLARATION.findall("a { border-color: #999; }") == []
