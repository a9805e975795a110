"""选题查重: what the library has printed on the topic of a headline, an outline or a draft."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from articles.models import Article, Theme
from articles.themes.scoring import Vocabulary
from search.engines.base import engine
from search.engines.questions import Question
from search.index.documents import Texts, texts_in
from search.language.sentences import content_words, words_inside
from search.language.tree import Or, Term
from search.text.folding import fold_text, folded_blocks
from search.types import Where
from search.verifying.checks import MOST_CHARACTERS, TooLong

MOST_ARTICLES = 10
_MOST_TERMS = 96  # of a text that are looked for, and as many of the words inside them
_PARTS = (*(Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY), Where.BOX)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article on the topic: which of the text's terms it has, the rarest among the articles first, and lacks."""

    article: Article
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The `terms` of a text, the articles nearest to it, and the terms that none of them has."""

    terms: tuple[str, ...]
    printed: tuple[Printed, ...]
    alone: tuple[str, ...]
    took_ms: float


def overlap(text: str) -> Overlap:
    """Raises TooLong and EngineUnavailable."""
    if len(text) > MOST_CHARACTERS:
        raise TooLong(len(text))
    started = time.perf_counter()
    terms = _terms(text)
    found = _nearest(terms)
    texts = texts_in(found, _PARTS)
    has = {article.pk: _terms_in(texts.get(article.pk, {}), terms) for article in found}
    articles_with = Counter(term for own in has.values() for term in own)
    ordered = sorted(terms, key=lambda term: articles_with[term])
    printed = tuple(
        Printed(
            article,
            tuple(term for term in ordered if term in has[article.pk]),
            tuple(term for term in terms if term not in has[article.pk]),
        )
        for article in found
        if has[article.pk]  # found by parts of words alone, it would show nothing in common
    )
    alone = tuple(term for term in terms if not articles_with[term])
    return Overlap(terms, printed, alone, (time.perf_counter() - started) * 1000)


def _terms(text: str) -> tuple[str, ...]:
    """Its words that say something and the taxonomy's terms in it: first those that it uses oftenest, and long ones."""
    folded = fold_text(text)
    uses = Vocabulary({fold_text(term) for terms in Theme.objects.values_list("terms", flat=True) for term in terms})
    counts = Counter({word: folded.count(word) for word in content_words(folded)})
    counts.update(dict.fromkeys(uses.uses(folded), 1))
    ranked = sorted(counts, key=lambda word: (-counts[word] * len(word), folded.find(word)))
    return tuple(ranked[:_MOST_TERMS])


def _nearest(terms: Sequence[str]) -> list[Article]:
    """By relevance, as they have any of the terms or of the words in these: rarer ones weigh more."""
    inside = chain.from_iterable(map(words_inside, terms))
    asked = tuple(map(Term, dict.fromkeys([*terms, *islice(inside, _MOST_TERMS)])))
    if not asked:
        return []
    answer = engine().search(Question(Or(asked), limit=MOST_ARTICLES, facets=()))
    ids = [hit.article_id for hit in answer.hits]
    articles = Article.objects.published().for_hits().in_bulk(ids)
    return [articles[article_id] for article_id in ids if article_id in articles]


def _terms_in(texts: Texts, terms: Iterable[str]) -> frozenset[str]:
    folded = "\n".join(folded_blocks(blocks) for where, blocks in texts.items() if where in _PARTS)
    return frozenset(term for term in terms if term in folded)
