"""Fill the site's database with a corpus: `python -m bench.page.filling POOL ARTICLES`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402  the models can be imported only after setup

from articles.models import Article, Author, Authorship, Column, Theme, ThemeAssignment  # noqa: E402
from articles.people.pinyin import person_pinyin, pinyin  # noqa: E402
from bench.material.corpus import COLUMNS, MISSING, THEMES, Corpus  # noqa: E402
from bench.material.corpus import Article as Made  # noqa: E402

AFFILIATIONS = (
    *(
        "重庆社会科学院",
        "西南大学",
        "重庆大学",
        "中共重庆市委党校",
        "西南政法大学",
        "四川省社会科学院",
        "重庆工商大学",
        "四川大学",
    ),
    *("重庆市综合经济研究院", "重庆交通大学", "成都市社会科学院", "重庆理工大学"),
)
_BATCH = 1_000


def fill(corpus: Corpus) -> None:
    """In one transaction."""
    with transaction.atomic():
        columns = {name: Column.objects.create(name=name, slug=pinyin(name), pinyin=pinyin(name)) for name in COLUMNS}
        themes = {name: Theme.objects.create(name=name, slug=pinyin(name), pinyin=pinyin(name)) for name in THEMES}
        authors: dict[str, Author] = {}
        for batch in _batches(corpus):
            _add_authors(authors, batch)
            Article.objects.bulk_create([_article(corpus, made, columns) for made in batch])
            Authorship.objects.bulk_create([row for made in batch for row in _authorships(made, authors)])
            ThemeAssignment.objects.bulk_create(
                [ThemeAssignment(article_id=made.number, theme=themes[name]) for made in batch for name in made.themes]
            )


def _batches(corpus: Iterable[Made]) -> Iterator[list[Made]]:
    remaining = iter(corpus)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _add_authors(authors: dict[str, Author], batch: Sequence[Made]) -> None:
    for name in dict.fromkeys(name for made in batch for name in made.authors):
        if name not in authors:
            sound, initials = person_pinyin(name)
            authors[name] = Author.objects.create(name=name, pinyin=sound, initials=initials)


def _article(corpus: Corpus, made: Made, columns: dict[str, Column]) -> Article:
    return Article(
        pk=made.number,
        record_key=str(made.number),
        title=corpus.title(made).text,
        body=[{"kind": "paragraph", "text": passage.text} for passage in corpus.body(made)],
        column=columns[made.column] if made.column != MISSING else None,
        published_on=made.date,
    )


def _authorships(made: Made, authors: dict[str, Author]) -> Iterator[Authorship]:
    for position, name in enumerate(made.authors):
        author = authors[name]
        affiliation = AFFILIATIONS[author.pk % len(AFFILIATIONS)]
        yield Authorship(article_id=made.number, author=author, position=position, affiliation=affiliation)


if __name__ == "__main__":
    fill(Corpus(Path(sys.argv[1]), int(sys.argv[2])))
