"""Drawings are SVG that holds only what was drawn: no script, no style, nothing that a label could smuggle in."""

from __future__ import annotations

from xml.etree import ElementTree

from search.insights.svg import Bar, Point, draw_bars, draw_line

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('\"')</script>&"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # our own drawing


def test_labels_and_addresses_stay_text_whatever_is_in_them():
    address = f'/search/?q={HOSTILE}"'
    root = parsed(draw_bars("k", HOSTILE, HOSTILE, (Bar(HOSTILE, HOSTILE, 0.5, url=address),)))
    assert root.find(f"{SVG}title").text == HOSTILE
    assert root.find(f"{SVG}a").get("href") == address
    assert root.find(f"{SVG}a/{SVG}title").text == f"{HOSTILE}：{HOSTILE}"
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "a", "rect", "text")
    }


def test_a_drawing_has_no_style_and_no_script_of_its_own():
    bars = draw_bars("bars", "题", "说明", (Bar("甲", "1 / 2", 0.5), Bar("乙", "2 / 2", 1.0, notch=0.25)))
    line = draw_line("line", "题", "说明", (Point(0, 0.5, "甲"), Point(1, 1.0, "乙", "/search/")), 2)
    for drawing in (bars, line):
        for element in parsed(drawing).iter():
            assert element.tag not in (f"{SVG}style", f"{SVG}script")
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_a_drawing_is_named_and_described():
    root = parsed(draw_bars("k", "题", "说明", (Bar("甲", "1 / 2", 0.5),)))
    named = {element.get("id"): element.text for element in root}
    assert named[root.get("aria-labelledby")] == "题"
    assert named[root.get("aria-describedby")] == "说明"


def test_bars_are_as_long_as_their_shares():
    root = parsed(draw_bars("k", "题", "说明", (Bar("甲", "1 / 2", 0.25, 0.5, notch=0.1),)))
    widths = {rect.get("class"): rect.get("width") for rect in root.iter(f"{SVG}rect")}
    assert widths["chart__ink"] == "25.00%"
    assert widths["chart__wash"] == "50.00%"
    notch = next(rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "chart__notch")
    assert notch.get("x") == "10.00%"


def test_only_what_has_a_search_is_a_link():
    root = parsed(draw_bars("k", "题", "说明", (Bar("甲", "1 / 2", 0.5, url="/search/"), Bar("乙", "0 / 2", 0.0))))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/search/"]


def test_a_long_label_is_cut_in_the_drawing_and_whole_in_its_title():
    label = "重庆市中国特色社会主义理论体系研究中心特约研究员"
    root = parsed(draw_bars("k", "题", "说明", (Bar(label, "1 / 2", 0.5),)))
    assert root.find(f"{SVG}g/{SVG}text").text.endswith("…")
    assert label in root.find(f"{SVG}g/{SVG}title").text
