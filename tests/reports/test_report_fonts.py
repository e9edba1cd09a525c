"""Chinese must be legible on a machine without any Chinese font."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont

from reports import fonts

ROOT = Path(__file__).parents[2]
OTF, WOFF2 = (ROOT / f"reports/fonts/ZCDSansSC-Regular.{kind}" for kind in ("otf", "woff2"))
SHIPPED = [
    path
    for folder in ("notice", "scenarios", "conformance", "agents", "sim", "reports")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".yaml", ".txt", ".j2", ".css") and path.name != "OFL.txt"
]


@pytest.fixture(scope="module")
def glyphs() -> set[int]:
    return set(TTFont(OTF).getBestCmap())


def test_every_character_of_every_shipped_text_has_a_glyph(glyphs: set[int]) -> None:
    written = {
        (char, path.relative_to(ROOT).as_posix()) for path in SHIPPED for char in path.read_text(encoding="utf-8")
    }
    assert any(char == "贷" for char, _ in written)
    assert {(char, path) for char, path in written if ord(char) >= 0x20 and ord(char) not in glyphs} == set()


def test_all_of_gb2312_has_glyphs(glyphs: set[int]) -> None:
    pairs = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    characters = [pair.decode("gb2312", errors="ignore") for pair in pairs]
    assert sum(map(len, characters)) == 7445
    assert {char for char in characters if char and ord(char) not in glyphs} == set()


def test_matplotlib_finds_the_shipped_font_and_no_other() -> None:
    assert Path(findfont(FontProperties(family=fonts.register()), fallback_to_default=False)).name == OTF.name


def test_fonts_are_small_and_licensed() -> None:
    assert max(path.stat().st_size for path in (OTF, WOFF2)) < 2_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (ROOT / "reports/fonts/OFL.txt").read_text(encoding="utf-8")


def test_the_web_font_is_the_woff2_file() -> None:
    kind, _, data = fonts.web_font().partition(",")
    assert kind == "data:font/woff2;base64" and data.startswith("d09GMk")


def test_what_the_font_lacks_is_told() -> None:
    assert fonts.can_show("政采贷 5个工作日 −1.3%") and fonts.can_show("")
    assert not fonts.can_show("政采贷 😀")
