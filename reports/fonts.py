"""The font that ships with the package: Chinese is legible on a machine without any Chinese font."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import as_file, files

from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

FAMILY = "ZCD Sans SC"
_FILE = "fonts/ZCDSansSC-Regular"


@cache
def register() -> str:
    """Makes the font known to matplotlib, once a process; the name of its family."""
    with as_file(files("reports") / f"{_FILE}.otf") as path:
        fontManager.addfont(path)
    return FAMILY


@cache
def web_font() -> str:
    """The font as a `data:` URI for a page that must open from disk."""
    return "data:font/woff2;base64," + b64encode((files("reports") / f"{_FILE}.woff2").read_bytes()).decode()


def can_show(text: str) -> bool:
    """Whether the font has a glyph for every character."""
    with as_file(files("reports") / f"{_FILE}.otf") as path:
        glyphs = FT2Font(str(path)).get_charmap()
    return all(ord(character) in glyphs for character in text)
