"""Heads as newspapers set them: kickers and subtitles, wrapped titles, columns in brackets, bylines without a mark."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from articles.parsing.types import Part, Person, Role
from tests.pages.galley import Galley
from tests.pages.truth import Fault, Piece, parted_title
from tests.pages.words.people import INVENTED_COLUMNS

HEAD_CHANCES: dict[Fault, float] = {
    Fault.SET_IN: 0.4,
    Fault.BARE_BYLINE: 0.5,
    Fault.KICKER: 0.35,
    Fault.SUBTITLE: 0.35,
    Fault.WRAPPED_TITLE: 0.3,
    Fault.COLUMN_TAIL: 0.3,
    Fault.INSTITUTION: 0.2,
    Fault.RARE_SURNAME: 0.3,
    Fault.UNSIGNED: 0.0,
}
_ALSO = 0.4  # of the other articles of the page have the fault too
_KICKERS = (
    "坚持规划先行、分类推进", "打通堵点  补齐短板", "立足资源禀赋，发挥比较优势", "从一粒种子看产业变迁",
    "山区县的二十年探索", "提升统筹力、执行力、创造力", "推动有效市场和有为政府更好结合", "一座老工业城市的转身",
    "以改革增活力、以开放促发展", "写在园区建成十周年之际", "让每一分投入都见到实效", "突出特色  错位发展",
)  # fmt: skip
_SUBTITLES = (
    "——基于三个区县的调查与思考", "——谈地方志书的编修", "——学习《论基层治理》札记", "——来自西部山区的报告",
    "——从一次现场会说起", "——写在全省现场推进会召开之后", "──访农村改革亲历者", "——兼论要素市场的统一",
    "——读《县域十讲》",
)  # fmt: skip
_INSTITUTIONS = (
    "市发展改革委", "国家数据局", "中共渝江市委党校课题组", "西南大学乡村振兴研究中心", "市社会科学院课题组",
    "中共云江县委理论学习中心组", "本报评论员", "省委政策研究室", "重庆市人民政府发展研究中心", "农业农村部",
)  # fmt: skip
_RARE = "剧亓逄仝单初佴郗妫操揭晁匡厉覃谌逯银者信战"
_NARROW, _WIDE = 6, 18  # characters of a line in a headline
_NEVER_FIRST = "，。、；：？！”）》’的"


def draw_head_faults(rng: Random, forced: Fault | None, *, alone: bool) -> frozenset[Fault]:
    """The faults that this page's heads have; bare bylines need a page whose paragraphs are set in."""
    if alone:
        return frozenset({forced} & HEAD_CHANCES.keys()) if forced else frozenset()
    drawn = {fault for fault, chance in HEAD_CHANCES.items() if rng.random() < chance / 3}
    drawn |= {forced} & HEAD_CHANCES.keys() if forced else set()
    return frozenset(drawn | ({Fault.SET_IN} if Fault.BARE_BYLINE in drawn else set()))


def dress_heads(rng: Random, galleys: list[Galley], faults: frozenset[Fault]) -> None:
    """Print the heads of a page's articles with these faults, each on one of them at least where one allows it."""
    for galley in galleys:
        _part_dash(galley)
    page = faults & {Fault.BARE_BYLINE, Fault.SET_IN, Fault.RARE_SURNAME, Fault.INSTITUTION}
    headed = [galley for galley in galleys if galley.title_piece and not galley.elsewhere]
    for fault in sorted(faults, key=list(_DRESS).index):
        able = galleys if fault in page else headed
        certain = rng.choice(able) if able else None
        for galley in able:
            if galley is certain or fault in {Fault.BARE_BYLINE, Fault.SET_IN} or rng.random() < _ALSO:
                _DRESS[fault](rng, galley)


def _part_dash(galley: Galley) -> None:
    if galley.title:
        galley.title, galley.subtitle = parted_title(galley.title)


def _kicker(rng: Random, galley: Galley) -> None:
    assert galley.title_piece
    galley.kicker = rng.choice(_KICKERS)
    galley.over_title.insert(0, replace(galley.title_piece, text=galley.kicker, mark=""))
    galley.faults.add(Fault.KICKER)


def _subtitle(rng: Random, galley: Galley) -> None:
    assert galley.title_piece
    if galley.subtitle:
        return
    galley.subtitle = rng.choice(_SUBTITLES)
    galley.under_title.append(replace(galley.title_piece, text=galley.subtitle, mark=""))
    galley.faults.add(Fault.SUBTITLE)


def _wrap(rng: Random, galley: Galley) -> None:
    """The title on lines of one width, but for the last; a line never begins with a mark that closes."""
    assert galley.title_piece
    text = galley.title_piece.text
    width = min(rng.randrange(_NARROW, _WIDE), len(text) - 3)
    lines: list[str] = []
    while len(text) > width:
        cut = width + (text[width] in _NEVER_FIRST)
        lines.append(text[:cut])
        text = text[cut:]
    if width < _NARROW or "——" in galley.title_piece.text:
        return
    galley.over_title += [replace(galley.title_piece, text=line) for line in lines]
    galley.title_piece = replace(galley.title_piece, text=text)
    galley.faults.add(Fault.WRAPPED_TITLE)


def _column_tail(rng: Random, galley: Galley) -> None:
    assert galley.title_piece
    if galley.subtitle and not galley.under_title:
        return
    galley.column = rng.choice(INVENTED_COLUMNS)
    galley.title_piece = replace(galley.title_piece, text=f"{galley.title_piece.text}（{galley.column}）")
    galley.faults.add(Fault.COLUMN_TAIL)


def _bare_byline(rng: Random, galley: Galley) -> None:
    if galley.byline and galley.title_piece and not galley.elsewhere:
        galley.byline = replace(galley.byline, text=galley.byline.text.lstrip("■□ "), mark="")
        galley.faults.add(Fault.BARE_BYLINE)


def _institution(rng: Random, galley: Galley) -> None:
    if len(galley.people) == 1 and galley.byline:
        name = rng.choice(_INSTITUTIONS)
        galley.byline = replace(galley.byline, text=galley.byline.text[0] + name)
        galley.people = (Person(name, Role.ORGANISATION),)
        galley.faults.add(Fault.INSTITUTION)


def _rare_surname(rng: Random, galley: Galley) -> None:
    person = galley.people[0]
    if galley.byline and person.name in galley.byline.text and len(person.name) == 3:
        name = rng.choice(_RARE) + person.name[1:]
        galley.byline = replace(galley.byline, text=galley.byline.text.replace(person.name, name))
        galley.people = (Person(name), *galley.people[1:])
        galley.faults.add(Fault.RARE_SURNAME)


def _unsigned(rng: Random, galley: Galley) -> None:
    galley.byline, galley.people = None, ()
    galley.faults.add(Fault.UNSIGNED)


def _set_in(rng: Random, galley: Galley) -> None:
    """Paragraphs, subheadings and notes begin with two wide spaces; what goes on after a break does not."""
    galley.body = [_indented(piece) if _begins(galley.body, n) else piece for n, piece in enumerate(galley.body)]
    galley.note_pieces = [_indented(piece) if not n else piece for n, piece in enumerate(galley.note_pieces)]
    galley.faults.add(Fault.SET_IN)


def _begins(body: list[Piece], place: int) -> bool:
    piece = body[place]
    return piece.part in {Part.BODY, Part.HEADING} and all(p.paragraph != piece.paragraph for p in body[:place])


def _indented(piece: Piece) -> Piece:
    return replace(piece, mark="　　" + piece.mark)


_DRESS = {
    Fault.KICKER: _kicker,
    Fault.SUBTITLE: _subtitle,
    Fault.WRAPPED_TITLE: _wrap,
    Fault.COLUMN_TAIL: _column_tail,
    Fault.INSTITUTION: _institution,
    Fault.RARE_SURNAME: _rare_surname,
    Fault.BARE_BYLINE: _bare_byline,
    Fault.SET_IN: _set_in,
    Fault.UNSIGNED: _unsigned,
}
