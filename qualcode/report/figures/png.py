"""From SVG to pixels, with a font that knows Chinese.

A machine without Chinese fonts would draw empty boxes. So the font is looked for:
in the package of the extra ``figures``, then among the system's; when there is
none and the picture has Chinese words, that is an error with the way out, not a
picture of boxes.
"""

from __future__ import annotations

import re
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from qualcode.errors import MissingExtraError

_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FAMILY = "Noto Sans CJK SC"
_PACKAGE = "noto_cjk_sans_otc"
_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
_KNOWN = re.compile(
    r"notosans(cjk|sc)|sourcehansans|wqy|pingfang|msyh|simsun|simhei|heiti|songti|stsong",
    re.IGNORECASE,
)


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Draw an SVG as PNG.

    Args:
        svg: The picture.
        scale: Pixels for each pixel of the SVG; 2 is sharp in print.

    Raises:
        MissingExtraError: When the renderer is not installed, or Chinese words have no font.
    """
    if find_spec("resvg_py") is None:
        raise MissingExtraError("figures", "PNG pictures")
    import resvg_py

    fonts = chinese_fonts()
    if not fonts and _HAN.search(svg):
        raise MissingExtraError("figures", "a Chinese font for PNG pictures")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            font_files=[str(font) for font in fonts],
            font_family=_FAMILY,
        )
    )


def chinese_fonts() -> list[Path]:
    """Return files of fonts that know Chinese: the extra's, else the first of the system's."""
    if find_spec(_PACKAGE) is not None:
        folder = resources.files(_PACKAGE)
        return [
            Path(str(each)) for each in folder.iterdir() if each.name.endswith((".ttc", ".otf"))
        ]
    homes = [Path(each) for each in _SYSTEM] + [Path.home() / ".fonts"]
    for home in homes:
        found = sorted(path for path in home.rglob("*.[to]t[fc]") if _KNOWN.search(path.name))
        if found:
            return found[:1]
    return []
