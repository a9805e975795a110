"""Names of columns that are as long as kickers: what could stand over another article, and is no clause."""

from __future__ import annotations

import re

from articles.parsing.dictionary import lexicon
from articles.parsing.evidence.topics import words_of
from articles.parsing.names import is_clearly_institution

_WORD = r"[^·•・，、；：！？。《》]"
_DOTTED = re.compile(  # 健康临江·基层行, 经济聚焦·新型电力系统看点（上）
    rf"(?!对话|专访|走[近进]|[追专]?[访记][^者]|致敬|纪念)(?P<whole>{_WORD}{{2,10}})[·•・](?P<part>{_WORD}{{2,12}}?)"
    r"(?:[①-⑳]|[（(][上中下一二三四五六七八九十\d]{1,2}[）)])?"
)
_NUMBERED = re.compile(rf"(?:(?![\d①-⑳]){_WORD}){{4,14}}[①-⑳]")  # 银发时代的治理①
_OF_A_KIND = re.compile(  # 新就业群体党建观察
    rf"(?:(?![的了着过在把让被将从]){_WORD}){{3,12}}"
    r"(?:笔谈|大家谈|系列谈|[谈话](?:心得|体会)|特别策划|观察|看点|时评|快评|短评|漫谈|杂谈|絮语|札记|随笔|视点|面对面|进行时"
    r"|(?:基层|一线)行)"
)
_OF_EDITORS = re.compile("(?:本[报刊网台]|特[约邀])(?:特约)?评论员文章")
_OPENS_CLAUSE = re.compile(r"[一二三四五六七八九十百千两\d从来为以把让将在向对给我]")  # 三位书记谈体会
_DOES = re.compile("坚持|加强|推[动进]|开展|实施|深化|做好|提[升高]|促进|强化|狠抓|举[办行]|召开")  # 我市加强气象观察
_STUDIES = re.compile(rf"(?:深入|认真)?(?:学习(?:宣传)?)?(?:贯彻|领会){_WORD}{{2,16}}(?:精神|思想|理论|讲话)")
_DOES_THEN = re.compile(
    "推[动进]|加[快强]|奋[力进]|谱写|开创|不断|切实|凝[聚心]|汇聚|为|坚[定持]|全面|扎实|努力|深[入化]|着力|持续|更好"
    "|激[发扬]|引领|筑牢|夯实|在|建设|让|把|抓|走[好出实稳]|[答书]写|答好|写好"
)
_NO_COLUMN = re.compile("走[进近入]|重走|热议|写在|之际")
_OF_ONE_ARTICLE = re.compile(
    "(?:侧记|见闻|散记|游记|口述|流转|纪[实行]|的(?:调查|演讲))$|^从.{2,8}到"
)  # its title is above
_OF_SERIES = re.compile(r"(?:行|谈|录|看点|观察|新[事观貌])$|[①-⑳）)]$")
_EVENT = re.compile("(?:第.{1,3}|首)届")
SOLAR_TERM = re.compile(
    "立[春夏秋冬]|雨水|惊蛰|[春秋]分|清明|谷雨|小满|芒种|[夏冬]至|[小大][暑寒雪]|处暑|白露|寒露|霜降"
)
_PERSONS, _NAMES = frozenset({"nr", "nrt", "nrfg"}), frozenset({"nr", "nrt", "nrfg", "ns", "nz"})


def is_long_label(text: str) -> bool:
    """Whether a line has the form of a column's name, by its dot, its number or the kind of article it names."""
    if _NO_COLUMN.search(text):
        return False
    if dotted := _DOTTED.fullmatch(text):
        return _is_name_in_parts(dotted["whole"], dotted["part"])
    named = _OF_A_KIND.fullmatch(text) and not (_DOES.search(text) or _OPENS_CLAUSE.match(text))
    return bool(named or any(form.fullmatch(text) for form in (_NUMBERED, _STUDIES, _OF_EDITORS)))


def is_first_clause(line: str, below: str) -> bool:
    """深入学习贯彻党的二十大精神 over 推动文化繁荣发展: who learns, and what is done then, is one sentence."""
    return bool(_STUDIES.fullmatch(line) and _DOES_THEN.match(below))


def is_over_its_kind(line: str, below: str) -> bool:
    """Whether the line under one with a column's form says what kind of text that one is the title of: …侧记."""
    _, dot, part = line.partition("·")
    series = _STUDIES.fullmatch(line) or _NUMBERED.fullmatch(line) or (dot and _OF_SERIES.search(part))
    return is_long_label(line) and not series and _OF_ONE_ARTICLE.search(below) is not None


def _is_of_title(whole: str, part: str) -> bool:
    """Whether the dot stands in a title: 一杯茶·一座城, 小满·麦粒初齐, 第三届读书节·开幕."""
    halves = len(whole) == len(part) and whole[0] == part[0] and whole[0] in "一几半何"
    return halves or bool(_EVENT.search(whole) or SOLAR_TERM.fullmatch(whole))


def _is_name_in_parts(whole: str, part: str) -> bool:
    """Whether it is no clause, 渔网收了·江豚回来了, no organ, and nobody: 约翰·史密斯, 诺奖得主罗杰·彭罗斯."""
    classes = {word: lexicon().word_class(word) for word in (*words_of(whole), *words_of(part))}
    person = any(classes[word] in _PERSONS for word in classes if whole.endswith(word) or part.startswith(word))
    other = any(kind not in _NAMES for kind in classes.values()) and not re.search("[了是]", whole + part)
    return other and not (
        person or _is_of_title(whole, part) or is_clearly_institution(whole) or is_clearly_institution(part)
    )
