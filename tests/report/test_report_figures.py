"""Figures: well-formed, showing what they are given, and harmless whatever that is."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.analysis.tables.network import Edge, Network, Node
from qualcode.errors import MissingExtraError
from qualcode.model.label import Label
from qualcode.report.figures import png
from qualcode.report.figures.bars import Bar, bars_svg, bars_text
from qualcode.report.figures.canvas import shortened, width_of
from qualcode.report.figures.heatmap import heatmap_svg
from qualcode.report.figures.lines import Accumulation, saturation_svg
from qualcode.report.figures.network import network_svg

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(max_size=30)


def words(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]


def lengths(svg: str) -> list[float]:
    rects = list(ET.fromstring(svg).iter(f"{SVG}rect"))[1:]  # the first is the paper
    return [float(each.get("width", "0")) for each in rects]


def test_bars_are_as_long_as_their_values() -> None:
    svg = bars_svg(
        "频次", [Bar("走访少", 12, "12/38"), Bar("走过场", 6, "6/38"), Bar("无", 0, "0/38")]
    )
    first, second, none = lengths(svg)
    assert first == pytest.approx(2 * second, abs=0.2)
    assert none == 0
    assert "走访少" in words(svg)


@given(st.lists(st.tuples(NAMES, st.floats(0, 1e6), NAMES), max_size=6), NAMES)
def test_any_words_make_a_well_formed_picture(
    rows: list[tuple[str, float, str]], title: str
) -> None:
    ET.fromstring(bars_svg(title, [Bar(*row) for row in rows], note=title))
    names = [row[0] for row in rows]
    ET.fromstring(heatmap_svg(title, names, names, [[row[1]] * len(rows) for row in rows]))


def test_evil_words_stay_words() -> None:
    svg = bars_svg("<script>alert(1)</script>", [Bar("</text><a href='x'>", 1, "&amp;\x1b[31m")])
    root = ET.fromstring(svg)
    assert not list(root.iter(f"{SVG}script")) + list(root.iter(f"{SVG}a"))
    assert "</text><a href='x'>" in words(svg)


@given(st.lists(st.tuples(NAMES, st.integers(0, 50)), max_size=8), st.integers(30, 200))
def test_bars_on_a_terminal_are_aligned_and_fit(rows: list[tuple[str, int]], width: int) -> None:
    bars = [Bar(name, value, str(value)) for name, value in rows]
    lines = bars_text(bars, width=width).plain.split("\n") if bars else []
    assert len(lines) == len(bars)
    assert all(cell_len(line) <= max(width, 8 + width // 2 + 10) for line in lines)
    longest = max((value for _, value in rows), default=0)
    drawn = [line.count("█") for line in lines]
    for (_, value), blocks in zip(rows, drawn, strict=True):
        assert value == longest or blocks <= max(drawn)


def test_shades_are_told_in_words_too() -> None:
    svg = heatmap_svg("热图", ["走访少"], ["政府", "贫困户"], [[0.0, 75.0]], said=[["0%", "75%"]])
    assert {"0%", "75%", "政府", "贫困户", "走访少"} <= set(words(svg))
    assert "#2f6f9f" in svg


def test_the_saturation_curve_has_its_band_and_both_lines() -> None:
    found = Accumulation([3, 5, 6], [1, 3, 6], [2, 5, 6], [4, 6, 6])
    svg = saturation_svg("饱和", found, axes=("份", "码"), legend=("顺序", "中位"))
    paths = [each for each in ET.fromstring(svg).iter(f"{SVG}path") if each.get("stroke-width")]
    assert len(paths) == 3
    one = Accumulation([3], [3], [3], [3])
    ET.fromstring(saturation_svg("", one, axes=("", ""), legend=("", "")))


def test_the_network_draws_arrows_both_ways_and_rings_for_oneself() -> None:
    nodes = (Node("GOV", Label("政府", "Government"), 8), Node("PH", Label("贫困户", "PH"), 12))
    edges = (
        Edge("GOV", "PH", 5, 9, ("no-drive",)),
        Edge("PH", "GOV", 3, 3, ("contact-scarce",)),
        Edge("PH", "PH", 2, 2, ("no-drive",)),
    )
    svg = network_svg(Network(nodes, edges), "网络", "zh")
    root = ET.fromstring(svg)
    assert sum("marker-end" in each.attrib for each in root.iter(f"{SVG}path")) == 2
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert "贫困户 (N=12)" in words(svg)
    ET.fromstring(network_svg(Network((), ()), "", "en"))


@given(st.text(max_size=40), st.floats(20, 300))
def test_what_is_shortened_fits(text: str, room: float) -> None:
    found = shortened(text, room)
    assert found == text or width_of(found) <= room or found == "…"


@pytest.mark.skipif(find_spec("resvg_py") is None, reason="the extra 'figures' is not installed")
def test_png_is_drawn_with_chinese_glyphs() -> None:
    if not png.chinese_fonts():
        pytest.skip("no Chinese font on this machine")
    drawn = png.to_png(bars_svg("走访联系稀少", [Bar("走访", 1, "1")]))
    blank = png.to_png(bars_svg("      ", [Bar("  ", 1, "1")]))
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > len(blank) + 500


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError) as caught:
        png.to_png(bars_svg("x", []))
    assert "qualcode[figures]" in caught.value.hint


@pytest.mark.parametrize("most", [1, 3, 26, 60, 999])
def test_lines_of_the_saturation_curve_stand_at_whole_numbers(most: int) -> None:
    found = Accumulation([1, most], [0, most], [1, most], [1, most])
    svg = saturation_svg("", found, axes=("", ""), legend=("", ""), note="N = 1")
    root = ET.fromstring(svg)
    ends = [each for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "end"]
    values = [int(each.text or "") for each in ends]
    steps = {after - before for before, after in pairwise(values)}
    assert len(steps) == 1
    assert max(values) <= most
    places = [float(each.get("y", "")) for each in ends]
    per_code = {round((a - b) / steps.copy().pop(), 1) for a, b in pairwise(places)}
    assert max(per_code) - min(per_code) < 0.2
    assert "N = 1" in words(svg)


@pytest.mark.parametrize("number", range(1, 13))
def test_names_of_the_network_stand_inside_of_the_picture(number: int) -> None:
    name = Label("特殊贫困户与其他低收入农户家庭代表", "Representatives of special poor households")
    nodes = tuple(Node(f"S{n}", name, 40) for n in range(number))
    for language in ("zh", "en"):
        root = ET.fromstring(network_svg(Network(nodes, ()), "", language))
        names = root.findall(f"{SVG}text[@paint-order]")
        assert len(names) >= number
        for each in names:
            size, x = width_of(each.text or ""), float(each.get("x", ""))
            left = x - {"start": 0.0, "middle": size / 2, "end": size}[each.get("text-anchor", "")]
            assert left >= 0
            assert left + size <= float(root.get("width", ""))


@pytest.mark.parametrize("number", [0, 1, 2, 9])
def test_nothing_of_a_heat_map_is_cut_off(number: int) -> None:
    long = "两不愁三保障实现 Two assurances, three guarantees met in full"
    values = [[1.0] * number] * number
    note = "N = 32 人；编码手册 poverty-alleviation 1.0（8f3e7212127d）"
    root = ET.fromstring(heatmap_svg("热图", [long] * number, [long] * number, values, note=note))
    for each in root.iter(f"{SVG}text"):
        size, x = (
            width_of(each.text or "", float(each.get("font-size", ""))),
            float(each.get("x", "")),
        )
        share = 0.707 if "transform" in each.attrib else 1
        if each.get("text-anchor") == "start":
            assert x + size * share <= float(root.get("width", ""))
    assert note in words(ET.tostring(root, encoding="unicode"))


def test_the_number_of_the_longest_bar_has_room_in_a_wide_font() -> None:
    said = "11/32 34.4% (22)"
    svg = bars_svg("频次", [Bar("走访少", 11, said), Bar("走过场", 1, "1/32 3.1% (1)")])
    label = next(each for each in ET.fromstring(svg).iter(f"{SVG}text") if each.text == said)
    assert float(label.get("x", "0")) + 0.64 * 11 * len(said) <= 760  # 0.64: DejaVu Sans
