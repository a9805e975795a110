"""Interviews: a lead, a host, guests, questions and answers under subheadings, and a boxed sidebar."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from articles.parsing.types import Part, Person, Role, TitleOrigin
from tests.pages.cutting import cut
from tests.pages.truth import Fault, Piece, TrueArticle, TrueBox, in_reading_order, parted_title
from tests.pages.words.people import affiliation, people
from tests.pages.words.prose import Story, question_pool

_PAPERS = ("重庆日报", "重庆日报", "本报记者", "记者")
_HEADINGS = ("{t}正当其时", "{t}的优势与挑战", "跑出{t}的重庆“加速度”", "{t}有何意义", "怎样看待{t}", "{t}路在何方")
_TERMS = (
    "卫星互联网",
    "生物制造",
    "元宇宙",
    "前沿新材料",
    "未来能源",
    "低空经济",
    "数据要素",
    "无废城市",
    "链长制",
    "飞地经济",
)
_TERM_TEXTS = (
    "{t}是新一轮科技革命和产业变革的重要方向，具有技术含量高、带动能力强、市场空间大的特点。“行动方案”指出，要加强关键技术研发，拓展应用场景，培育一批骨干企业。",
    "所谓{t}，是指以创新为引领、以要素集聚为支撑的新型发展形态。近年来，各地围绕{t}开展了形式多样的探索，取得初步成效。",
)
_ROLES = ("副院长、教授", "教授、博士生导师", "研究员", "副主任、教授", "首席专家")


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview's pieces, in the order of the page, and what a correct reading gives."""

    pieces: list[Piece]
    truth: TrueArticle


def set_interview(rng: Random, story: Story, index: int, recipe: frozenset[Fault], taken: set[str]) -> Interview:
    """The story told as an interview, in the form of the seed's."""
    guests = people(rng, rng.choice((1, 2, 2, 3)), taken)
    host = people(rng, 1, taken)[0]
    persons = (
        Person(host, Role.HOST, "本报编辑"),
        *(Person(g, Role.INTERVIEWEE, affiliation(rng, post=False) + rng.choice(_ROLES)) for g in guests),
    )
    title_mark, column_is_marked = rng.choice(("# ", "# ", "")), rng.random() < 0.5
    column = Piece("智库对话", Part.COLUMN, mark="## ") if column_is_marked else Piece("【智库对话】", Part.COLUMN)
    lead = f"{story.paragraphs[0]}如何看待这一问题？重庆日报约请了相关专家学者谈谈他们的看法。"
    box_pieces, box = _box(rng, index) if Fault.BOX in recipe else ([], None)
    talk, body, faults = _talk(rng, story, guests, index)
    pieces = [
        Piece(story.title, Part.TITLE, index, mark=title_mark),
        column,
        Piece(lead, Part.LEAD, index),
        *_participants(persons, index),
        *box_pieces,
        *talk,
    ]
    title, subtitle = parted_title(story.title)
    truth = TrueArticle(
        title, TitleOrigin.PRINTED, persons, "智库对话", None, (), body,
        frozenset({Fault.INTERVIEW} | faults | ({Fault.BOX} if box else set())), (lead,), (box,) if box else (),
        subtitle=subtitle,
    )  # fmt: skip
    return Interview(pieces, truth)


def _participants(persons: tuple[Person, ...], index: int) -> list[Piece]:
    def line(person: Person) -> str:
        return f"{person.name} {person.affiliation}"

    host, *guests = persons
    return [
        Piece(f"主持人  \n{line(host)}", Part.PARTICIPANT, index),
        Piece("专访嘉宾  \n" + "  \n".join(line(g) for g in guests), Part.PARTICIPANT, index),
    ]


def _box(rng: Random, index: int) -> tuple[list[Piece], TrueBox]:
    pieces = [Piece("链接>>>", Part.BOX, index, mark="## ")]
    body: list[tuple[str, str]] = []
    for n, term in enumerate(rng.sample(_TERMS, rng.randrange(2, 6)), 1):
        heading, text = f"{n} {term}", rng.choice(_TERM_TEXTS).format(t=term)
        body += [("heading", heading), ("paragraph", text)]
        pieces += [Piece(heading, Part.BOX, index, mark="### "), Piece(text, Part.BOX, index)]
    return pieces, TrueBox("链接", tuple(body))


def _talk(
    rng: Random, story: Story, guests: tuple[str, ...], index: int
) -> tuple[list[Piece], tuple[tuple[str, str], ...], set[Fault]]:
    """Questions and answers as pieces and as (kind, text); one answer is cut, most often."""
    paper = rng.choice(_PAPERS)
    questions = rng.sample(question_pool(), 3)
    body: list[tuple[str, str]] = []
    answers = list(story.paragraphs[1:])
    rounds = max(1, min(3, len(answers) // len(guests)))
    for n in range(rounds):
        body.append(("heading", rng.choice(_HEADINGS).format(t=story.topic if story.topic != "daily" else "改革创新")))
        body.append(("paragraph", f"{paper}：{questions[n]}"))
        for guest in guests:
            if answers:
                body.append(("paragraph", f"{guest}：{answers.pop(0)}"))
        if answers and rng.random() < 0.4:
            body.append(("paragraph", answers.pop(0)))
    pieces: list[Piece] = []
    faults: set[Fault] = set()
    for n, (kind, text) in enumerate(body):
        if kind == "heading":
            pieces.append(Piece(text, Part.HEADING, index, n, mark="## "))
            continue
        piece = Piece(text, Part.BODY, index, n)
        halves = cut(rng, piece, frozenset()) if len(text) > 120 and rng.random() < 0.3 else None
        pieces += halves or [piece]
        faults |= {Fault.CUT} if halves else set()
    return in_reading_order(pieces), tuple(body), faults
