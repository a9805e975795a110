"""What insights count, as pictures: each with its title, a caption that says the denominator, its SVG and its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search.insights.cooccurrence import Pair
from search.insights.counts import KeyTerm, Share, TermRow, TermsAcross, ThemesByColumn
from search.insights.svg import Bar, Cell, draw_bars, draw_heat


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


@dataclass(frozen=True, slots=True)
class Panel:
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
    panels: tuple[Panel, ...]
    table: Table


def heat_picture(found: ThemesByColumn) -> Picture:
    title = "主题与栏目"
    caption = (
        "格中的数，是一个栏目里有这个主题的篇数；数越大，颜色越深。栏目名下是它在此范围内的全部篇数。"
        "一篇可以有几个主题，所以一列加起来可以超过栏目的篇数。"
        + _left(found.themes_left, "个主题")
        + _left(found.columns_left, "个栏目")
    )
    themes = tuple(theme.label for theme in found.themes)
    columns = tuple((column.label, column.count) for column in found.columns)
    cells = tuple(
        Cell(row, column, share.count, f"{found.columns[column].label}、{themes[row]}：{_of(share)}", share.url)
        for (row, column), share in found.cells.items()
    )
    svg = draw_heat("heat", title, caption, themes, columns, cells)
    rows = tuple(
        (name, tuple(_number(found.cells.get((row, column))) for column in range(len(columns))))
        for row, name in enumerate(themes)
    )
    head = ("主题", *(f"{column.label}（{column.count:,} 篇）" for column in found.columns))
    return Picture("heat", title, caption, (Panel("", svg),) if cells else (), Table(head, rows))


def terms_picture(found: TermsAcross, terms: tuple[str, ...], totals: tuple[Share, ...]) -> Picture:
    title = f"按{found.label}"
    caption = (
        f"整条的长度是该{found.label}在此范围内的全部文章，实的一段是其中含有这个词的；“3 / 7”就是七篇里有三篇。"
        "按字面算，不含同义词。" + _left(found.left, f"{'位' if found.facet == 'author' else '个'}{found.label}")
    )
    longest = max((row.value.count for row in found.rows), default=1)
    panels = tuple(
        Panel(f"{term}　{_of(total)}", _term_bars(found, number, term, longest), total.url)
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
        Bar("　".join(pair.names), _of(pair.both), pair.both.count / pair.both.total, url=pair.both.url)
        for pair in pairs
    )
    panels = (Panel("", draw_bars(key, title, caption, bars)),) if bars else ()
    rows = tuple(("、".join(pair.names), (_number(pair.both), Number(f"{pair.score:.2f}"))) for pair in pairs)
    return Picture(key, title, caption, panels, Table(("同现", "两者都有 / 有其一", "G²"), rows))


def key_terms_picture(found: tuple[KeyTerm, ...], about: str) -> Picture:
    title = f"{about}与众不同的词"
    caption = (
        "横条是含有这个词的文章在此范围内的份额，竖线是在全库的份额。次序按对数似然比 G²"
        "（Dunning 1993；两格算式依 Rayson 与 Garside 2000），以篇数计。"
        "G² 不到 6.63 的，篇数太少，可能只是偶然。"
    )
    bars = tuple(
        Bar(
            term.text,
            f"{_of(term.inside)}　全库 {_of(term.library)}",
            term.inside.count / term.inside.total,
            url=term.inside.url,
            notch=term.library.count / term.library.total,
        )
        for term in found
    )
    panels = (Panel("", draw_bars("telling", title, caption, bars)),) if bars else ()
    rows = tuple((term.text, (_number(term.inside), Number(_of(term.library)), _score(term))) for term in found)
    return Picture("telling", title, caption, panels, Table(("词语", "此范围", "全库", "G²"), rows))


def _term_bars(found: TermsAcross, number: int, term: str, longest: int) -> SafeString:
    bars = tuple(_term_bar(row, number, longest) for row in found.rows)
    title = f"“{term}”按{found.label}"
    return draw_bars(f"terms-{found.facet}-{number}", title, f"含有“{term}”的篇数和{found.label}的全部篇数", bars)


def _term_bar(row: TermRow, number: int, longest: int) -> Bar:
    share = row.shares[number]
    return Bar(row.value.label, _of(share), share.count / longest, share.total / longest, share.url)


def _score(term: KeyTerm) -> Number:
    return Number(f"{term.score:.2f}" + ("" if term.is_clear else "（不明显）"))


def _of(share: Share) -> str:
    return f"{share.count:,} / {share.total:,}"


def _number(share: Share | None) -> Number:
    return Number(_of(share), share.url) if share else Number("0")


def _numbers(shares: Iterable[Share]) -> tuple[Number, ...]:
    return tuple(_number(share) for share in shares)


def _left(count: int, what: str) -> str:
    return f"另有 {count:,} {what}未画出。" if count else ""
