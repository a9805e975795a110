"""Corpora: articles recombined from the pool's paragraphs. The same number is always the same article.

So a corpus of 3,000 articles is the beginning of the one of 100,000, and any process makes the articles it needs
without a file of them. Needs nothing but the standard library and the pool.
"""

from __future__ import annotations

import tomllib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from bench.material.pool import SEEDS, Passage, Pool, read_pool

SEED = 20251121
AUTHORS = 2_000
YEARS = range(2010, 2026)
MISSING = "-"  # the facet value of an article without a column, as the site's engine names it
FACETS = ("column", "author", "theme")
COLUMNS = (
    *(
        "智库头条",
        "资政参考",
        "决策建议",
        "智库圆桌",
        "智库对话",
        "理论前沿",
        "专家观点",
        "学习园地",
        "思想周刊",
        "调查研究",
    ),
    *(
        "基层实践",
        "治理之道",
        "经济观察",
        "文化纵横",
        "法治论坛",
        "科技瞭望",
        "党建视野",
        "乡村振兴",
        "区域协调",
        "开放高地",
    ),
    *("生态文明", "民生关切", "教育论坛", "历史回眸"),
)
THEMES = tuple(theme["name"] for theme in tomllib.loads((SEEDS / "themes.toml").read_text("utf-8"))["theme"])
_BODY_CHARACTERS = (900, 2_300)  # an article's paragraphs end as soon as they are as long as drawn from here
_NO_COLUMN = 0.06


@dataclass(frozen=True, slots=True)
class Article:
    """`number` counts from 1. `title` and `paragraphs` are indexes into the pool."""

    number: int
    title: int
    paragraphs: tuple[int, ...]
    column: str
    authors: tuple[str, ...]
    themes: tuple[str, ...]
    date: str

    def facet(self, name: str) -> tuple[str, ...]:
        return {"column": (self.column,), "author": self.authors, "theme": self.themes}[name]


class Corpus:
    """`size` articles over a pool, which may be the path of one that is read when it is needed."""

    def __init__(self, pool: Pool | Path, size: int) -> None:
        self._pool = pool
        self.size = size

    @cached_property
    def pool(self) -> Pool:
        return self._pool if isinstance(self._pool, Pool) else read_pool(self._pool)

    def __iter__(self) -> Iterator[Article]:
        return map(self.article, range(1, self.size + 1))

    def article(self, number: int) -> Article:
        """Any article by its number, beyond the corpus's size too: those are what is saved into it."""
        rng = Random(SEED * 1_000_003 + number)
        return Article(
            number=number,
            title=rng.randrange(len(self.pool.titles)),
            paragraphs=self._paragraphs(rng),
            column=MISSING if rng.random() < _NO_COLUMN else _columns.draw(rng),
            authors=self._authors.draw_some(rng, 1 if rng.random() < 0.75 else 2),
            themes=_themes.draw_some(rng, rng.randint(1, 4)),
            date=f"{rng.choice(YEARS)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        )

    def title(self, article: Article) -> Passage:
        return self.pool.titles[article.title]

    def body(self, article: Article) -> list[Passage]:
        return [self.pool.paragraphs[index] for index in article.paragraphs]

    def title_tokens(self, article: Article) -> tuple[str, ...]:
        return self.title(article).tokens

    def body_tokens(self, article: Article) -> list[str]:
        return [token for passage in self.body(article) for token in passage.tokens]

    def _paragraphs(self, rng: Random) -> tuple[int, ...]:
        wanted = rng.randint(*_BODY_CHARACTERS)
        chosen: dict[int, None] = {}
        length = 0
        while length < wanted:
            index = rng.randrange(len(self.pool.paragraphs))
            if index not in chosen:
                chosen[index] = None
                length += len(self.pool.paragraphs[index].text)
        return tuple(chosen)

    @cached_property
    def _authors(self) -> Drawing:
        rng = Random(SEED)
        names: dict[str, None] = {}
        while len(names) < AUTHORS:
            names[rng.choice(self.pool.surnames) + rng.choice(self.pool.given_names)] = None
        return Drawing(tuple(names))


class Drawing:
    """Draws values by Zipf's law: the n-th comes 1 / (n + 2) times as often as the law's constant."""

    def __init__(self, values: Sequence[str]) -> None:
        self._values = values
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(len(values))))

    def draw(self, rng: Random) -> str:
        return self._values[bisect(self._sums, rng.random() * self._sums[-1])]

    def draw_some(self, rng: Random, count: int) -> tuple[str, ...]:
        """Different ones, in the order drawn."""
        drawn: dict[str, None] = {}
        while len(drawn) < count:
            drawn[self.draw(rng)] = None
        return tuple(drawn)


_columns = Drawing(COLUMNS)
_themes = Drawing(THEMES)
