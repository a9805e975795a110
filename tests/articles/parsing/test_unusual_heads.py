"""Bylines, headlines, notes and furniture in more than a hundred forms, each over one article of a page of two.

Whatever the form, the article has its title, its authors, its text and nothing else, and so has its neighbour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

TITLE = "让老街区焕发新活力"
NOTE = "（作者系某某大学教授）"
TEXT, OTHERS_TEXT = paragraphs(3, 3), paragraphs(3, 4)
OTHER = f"\n规范农村信用建设\n■李大为\n{OTHERS_TEXT}　　（作者单位：某某市社科院）\n"


@dataclass(frozen=True)
class Form:
    """A head over the text and what follows it, and what must be read."""

    head: str
    authors: tuple[str, ...] = ("王小明",)
    title: str = TITLE
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    lead: str = ""  # its end
    note: str = NOTE
    foot: str = ""  # of the page

    def page(self) -> str:
        return f"{self.head}\n{TEXT}　　{self.note}\n{OTHER}{self.foot}"


BYLINES = {
    "王小明": [
        "■王小明",
        "□王小明",
        "▇王小明",
        "口王小明",
        "日王小明",
        "◆王小明",
        "王小明",
        "作者：王小明",
        "作者:王小明",
        "文/王小明",
        "文｜王小明",
        "撰文：王小明",
        "■王小明（回族）",
        "王小明（回族）",
        "本报记者王小明",
        "王小明（某某大学教授）",
        "◎王小明",
        "王 小明",
        "■主讲人：王小明",
        "王小明（西安）",
        "江北区 王小明",
        "图/某某 文/王小明",
        "［新加坡］王小明",
        "中共某某县委书记 王 小 明",
    ],
    "王明": ["王　明", "■王  明", "■ 王　明"],
    "马奔": ["马　奔"],
    "欧阳小明": ["欧阳小明", "■欧阳　小明"],
    "司马光远": ["■司马　光远", "司马光远"],
    "诸葛明": ["诸葛明", "■诸葛　明"],
    "单于明": ["■单于明"],
    "薄一平": ["■薄一平"],
    "覃小芳": ["■覃小芳", "覃小芳"],
    "阿卜杜拉·买买提": ["阿卜杜拉·买买提", "■阿卜杜拉·买买提（维吾尔族）"],
    "阿卜杜拉•买买提": ["阿卜杜拉•买买提"],
    "扎西次仁": ["■扎西次仁（藏族）"],
    "约翰·史密斯": ["■［美］约翰·史密斯", "■约翰·史密斯（美国）"],
    "方以智": [
        "某某大学文学院教授　方以智",
        "方以智　某某职业技术学院院长",
        "■某某大学教授 方以智",
        "方以智\n（某某大学文学院教授）",
        "作者：方以智，系某某大学教授、剧作家",
    ],
    "让-皮埃尔·杜邦": ["■［法］让-皮埃尔·杜邦", "［法］让-皮埃尔·杜邦 著 林小平 译"],
    "Maria-Silva": ["■Maria-Silva"],
    "王小明 李小红": [
        "■王小明\u3000李小红",
        "●王小明 ●李 小红",
        "口 王小明 口 李小红",
        "王小明、李小红",
        "王小明，李小红",
        "王 小 明　李 小 红",
        "王小明/李小红",
        "本报记者 王小明 通讯员 李小红",
        "作者：王小明 李小红",
        "王小明 李小红（某某大学教授）",
        "■王小明\u3000李小红 等",
        "某某日报记者 王小明 实习生 李小红",
    ],
    "本报评论员": ["■本报评论员", "本报评论员"],
    "国家发展改革委": ["■国家发展改革委", "国家发展改革委"],
    "中共某某市委理论学习中心组": ["中共某某市委理论学习中心组"],
    "某某大学乡村振兴课题组": ["■某某大学乡村振兴课题组", "某某大学乡村振兴课题组"],
    "中央党校（国家行政学院）习近平新时代中国特色社会主义思想研究中心": [
        "中央党校（国家行政学院）习近平新时代\n中国特色社会主义思想研究中心",
    ],
    "某某省中国特色社会主义理论体系研究中心某某大学基地": [
        "■某某省中国特色社会主义理论体系研究中心某某大学基地",
        "某某省中国特色社会主义理论体系研究中心某某大学基地",
    ],
    "某某市人民政府研究室": ["■某某市人民政府研究室"],
    "某某大学课题组 王小明": ["■某某大学课题组 执笔：王小明"],
    "任仲平": ["任仲平"],
}
KICKER, SUBTITLE, COLUMN = "坚持规划先行、分步实施", "——三个县城的调查", "思想纵横"
LONG = (
    "以系统观念统筹推进城乡建设用地布局优化和公共服务设施均衡配置为县域老旧街区保护更"
    "新与居民生活品质提升提供坚实制度保障和持续的要素支撑不断开创新局面"
)
HEADS = [
    *(Form(f"{KICKER}{gap}{TITLE}\n■王小明", kicker=KICKER) for gap in ("\n", "\n\n", "　　", "  ", "　")),
    Form(f"{KICKER}\n{TITLE}\n王小明", kicker=KICKER),
    *(Form(f"{TITLE}{gap}{SUBTITLE}\n■王小明", subtitle=SUBTITLE) for gap in ("\n", "", " ", "\n\n")),
    Form(f"{TITLE}\n--三个县城的调查\n王小明", subtitle="--三个县城的调查"),
    Form(f"{KICKER}\n{TITLE}\n{SUBTITLE}\n■王小明", kicker=KICKER, subtitle=SUBTITLE),
    *(Form(f"{mark}\n{TITLE}\n王小明", column=COLUMN) for mark in ("【思想纵横】", "〖思想纵横〗", "［思想纵横］")),
    Form(f"{COLUMN}\n{TITLE}\n王小明", column=COLUMN),
    *(
        Form(f"{TITLE}{tail}\n王小明", column=COLUMN)
        for tail in ("（思想纵横）", "(思想纵横)", "　（思想纵横）", "【思想纵横】", "\n（思想纵横）")
    ),
    Form(f"名家专栏·江边絮语\n{TITLE}\n王小明", column="名家专栏·江边絮语"),
    *(Form(f"{COLUMN}{bar}{TITLE}\n■王小明", column=COLUMN) for bar in ("｜", " | ", "|")),
    Form(f"【思想纵横】{TITLE}\n■王小明", column=COLUMN),
    *(Form(f"{LONG}\n{byline}", title=LONG) for byline in ("■王小明", "王小明")),
    Form("纵横谈\n少些“签字背书”，多些“上手办事”\n■王小明", title="少些“签字背书”，多些“上手办事”", column="纵横谈"),
    Form(f"{LONG[:40]}\n{LONG[40:]}\n■王小明", title=LONG),
    *(
        Form(f"{title}\n{byline}", title=title)
        for title in (
            "为什么说发展职业教育不是权宜之计而是关系产业工人队伍长远建设和制造业根基的战略选择？",
            "老街区，路在何方？", "老街区加油！", "“小切口”做好“大文章”", "读《乡土中国》有感", "从1到100：县城的故事",
            "让老街区焕发新活力　为新生活增添好风景", "担当", "论担当（下）",
        )
        for byline in ("■王小明", "王小明")
    ),
    Form(f"■王小明\n{TITLE}"),
    Form(f"{TITLE}\n一一三个县城的调查\n■王小明", subtitle="一一三个县城的调查"),
    Form(f"{TITLE}\n2026年02月11日 08:30 来源：某某日报 作者：王小明"),
]  # fmt: skip
NOTES = [
    Form(TITLE, note="（王小明，某某大学经济学院教授）"),
    Form(TITLE, ("王小明", "李小红"), note="（王小明、李小红，某某大学经济学院教授）"),
    Form(TITLE, note="（作者：王小明，系某某大学教授）"),
    Form(f"{TITLE}\n■某某市社科院课题组", ("某某市社科院课题组",), note="（执笔：王小明　李小红）"),
    Form(
        f"{TITLE}\n■某某市社科院课题组", ("某某市社科院课题组",), note="（课题组成员：王小明、李小红；执笔人：王小明）"
    ),
    *(
        Form(f"{TITLE}\n■王小明", note=note)
        for note in (
            "［作者单位：某某大学］",
            "【作者系某某市委党校教授】",
            "【作者王小明系某某市委党校教授；李小红系某某大学讲师】",
            "（调研组成员：王小明、李小红）",
            "（作者为某某研究院研究员）",
            "（王小明 作者单位：某某大学）",
            "（作者单位：某某市委党校）",
            "（本文作者系某某大学教授）",
        )
    ),
]
SUMMARIES = [
    Form(f"{TITLE}\n{byline}\n{summary}", lead="让老街区留得住人，关键在产业。")
    for byline in ("■王小明", "王小明")
    for summary in (
        "【核心提示】让老街区留得住人，关键在产业。",
        "核心提示：让老街区留得住人，关键在产业。",
        "内容提要\n　　让老街区留得住人，关键在产业。",
        "【阅读提示】\n　　让老街区留得住人，关键在产业。",
    )
]
FURNITURE = [
    "9",
    "第9版",
    "09版",
    "A03",
    "－9－",
    "2025年3月10日\u3000星期一",
    "2025-03-10",
    "某某日报",
    "理论周刊",
    "责编 张小红\u3000美编 刘小兰",
    "责任编辑：张小红\u3000校对：刘小兰",
    "本版责编：张某某 版面：刘某某 校对：陈某某",
    "版式设计：陈小美",
    "电话：（010）65368888",
    "投稿邮箱：lilun@example.com",
    "www.example.com",
    "扫码阅读更多",
    "扫描二维码 关注某某日报",
    "《某某日报》（2026年04月29日 第 09 版）",
    "来源：某某日报",
    "摘编自《求索》2025年第3期",
    "9 理论 2025年3月10日 星期一 责编 张小红",
    "———————",
    "＊＊＊＊＊＊",
    "乙巳年二月十一",
    "首页 > 理论 > 正文",
    "某某日报 理论 9",
    "某某日报  思想周刊·新论  9",
    "原标题：让老街区焕发新的活力",
    "来源丨某某日报",
    "（《老街记》，王大力著，某某出版社2025年出版）",
    "漫画：老街 张小红 作",
    "左图：《老街》（局部）",
    "本版采写：某某日报记者 张小红 实习生 刘小兰",
    "总第12345期",
    "国内统一刊号 CN11-0001",
    "今日12版",
]


def all_forms() -> Iterator[Form]:
    for names, bylines in BYLINES.items():
        yield from (Form(f"{TITLE}\n{byline}", tuple(names.split())) for byline in bylines)
    yield from HEADS
    yield from NOTES
    yield from SUMMARIES
    for line in FURNITURE:
        yield Form(f"{line}\n{TITLE}\n■王小明")
        yield Form(f"{TITLE}\n■王小明", foot=f"\n{line}\n")


def not_set_in(page: str) -> str:
    return page.replace("\n　　", "\n")


def wrapped(page: str) -> str:
    """The text in lines of twenty characters, as it was printed."""
    lines = []
    for line in page.split("\n"):
        width = 20 if line.startswith("　　") else len(line) + 1
        lines += [line[at : at + width] for at in range(0, max(len(line), 1), width)]
    return "\n".join(lines)


LAYOUTS = (str, not_set_in, wrapped)


@pytest.mark.parametrize("layout", LAYOUTS, ids=["as it is", "not set in", "wrapped"])
@pytest.mark.parametrize(
    "form", list(all_forms()), ids=lambda form: f"{form.head}+{form.foot or form.note}".replace("\n", "/")
)
def test_an_article_is_read_whatever_its_head_looks_like(form: Form, layout: Callable[[str], str]) -> None:
    document = parse(layout(form.page()))
    article = document.articles[0]
    assert (article.title, article.kicker, article.subtitle) == (form.title, form.kicker, form.subtitle)
    assert (article.column, article.affiliation) == (form.column, form.note[1:-1])
    assert tuple(person.name for person in article.authors) == form.authors
    assert (len(article.lead), "".join(article.lead)[-len(form.lead) :]) == (bool(form.lead), form.lead or "")
    assert [block.text for block in article.body] == [line.strip() for line in TEXT.splitlines()]
    other = document.articles[1]
    assert [block.text for block in other.body] == [line.strip() for line in OTHERS_TEXT.splitlines()]
    assert (len(document.articles), document.problems, document.coverage.unassigned) == (2, (), 0)
