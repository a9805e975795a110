"""What the search page writes out itself: marks, titles, check boxes; whatever they hold is escaped."""

from __future__ import annotations

from search.templatetags.found import (
    check_boxes,
    marked,
    marked_deck,
    marked_title,
    timeline_bars,
    timeline_rows,
)
from search.types import FacetValue, Hit, Span, TimelineBar

SPANS = (Span("<b>产业", False), Span("集群&", True), Span("发展", False))


def test_what_matched_is_marked_and_everything_is_escaped() -> None:
    assert marked(SPANS) == "&lt;b&gt;产业<mark>集群&amp;</mark>发展"
    assert marked(()) == ""


def test_a_marked_title_breaks_behind_its_words_only() -> None:
    assert marked_title((Span("数字经济", True), Span("的发展"))) == "<mark>数字经济</mark>的<wbr>发展<wbr>"


def test_a_kicker_is_marked_where_it_matched_and_printed_where_it_did_not() -> None:
    hit = Hit(1, 1.0, decks=((Span("改革", True), Span("写在十年之际")),))
    assert marked_deck(hit, "改革写在十年之际").startswith("<mark>改革</mark>")
    assert "<mark>" not in marked_deck(hit, "——谈<地方志>") + marked_deck(None, "改革写在十年之际")
    assert "&lt;地方志&gt;" in marked_deck(hit, "——谈<地方志>").replace("<wbr>", "")


def test_a_check_box_says_its_value_label_and_count() -> None:
    box = check_boxes("organisation", [FacetValue('甲"院', "甲<院", 1234, selected=True)], "search")
    assert 'name="organisation" value="甲&quot;院" id="organisation-%E7%94%B2%22%E9%99%A2" checked>' in box
    assert '甲&lt;院</span> <span class="count">1,234</span>' in box
    assert 'class="checks__none"' in check_boxes("year", [FacetValue("2024", "2024", 0)], "search")
    assert "checked" not in check_boxes("year", [FacetValue("2024", "2024", 0)], "search")


def test_a_bar_of_days_is_a_link_in_the_picture_and_a_row_of_the_table() -> None:
    bars = (TimelineBar("2024年<", 1234, '/?q="&a', 10, 7, False), TimelineBar("2025年", 1, "/", 20, 40, True))
    picture, rows = timeline_bars(bars), timeline_rows(bars)
    assert '<a href="/?q=&quot;&amp;a" tabindex="-1" rel="nofollow"><title>2024年&lt;：1,234 篇</title>' in picture
    assert '<rect class="timeline__bar" x="10" y="33" width="8" height="7" />' in picture
    assert '<rect class="timeline__bar timeline__bar--chosen" x="20" y="0" width="8" height="40" />' in picture
    assert '<a rel="nofollow" href="/?q=&quot;&amp;a">2024年&lt;</a></th><td class="number">1,234 篇</td>' in rows
    assert '<a rel="nofollow" href="/" aria-current="true">2025年</a>' in rows
