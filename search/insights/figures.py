"""What insights count, as pictures: each with its title, a caption that says the denominator, its SVG and its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search.insights.comparing import Contrast
from search.insights.cooccurrence import Pair
from search.insights.counts import KeyTerm, Proportion, TermRow, TermsAcross
from search.insights.over_time import OverTime, Series
from search.insights.svg import Bar, Point, draw_bars, draw_line


@dataclass(frozen=True, slots=True)
class Number:
    """A table's cell: a number in words, and the search it counts."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`head` names the columns, the first of them the rows' names."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Number, ...]], ...]

    @property
    def labelled(self) -> Iterator[tuple[str, list[tuple[str, Number]]]]:
        """The rows, each number with its column's name: a phone shows them as cards."""
        return ((name, list(zip(self.head[1:], numbers, strict=True))) for name, numbers in self.rows)


@dataclass(frozen=True, slots=True)
class FigurePanel:
    """One of the drawings of a picture."""

    title: str
    svg: SafeString
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`panels` are empty where there is nothing to draw."""

    key: str
    title: str
    caption: str
    panels: tuple[FigurePanel, ...]
    table: Table


def time_picture(found: OverTime) -> Picture:
    title = f"逐{found.unit}的份额"
    undated = max((series.undated.total for series in found.series), default=0)
    caption = (
        f"每一点是那个{found.unit}的文章里有多大份额；顶上的百分数是最高的一点。没有文章的{found.unit}没有点，线在那里断开。"
        "点开就是那些文章，分母见数表。" + (f"日期不详的 {undated:,} 篇不在图中，列在数表末行。" if undated else "")
    )
    panels = tuple(
        FigurePanel(f"{series.name}　占{series.of}", _time_line(number, series, found))
        for number, series in enumerate(found.series)
    )
    labels = {moment.place: moment.label for series in found.series for moment in series.moments}
    shares = [{moment.place: moment.share for moment in series.moments} for series in found.series]
    rows = [(labels[place], tuple(_number(own.get(place)) for own in shares)) for place in sorted(labels)]
    if undated:
        rows.append(("日期不详", _numbers(series.undated for series in found.series)))
    head = ("月份" if found.unit == "月" else "年份", *(series.name for series in found.series))
    return Picture("time", title, caption, panels if labels else (), Table(head, tuple(rows)))


def _time_line(number: int, series: Series, found: OverTime) -> SafeString:
    points = tuple(
        Point(
            moment.place,
            moment.share.count / moment.share.total,
            f"{moment.label}：{_out_of(moment.share)}，{moment.share.count / moment.share.total:.1%}",
            moment.share.url,
        )
        for moment in series.moments
    )
    title = f"{series.name}占{series.of}的份额"
    return draw_line(f"time-{number}", title, f"每{found.unit}一点", points, found.places)


def terms_picture(found: TermsAcross, terms: tuple[str, ...], totals: tuple[Proportion, ...]) -> Picture:
    title = f"按{found.label}"
    caption = (
        f"整条的长度是该{found.label}在此范围内的全部文章，实的一段是其中含有这个词的；“3 / 7”就是七篇里有三篇。"
        "按字面算，不含同义词。" + _left(found.left, f"{'位' if found.facet == 'author' else '个'}{found.label}")
    )
    longest = max((row.value.count for row in found.rows), default=1)
    panels = tuple(
        FigurePanel(f"{term}　{_out_of(total)}", _term_bars(found, number, term, longest), total.url)
        for number, (term, total) in enumerate(zip(terms, totals, strict=True))
        if found.rows
    )
    rows = tuple((f"{row.value.label}（{row.value.count:,} 篇）", _numbers(row.shares)) for row in found.rows)
    return Picture(f"terms-{found.facet}", title, caption, panels, Table((found.label, *terms), rows))


def pairs_picture(key: str, title: str, pairs: tuple[Pair, ...], note: str = "") -> Picture:
    caption = (
        "“4 / 9”：同时有这两个的四篇，至少有其一的九篇；实的一段是前者占后者的份额。"
        f"次序按对数似然比 G²：比各自独立时更常同现的在前。{note}"
    )
    bars = tuple(
        Bar("　".join(pair.names), _out_of(pair.both), pair.both.count / pair.both.total, url=pair.both.url)
        for pair in pairs
    )
    rows = tuple(("、".join(pair.names), (_number(pair.both), Number(f"{pair.score:.2f}"))) for pair in pairs)
    return _bars_picture(key, title, caption, bars, Table(("同现", "两者都有 / 有其一", "G²"), rows))


def key_terms_picture(found: tuple[KeyTerm, ...], about: str) -> Picture:
    title = f"{about}与众不同的词"
    caption = (
        "横条是含有这个词的文章在此范围内的份额，竖线是在全库的份额。次序按对数似然比 G²"
        "（Dunning 1993；两格算式依 Rayson 与 Garside 2000），以篇数计。"
        "G² 不到 6.63 的，篇数太少，可能只是偶然。"
    )
    bars = tuple(_bar_beside(term.text, term.inside, "全库", term.library) for term in found)
    rows = tuple((term.text, (_number(term.inside), Number(_out_of(term.library)), _score(term))) for term in found)
    return _bars_picture("telling", title, caption, bars, Table(("词语", "此范围", "全库", "G²"), rows))


def contrast_picture(key: str, query: str, found: Sequence[Contrast], counted: str) -> Picture:
    """What one of two searches has oftener; `counted` is what its numbers count: 篇, 处."""
    title = f"“{query}”更多"
    caption = f"横条是这一边的份额，竖线是另一边的，以{counted}计。次序按对数似然比 G²，只列 6.63 以上的。"
    bars = tuple(_bar_beside(one.text, one.own, "另一边", one.other) for one in found)
    rows = tuple(
        (one.text, (_number(one.own), Number(_out_of(one.other)), Number(f"{one.score:.2f}"))) for one in found
    )
    return _bars_picture(key, title, caption, bars, Table(("词语", "这一边", "另一边", "G²"), rows))


def _bar_beside(text: str, own: Proportion, where: str, other: Proportion) -> Bar:
    """A share, and a line where the other one would end."""
    said = f"{_out_of(own)}　{where} {_out_of(other)}"
    return Bar(text, said, own.count / own.total, url=own.url, notch=other.count / other.total)


def _bars_picture(key: str, title: str, caption: str, bars: tuple[Bar, ...], table: Table) -> Picture:
    panels = (FigurePanel("", draw_bars(key, title, caption, bars)),) if bars else ()
    return Picture(key, title, caption, panels, table)


def _term_bars(found: TermsAcross, number: int, term: str, longest: int) -> SafeString:
    bars = tuple(_term_bar(row, number, longest) for row in found.rows)
    title = f"“{term}”按{found.label}"
    return draw_bars(f"terms-{found.facet}-{number}", title, f"含有“{term}”的篇数和{found.label}的全部篇数", bars)


def _term_bar(row: TermRow, number: int, longest: int) -> Bar:
    share = row.shares[number]
    return Bar(row.value.label, _out_of(share), share.count / longest, share.total / longest, share.url)


def _score(term: KeyTerm) -> Number:
    return Number(f"{term.score:.2f}" + ("" if term.is_clear else "（不明显）"))


def _out_of(share: Proportion) -> str:
    return f"{share.count:,} / {share.total:,}"


def _number(share: Proportion | None) -> Number:
    return Number(_out_of(share), share.url) if share else Number("0")


def _numbers(shares: Iterable[Proportion]) -> tuple[Number, ...]:
    return tuple(_number(share) for share in shares)


def _left(count: int, what: str) -> str:
    return f"另有 {count:,} {what}未画出。" if count else ""
