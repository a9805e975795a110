"""The ground truth of the seed files: every part of every article, by line.

The files were read by eye. Line numbers are 1-based lines of the file, as an editor shows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.parsing.types import Funding, Person, Role, TitleOrigin

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

FILES = (
    "000_788e5c6d3e89e6d2.txt",
    "001_5651ce970adba41e.txt",
    "002_652d30713c5cad71.txt",
    "003_b42a6147c1b8e56e.txt",
    "004_ebe2351ae015a333.txt",
)

_MARK = re.compile(r"^#+ +")


@cache
def seed_text(file: int) -> str:
    """The whole text of a seed file, unchanged."""
    return (SEEDS / FILES[file]).read_text(encoding="utf-8")


def seed_line(file: int, line: int) -> str:
    """One line of a seed file, without white space at its ends and without its markdown heading mark."""
    return _MARK.sub("", seed_text(file).split("\n")[line - 1].strip())


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """One article of a seed file.

    `paragraphs` groups the body's lines: lines of one group are one paragraph that a column break cut. `headings` are
    those body lines that are headings. `title` is the title as printed; where the page lost it, None, and
    `title_words` are words a good inferred one has at least one of. `themes` are the themes a reader expects, the
    first one certainly.
    """

    number: int
    file: int
    column: str | None
    people: tuple[Person, ...]
    title: str | None
    origin: TitleOrigin
    paragraphs: tuple[tuple[int, ...], ...]
    headings: tuple[int, ...] = ()
    title_line: int | None = None
    note_line: int | None = None
    funding: tuple[Funding, ...] = ()
    title_words: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def body_lines(self) -> tuple[int, ...]:
        """The body's lines in reading order."""
        return tuple(line for group in self.paragraphs for line in group)

    @property
    def body(self) -> tuple[tuple[str, str], ...]:
        """The body as (kind, text) in reading order, paragraphs whole again."""
        return tuple(
            ("heading" if group[0] in self.headings else "paragraph", "".join(seed_line(self.file, n) for n in group))
            for group in self.paragraphs
        )

    @property
    def note(self) -> str | None:
        """The affiliation note without its outer parentheses."""
        return seed_line(self.file, self.note_line)[1:-1] if self.note_line else None


@dataclass(frozen=True, slots=True)
class SeedFeature:
    """A package: headline, editor's note and the numbers of its articles."""

    file: int
    title_line: int
    column: str
    note_line: int
    signature_line: int
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeedCaption:
    """A caption's line; its credit stands on `credit_line`, which is the same line where both are printed on one."""

    file: int
    line: int
    credit_line: int | None = None


def _author(*names: str) -> tuple[Person, ...]:
    return tuple(Person(name) for name in names)


_P, _T, _I = TitleOrigin.PRINTED, TitleOrigin.TRUNCATED, TitleOrigin.INFERRED
_CHENGYU, _CLUSTERS = "成渝地区双城经济圈", "先进制造业集群"
_INTERVIEWED = (
    Person("朱涛", Role.HOST, "本报编辑"),
    Person("郭险峰", Role.INTERVIEWEE, "四川省党校校经济教研部副主任、教授"),
    Person("黄庆华", Role.INTERVIEWEE, "西南大学经济管理学院副院长、教授"),
)

ARTICLES = (
    SeedArticle(
        1, 0, "智库头条", _author("朱旭森"), "协同打造成渝地区双城经济圈优势产业集群", _P,
        ((9,), (11, 19), (21, 23), (25, 27)), title_line=3, note_line=29,
        funding=(Funding("重庆市哲学社会科学创新工程项目", "2024CXZD18"),), themes=(_CLUSTERS, _CHENGYU),
    ),
    SeedArticle(
        2, 0, "资政参考", _author("戴宇倩"), "加快推进重庆数字贸易改革创新发展的", _T,
        ((37,), (39, 41), (43, 45), (47,), (49, 51)), title_line=33, note_line=53,
        funding=(Funding("重庆市哲学社会科学规划项目", "2024YC034"),), themes=("数字贸易", "对外开放"),
    ),
    SeedArticle(
        3, 0, "资政参考", _author("秦红松"), None, _I,
        ((57,), (59, 61), (63, 65), (67, 69)), note_line=71,
        funding=(Funding("重庆市教委人文社科研究项目"),), title_words=("县域经济",), themes=("县域经济",),
    ),
    SeedArticle(
        4, 0, "决策建议", _author("王希"), "夯实现代化产业人才培养的根基", _P,
        ((77,), (79,), (81,), (83,)), title_line=87, note_line=85,
        funding=(Funding("重庆市教委人文社科研究项目"),), themes=("人才培养",),
    ),
    SeedArticle(
        5, 1, "智库圆桌", _author("罗重谱"), "促进数字经济和实体经济深度融合", _P,
        ((19,), (21,), (23, 27)), title_line=25, note_line=29, themes=("数字经济",),
    ),
    SeedArticle(
        6, 1, "智库圆桌", _author("张明"), "促进先进制造业与现代服务业深度融合", _P,
        ((35,), (37,), (39, 15)), title_line=31, themes=(_CLUSTERS, "现代服务业"),
    ),
    SeedArticle(
        7, 1, "智库圆桌", _author("陶于祥"), "促进科技创新和产业创新深度融合", _P,
        ((51,), (53,), (55, 41), (43,)), title_line=47, note_line=45,
        funding=(Funding("国家社会科学基金项目", "23XGL040"),), themes=("科技创新",),
    ),
    SeedArticle(
        8, 1, "决策建议", _author("蔡礼辉"), "协同打造成渝地区双城经济圈新质生产力发展高地", _P,
        ((61,), (63, 67), (69, 71), (73, 75, 77)), title_line=65, note_line=79,
        funding=(Funding("国家社科基金项目", "24XJY020"),), themes=("新质生产力", _CHENGYU),
    ),
    SeedArticle(
        9, 2, "智库圆桌", _author("苗壮"), "共建世界级先进制造业集群体系", _P,
        ((17,), (19,), (21, 25), (27,)), title_line=23, note_line=29, themes=(_CLUSTERS, _CHENGYU),
    ),
    SeedArticle(
        10, 2, "智库圆桌", _author("严红"), "携手建设成渝“创新金三角”", _P,
        ((33,), (35,), (37, 41), (43,)), title_line=39, note_line=45, themes=("科技创新", _CHENGYU),
    ),
    SeedArticle(
        11, 2, "智库圆桌", _author("陈银华", "袁梅"), "高水平共建西部金融中心", _P,
        ((49,), (51,), (53, 57), (59,)), title_line=55, note_line=61,
        funding=(Funding("重庆市社科规划社会组织项目", "2024SZ37"),), themes=("西部金融中心", _CHENGYU),
    ),
    SeedArticle(
        12, 2, "决策建议", _author("宁小可"), None, _I,
        ((67,), (69, 71, 73, 75), (77, 79), (81,)), note_line=83,
        funding=(Funding("重庆市社会科学规划项目", "2023BS011"),),
        title_words=("人工智能", "AI", "未来产业"), themes=("人工智能", "未来产业"),
    ),
    SeedArticle(
        13, 3, "智库对话", _INTERVIEWED, "把“新星”产业集群培育成重庆制造业的“最大增量”", _P,
        ((46,), (48,), (50,), (52,), (54,), (56,), (58,), (60,), (62, 64), (66,), (68,), (70,), (72,), (74,)),
        headings=(46, 58, 68), title_line=3, themes=("“新星”产业集群", _CLUSTERS),
    ),
    SeedArticle(
        14, 3, None, _author("陈星宇"), None, _I,
        ((78,), (80,), (82,), (84, 94), (96,), (98,)), note_line=100,
        title_words=("产业生态", "新型工业化"), themes=("新型工业化", _CLUSTERS),
    ),
    SeedArticle(
        15, 3, None, _author("彭仁兰"), "高效协同推进成渝地区双城经济圈体育产业发展", _P,
        ((90,), (92, 102), (104,), (106,)), title_line=86, note_line=108, themes=("体育产业", _CHENGYU),
    ),
    SeedArticle(
        16, 4, None, _author("柏才慧"), "用“新质生产力”之笔绘出成渝地区双城经济圈协同发展新画卷", _P,
        (
            (31,), (33, 35), (39,), (41,), (43,), (45,), (47,), (49,), (51,), (53,), (55,), (57,), (59,), (61,),
            (63, 65), (67,), (69,), (71,), (73,), (75,), (77, 79), (81,), (83,), (85,), (87,), (89,), (91,),
            (93, 95), (97,), (99,), (101,), (103,),
        ),
        headings=(31, 39, 41, 47, 53, 59, 61, 67, 75, 85, 97), title_line=17, themes=("新质生产力", _CHENGYU),
    ),
)  # fmt: skip

FEATURES = (
    SeedFeature(1, 3, "智库圆桌", 7, 9, (5, 6, 7)),
    SeedFeature(2, 3, "智库圆桌", 7, 9, (9, 10, 11)),
)

CAPTIONS = (SeedCaption(0, 15, 17), SeedCaption(1, 13), SeedCaption(2, 13, 13))

# Article 13, beside its body.
INTERVIEW_LEAD_LINE = 7
INTERVIEW_PARTICIPANT_LINES = (9, 10, 12, 13, 14)
BOX_TITLE_LINE = 16
BOX_HEADING_LINES = (18, 22, 26, 30, 34, 38, 42)
BOX_PARAGRAPH_LINES = (20, 24, 28, 32, 36, 40, 44)

# Article 16, beside its body.
PAPER_TITLE_EN_LINE = 3
PAPER_AUTHOR_EN_LINE = 5
PAPER_ADDRESS_EN_LINE = 7
PAPER_ABSTRACT_EN_LINE = 11
PAPER_AUTHOR_LINE = 19
PAPER_ADDRESS_LINE = 21
PAPER_ABSTRACT_LINE = 25
PAPER_AUTHOR_NOTE_LINE = 37
PAPER_REFERENCE_LINES = (107, 108, 109, 110, 111)
PAPER_KEYWORDS = ("新质生产力", "成渝经济圈", "协同发展")
PAPER_KEYWORDS_EN = (
    "new quality productivity",
    "collaborative development of Chengdu Chongqing",
    "economic circle",
)


def article(number: int) -> SeedArticle:
    """The seed article of this number, 1 to 16."""
    return ARTICLES[number - 1]


def articles_of(file: int) -> tuple[SeedArticle, ...]:
    """The articles of one seed file, in the table's order."""
    return tuple(a for a in ARTICLES if a.file == file)
