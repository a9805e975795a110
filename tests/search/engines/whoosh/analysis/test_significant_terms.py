"""The words that tell a result from the rest are those that the published ratio says, of all words there are."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from search.engines.log_likelihood import log_likelihood
from search.engines.whoosh.engine import WhooshEngine
from search.language.tree import Term
from tests.search.engines.filling import article, rebuilt

COMMON = [f"word{number}" for number in range(600)]
TELLING = [f"sign{number}" for number in range(30)]


@pytest.fixture(scope="module")
def bodies() -> dict[int, list[str]]:
    """Of 400 articles 40 are about finance. They have every common word a little oftener; each telling word stands in
    eight of them or fewer, and nowhere else.
    """
    chance = random.Random(29)
    made = {}
    for number in range(1, 401):
        about = number % 10 == 0
        words = [word for word in COMMON if chance.random() < (0.9 if about else 0.8)]
        made[number] = [*words, *chance.sample(TELLING, 6), "finance"] if about else words
    return made


def test_they_are_the_best_of_all_words_in_every_segment_and_without_the_deleted(tmp_path, bodies) -> None:
    engine = WhooshEngine(str(tmp_path / "index"))
    numbers = sorted(bodies)
    rebuilt(engine, [article(number, " ".join(bodies[number])) for number in numbers[:250]])
    with engine.writer() as writer:
        writer.update([article(number, " ".join(bodies[number])) for number in numbers[250:]], [10, 20, 21])
    alive = {number: set(words) for number, words in bodies.items() if number not in (10, 20, 21)}
    inside = Counter(word for words in alive.values() if "finance" in words for word in words)
    everywhere = Counter(word for words in alive.values() for word in words)
    size = inside["finance"]
    scores = {
        word: log_likelihood(count, size, everywhere[word] - count, len(alive) - size) for word, count in inside.items()
    }
    best = sorted(scores, key=lambda word: (-scores[word], word))[:60]
    found = engine.significant_terms(Term("finance"), {}, 60)
    assert [(term.text, term.count, term.background) for term in found] == [
        (word, inside[word], everywhere[word]) for word in best
    ]
    assert set(TELLING) <= set(best)
