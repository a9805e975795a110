"""Journal papers: English and Chinese heads, numbered headings, an author's note in the text, references."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from articles.parsing.types import DocumentKind, Part, Person, TitleOrigin
from tests.pages.cutting import cut
from tests.pages.truth import Fault, Page, Piece, TrueArticle, in_reading_order, place
from tests.pages.words.people import affiliation, people
from tests.pages.words.prose import Story, draw_stories, paper_story, varied

_ENGLISH_TITLES = (
    "Research on the Coordinated Development of the Chengdu Chongqing Dual City Economic Circle",
    "A Study of Rural Revitalization in the Context of the Digital Economy",
    "Reflections on the Reform of State-owned Enterprises and Market Competition",
    "On the Construction of a Modern Industrial System",
)
_ENGLISH_ADDRESSES = (
    "School of Economics and Management, Southwest University, Chongqing, 400715, China",
    "Party School of Dazu District Committee of the Communist Party of China, Chongqing, 404100, China",
)
_ENGLISH_SENTENCES = (
    "This paper analyses the present situation and the main problems, and puts forward countermeasures.",
    "The results show that coordination between regions improves efficiency and promotes high-quality development.",
    "Strengthen top-level design, increase scientific and technological innovation efforts, and deepen reforms.",
    "On this basis, the policy environment, talent team and industrial chain are discussed in turn.",
)
_KEYWORDS = (
    ("新质生产力", "new quality productivity"), ("协同发展", "collaborative development"),
    ("乡村振兴", "rural revitalization"),
    ("数字经济", "digital economy"), ("体制机制改革", "institutional reform"), ("产业集群", "industrial cluster"),
)  # fmt: skip
_HEADINGS = ("{n} 引言", "{n} 面临的主要问题", "{n} 现状分析", "{n} 对策建议", "{n} 结语", "{n} 加快发展的路径选择")
_SUBHEADINGS = (
    "{n} 加强顶层设计和规划引领",
    "{n} 政策支持不够",
    "{n} 机制尚不完善",
    "{n} 深化体制机制改革",
    "{n} 加大科技创新力度",
)
_REFERENCES = (
    "李敬.优化产业链供应链 积极推进产业升级[N].光明日报,2020.",
    "周跃辉.积极推动成渝地区双城经济圈建设[Z].2020.",
    "王明,张丽.数字经济与区域协调发展[J].经济研究,2021(3):45-58.",
    "中国经济网.重庆推动双城经济圈共建共享[DB/OL].2020.",
    "陈刚.乡村振兴战略研究[M].北京:人民出版社,2019.",
)


@dataclass(slots=True)
class _Body:
    """The numbered part of a paper while it is set."""

    pieces: list[Piece] = field(default_factory=list)
    truth: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, text: str, mark: str = "") -> None:
        part = Part.HEADING if kind == "heading" else Part.BODY
        self.pieces.append(Piece(text, part, 0, len(self.truth), mark=mark))
        self.truth.append((kind, text))


def make_paper(rng: Random, name: str, source: str, recipe: frozenset[Fault]) -> Page:
    """A whole paper, in the form of the seed's."""
    story = varied(rng, paper_story()) if source == "seeds" else draw_stories(rng, source, 1)[0]
    author = people(rng, 1, set())[0]
    keywords = rng.sample(_KEYWORDS, 3)
    abstract = story.paragraphs[0]
    degree, post = rng.choice(("硕士", "博士")), rng.choice(("副教授", "讲师", "正高级讲师"))
    born, sex = rng.randrange(1960, 1999), rng.choice("男女")
    author_note = f"{author}（{born}-），{sex}，中国重庆人，{degree}，{post}，从事区域经济研究。"
    body = _set_body(rng, story)
    address = f"{affiliation(rng, post=False)}，中国·重庆 {rng.randrange(400000, 409999)}"
    pieces, title_en = _head(rng, story.title, author, address, abstract, keywords)
    references = tuple(rng.sample(_REFERENCES, rng.randrange(2, 5)))
    pieces += _with_note(rng, body.pieces, author_note)
    pieces.append(Piece("参考文献", Part.REFERENCES, 0, mark="### "))
    pieces += [Piece(f"[{n}] {r}", Part.REFERENCES, 0, mark="- ", gap="\n") for n, r in enumerate(references, 1)]
    truth = TrueArticle(
        story.title, TitleOrigin.PRINTED, (Person(author),), None, address, (), tuple(body.truth),
        frozenset({Fault.JOURNAL}), title_en=title_en, abstract=abstract, keywords=tuple(k for k, _ in keywords),
        references=tuple(f"[{n}] {r}" for n, r in enumerate(references, 1)), author_note=author_note,
    )  # fmt: skip
    text, placed = place(pieces)
    return Page(name, source, DocumentKind.JOURNAL_PAPER, text, placed, (truth,), (), frozenset({Fault.JOURNAL}))


def _head(
    rng: Random, title: str, author: str, address: str, abstract: str, keywords: list[tuple[str, str]]
) -> tuple[list[Piece], str | None]:
    chinese = [
        Piece(title, Part.TITLE, 0, mark="# "),
        Piece(author, Part.BYLINE, 0),
        Piece(address, Part.ADDRESS, 0),
        Piece("摘要", Part.ABSTRACT, 0, mark="## "),
        Piece(abstract, Part.ABSTRACT, 0),
        Piece("关键词", Part.KEYWORDS, 0, mark="## "),
        Piece("；".join(k for k, _ in keywords), Part.KEYWORDS, 0),
    ]
    if rng.random() < 0.25:
        return chinese, None
    title_en = rng.choice(_ENGLISH_TITLES)
    english = [
        Piece(title_en, Part.TITLE, 0, mark="# "),
        Piece("Xiaoming Wang", Part.BYLINE, 0),
        Piece(rng.choice(_ENGLISH_ADDRESSES), Part.ADDRESS, 0),
        Piece("Abstract", Part.ABSTRACT, 0, mark="## "),
        Piece(" ".join(rng.sample(_ENGLISH_SENTENCES, 3)), Part.ABSTRACT, 0),
        Piece("Keywords", Part.KEYWORDS, 0, mark="## "),
        Piece("; ".join(e for _, e in keywords), Part.KEYWORDS, 0),
    ]
    return english + chinese, title_en


def _set_body(rng: Random, story: Story) -> _Body:
    body = _Body()
    paragraphs = list(story.paragraphs[1:])
    section = 0
    while paragraphs:
        section += 1
        form = _HEADINGS[0] if section == 1 else rng.choice(_HEADINGS[1:])
        body.add("heading", form.format(n=section), "## ")
        for sub in range(rng.randrange(1, 3) if section > 1 else 1):
            if section > 1 and paragraphs:
                body.add("heading", rng.choice(_SUBHEADINGS).format(n=f"{section}.{sub + 1}"), "### ")
            for text in paragraphs[: rng.randrange(1, 3)]:
                body.add("paragraph", text)
                paragraphs.remove(text)
    return body


def _with_note(rng: Random, pieces: list[Piece], author_note: str) -> list[Piece]:
    """Some paragraphs cut, and the author's note in a cut or after a paragraph."""
    out: list[Piece] = []
    for piece in pieces:
        halves = cut(rng, piece, frozenset()) if piece.part is Part.BODY and rng.random() < 0.4 else None
        out += halves or [piece]
    out = in_reading_order(out)
    ends = [n for n, piece in enumerate(out, 1) if piece.part is Part.BODY]
    out.insert(rng.choice(ends[:3]), Piece(f"【作者简介】{author_note}", Part.AUTHOR_NOTE, 0))
    return out
