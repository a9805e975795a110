"""What every engine says of a result as a whole: parts, related articles, terms, tables, occurrences."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from search.engines.base import Engine
from search.engines.questions import Listing
from search.errors import BadQuery
from search.language.tree import And, Everything, Not, Or, Term
from search.types import MISSING, IndexDocument, LineOrder, Sort, Where
from tests.search.engines.corpus import plain
from tests.search.engines.filling import DOCUMENTS, FilledEngine, article, ids, rebuilt
from tests.search.engines.random_queries import (
    random_filters,
    random_listing_tree,
    random_tree,
)
from tests.search.plain_matching import plain_lines
from tests.trials import trials

LISTED = (
    Where.TITLE,
    Where.LEAD,
    Where.ABSTRACT,
    Where.BODY,
    Where.BOX,
    Where.REFERENCES,
    Where.CAPTION,
    Where.FEATURE,
)


class AnalysisContract(FilledEngine):
    """Questions about a result."""

    def test_says_in_which_parts_a_query_stands(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "数字经济", title="数字", caption="数字"), article(2, "经济")])
        tree = And((Term("数字"), Not(Term("农业"))))
        assert engine.parts_matched(tree, [1, 2]) == {1: (Where.TITLE, Where.BODY), 2: ()}

    def test_finds_articles_that_use_the_same_telling_words(self, engine: Engine) -> None:
        alike = ["西部金融中心的绿色金融", "绿色金融服务西部金融中心", "乡村体育产业", "体育产业进乡村", "人才培养"]
        rebuilt(engine, [article(number, text) for number, text in enumerate(alike, start=1)])
        assert engine.similar(1)[0].article_id == 2
        assert engine.similar(3)[0].article_id == 4
        assert engine.similar(99) == ()

    def test_names_the_terms_that_set_a_result_apart(self, engine: Engine) -> None:
        texts = ["金融改革发展", "金融风险发展", "体育发展", "农业发展", "教育发展", "文化发展"]
        rebuilt(engine, [article(number, text) for number, text in enumerate(texts, start=1)])
        found = engine.significant_terms(Term("金融"), {})
        assert (found[0].text, found[0].count, found[0].background) == ("金融", 2, 2)
        assert "发展" not in [term.text for term in found]

    def test_a_table_counts_what_its_questions_find_one_by_one(self, filled: Engine) -> None:
        chance = random.Random(17)
        by_id = {document.article_id: document for document in DOCUMENTS}
        for _ in range(trials(12)):
            tree, filters = random_tree(chance, 2), random_filters(chance)
            found = ids(filled, tree, filters)
            questions = {f"question {n}": random_tree(chance, 1) for n in range(3)}
            table = filled.crosstab(tree, filters, questions, "theme")
            having = {name: set(ids(filled, And((tree, asked)), filters)) for name, asked in questions.items()}
            themes = {article_id: by_id[article_id].facets.get("theme", ()) or (MISSING,) for article_id in found}
            assert table.total == len(found)
            assert table.rows == {name: len(those) for name, those in having.items() if those}
            assert table.columns == Counter(theme for of_one in themes.values() for theme in of_one)
            assert table.cells == Counter(
                (name, theme) for name, those in having.items() for article_id in those for theme in themes[article_id]
            )

    def test_a_table_of_questions_against_each_other_counts_what_has_both(self, filled: Engine) -> None:
        chance = random.Random(23)
        asked = {f"question {n}": random_tree(chance, 1) for n in range(4)}
        having = {name: set(ids(filled, tree, {})) for name, tree in asked.items()}
        both = {(one, other): len(having[one] & having[other]) for one in asked for other in asked}
        table = filled.crosstab(Everything(), {}, asked, asked)
        assert table.cells == {names: count for names, count in both.items() if count}
        assert filled.crosstab(Everything(), {}, asked, dict(asked)) == table

    def test_a_table_counts_what_is_in_the_index_now(self, filled: Engine) -> None:
        before = filled.crosstab(Term("金融"), {}, {"金融": Term("金融")}, "theme")
        assert filled.crosstab(Term("金融"), {}, {"金融": Term("金融")}, "theme") == before
        with filled.writer() as writer:
            writer.update([article(9001, "金融")], [])
        assert filled.crosstab(Term("金融"), {}, {"金融": Term("金融")}, "theme").total == before.total + 1

    def test_a_table_of_two_facets_counts_every_pair_of_an_articles_values(self, filled: Engine) -> None:
        table = filled.crosstab(Everything(), {}, "author", "column")
        pairs = [
            (author, column)
            for document in DOCUMENTS
            for author in document.facets.get("author", ()) or (MISSING,)
            for column in document.facets.get("column", ()) or (MISSING,)
        ]
        assert table.cells == Counter(pairs)
        assert filled.crosstab(Everything(), {}, {}, {}).cells == {}

    def test_lists_every_occurrence_in_each_order(self, filled: Engine) -> None:
        chance = random.Random(18)
        documents = [*_with_rare_characters(DOCUMENTS[:40]), *DOCUMENTS[40:]]
        with filled.writer() as writer:
            writer.update(documents[:40], [41, 42, 43])
        articles = plain([document for document in documents if document.article_id not in (41, 42, 43)])
        listed = 0
        for number in range(trials(150)):
            tree, filters, sort = random_listing_tree(chance), random_filters(chance), chance.choice(list(Sort))
            found_ids = filled.matching_ids(tree, filters, sort)
            lines = [line for i in found_ids for line in plain_lines(i, articles[i], tree, LISTED)]
            order = list(LineOrder)[number % 3]
            found = filled.occurrences(Listing(tree, filters, sort, order, LISTED, 10_000))
            expected = sorted(lines, key=lambda line: line.sort_key(order))
            assert list(found.places) == [(line.article_id, line.where, line.number) for line in expected], tree
            assert (found.articles, found.total) == (len({line.article_id for line in lines}), len(found_ids))
            beside = filled.surroundings(Listing(tree, filters, sort, LineOrder.LEFT, LISTED, 10_000), 25)
            first = [line for line in lines if line.article_id in found_ids[:25]][:25]
            assert beside == [(line.before[::-1], line.behind) for line in first], tree
            listed += len(lines)
        assert listed > trials(1000)

    def test_lists_no_more_places_than_asked_for_and_then_none(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "发展发展"), article(2, "发展，经济发展", title="发展")])
        tree = Or((Term("发展"), Term("经济发展"), Term("展")))
        listing = Listing(tree, {}, Sort.OLDEST, LineOrder.TEXT, LISTED, 5)
        assert [place[1:] for place in engine.occurrences(listing).places[2:]] == [
            (Where.TITLE, 0),
            (Where.BODY, 0),
            (Where.BODY, 1),
        ]
        assert engine.occurrences(listing).places[-1] == (2, Where.BODY, 1)
        with pytest.raises(BadQuery, match="语境最多列 4 处"):
            engine.occurrences(replace(listing, most=4))


def _with_rare_characters(documents: list[IndexDocument]) -> list[IndexDocument]:
    """Beside 发展 what a sort by UTF-16 units would put elsewhere, Latin words, and runs that overlap themselves."""
    beside = (
        "𠮷发展",
        "\ue000发展",
        "\uffee发展𠮷a",
        "龥发展\ue000",
        "ai 发展 air",
        "big ai plan, bigai plan",
        "aaaaa展展展，“展”、展",
        "发“展”（发·展）a-a",
    )
    return [
        replace(document, texts={**document.texts, Where.LEAD: (beside[document.article_id % len(beside)], "发展")})
        for document in documents
    ]
