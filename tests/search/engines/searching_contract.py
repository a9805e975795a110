"""What every engine finds, how it counts and in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from search.engines.base import Engine
from search.engines.questions import Listing, Question
from search.errors import BadQuery, EngineUnavailable
from search.language.query import parse
from search.language.tree import And, AtLeast, Everything, Not, Or, Term, Wildcard
from search.text.folding import folded_blocks
from search.text.periods import day_text, read_period
from search.text.tokenizer import fold_text
from search.types import FACETS, IndexDocument, LineOrder, Sort, Where
from tests.pages.layout import make_page
from tests.search.engines.corpus import LINES, cutting, facet_counts, plain
from tests.search.engines.filling import DOCUMENTS, FilledEngine, article, ids, rebuilt
from tests.search.engines.random_queries import (
    passes,
    random_filters,
    random_tree,
    runs_across_marks,
)
from tests.search.plain_matching import without_marks
from tests.trials import trials


class SearchingContract(FilledEngine):
    """Matching, facets and order."""

    def test_without_an_index_says_so_and_finds_nothing_less(self, engine: Engine) -> None:
        assert not engine.exists()
        with pytest.raises(EngineUnavailable, match="rebuild_index"):
            engine.search(Question(Everything()))

    def test_an_empty_index_is_an_index(self, engine: Engine) -> None:
        rebuilt(engine, [])
        answer = engine.search(Question(Term("产业")))
        assert (answer.total, answer.ids, engine.state().documents) == (0, [], 0)

    def test_finds_exactly_the_documents_that_contain_a_run(self, filled: Engine) -> None:
        chance = random.Random(6)
        articles = plain([_without_themes(document) for document in DOCUMENTS])
        for _ in range(trials(300)):
            term = Term(fold_text(cutting(chance)))
            if term.text:
                assert set(ids(filled, term)) == {i for i, found in articles.items() if found.matches(term)}, term

    def test_a_word_of_three_characters_ranks_by_itself(self, engine: Engine) -> None:
        """And not by the words inside it."""
        rebuilt(
            engine,
            [
                article(1, "长江委来信，长江流到这里，长江两岸，长江水。"),
                article(2, "长江委来人，长江委来电，在这里。"),
            ],
        )
        assert ids(engine, Term("长江委")) == [2, 1]

    def test_finds_runs_in_the_parts_asked_for_only(self, filled: Engine) -> None:
        chance = random.Random(7)
        articles = plain(DOCUMENTS)
        for _ in range(trials(300)):
            fields = tuple(chance.sample(list(Where), k=chance.randint(1, 3)))
            document = chance.choice(DOCUMENTS)
            line = chance.choice([text for blocks in document.texts.values() for text in blocks] or ["产业"])
            term = Term(fold_text(cutting(chance, 3, line)), fields)
            if term.text:
                assert set(ids(filled, term)) == {i for i, found in articles.items() if found.matches(term)}, term

    def test_reads_trees_as_their_definition_says(self, filled: Engine) -> None:
        chance = random.Random(8)
        articles = plain([_without_themes(document) for document in DOCUMENTS])
        for _ in range(trials(200)):
            tree = random_tree(chance, 3)
            assert set(ids(filled, tree)) == {i for i, found in articles.items() if found.matches(tree)}, tree

    def test_of_what_asks_for_some_of_several_those_that_hold_more_come_first(self, filled: Engine) -> None:
        chance = random.Random(15)
        articles = plain([_without_themes(document) for document in DOCUMENTS])
        for _ in range(trials(60)):
            children = tuple(random_tree(chance, 1) for _ in range(chance.randint(2, 4)))
            tree, filters = AtLeast(chance.randint(1, 2), children), random_filters(chance)
            order = filled.matching_ids(tree, filters, Sort.RELEVANCE)
            held = [sum(map(articles[article_id].matches, children)) for article_id in order]
            assert held == sorted(held, reverse=True), tree
            pages = [filled.search(Question(tree, filters, offset=offset, limit=7)) for offset in range(0, 63, 7)]
            assert [article_id for page in pages for article_id in page.ids] == order
            assert {page.total for page in pages} == {len(order)}

    def test_of_those_that_hold_as_many_rarer_words_come_first(self, engine: Engine) -> None:
        texts = ["产业发展", "产业规划", "产业园区", "禁渔规划", "园区"]
        rebuilt(engine, [article(number, text) for number, text in enumerate(texts, start=1)])
        assert ids(engine, AtLeast(1, (Term("产业"), Term("禁渔"), Term("发展"))))[:2] == [1, 4]

    def test_those_that_hold_most_of_several_terms_come_first(self, filled: Engine) -> None:
        chance = random.Random(16)
        articles = plain([_without_themes(document) for document in DOCUMENTS])
        several = [
            [Term(chance.choice("发展产业重庆的与技术")) for _ in range(chance.randint(1, 6))] for _ in range(40)
        ]
        several.append([Term("火星移民")])
        for terms, found in zip(several, filled.holding_most(several, 5), strict=True):
            held = {pk: sum(map(plain.matches, terms)) for pk, plain in articles.items()}
            most = sorted(filter(None, held.values()), reverse=True)[:5]
            assert [held[article_id] for article_id in found] == most
            assert len(set(found)) == len(found)

    def test_a_wildcard_stands_for_whole_words(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "AI+制造"), article(2, "OpenAI"), article(3, "R&D投入0.5%"), article(4, "Air")])
        assert ids(engine, Wildcard("ai")) == [1]
        assert sorted(ids(engine, Wildcard("ai*"))) == [1, 4]
        assert ids(engine, Wildcard("?ir")) == [4]
        assert ids(engine, Wildcard("r*d")) == [3]
        assert ids(engine, Wildcard("5*")) == []

    def test_a_unit_stands_behind_a_number_too(self, engine: Engine) -> None:
        rebuilt(
            engine,
            [article(1, "占地120㎡"), article(2, "0.5m²"), article(3, "12km²"), article(4, "m2"), article(5, "m")],
        )
        assert sorted(ids(engine, Wildcard("m2"))) == [1, 2, 4]
        places = engine.occurrences(Listing(Wildcard("m2"), {}, Sort.OLDEST, LineOrder.TEXT, (Where.BODY,), 9)).places
        assert [place.article_id for place in places] == [1, 2, 4]

    def test_a_term_may_go_over_a_line_break_between_two_blocks_only_if_it_has_one(self, engine: Engine) -> None:
        rebuilt(engine, [IndexDocument(1, {Where.BODY: ("发展高地", "协同推进")}, {})])
        assert ids(engine, Term("高地协同")) == []
        assert ids(engine, Term("高地\n协同")) == [1]

    @pytest.mark.parametrize(
        ("run", "text"),
        [
            ("十五五规划", "编制“十五五”规划的"),
            ("产业链供应链", "产业链、供应链"),
            ("三农工作", "抓好「三农」工作"),
            ("求是杂志", "《求是》杂志"),
            ("马克思恩格斯", "马克思、\n恩格斯"),
            ("约翰梅纳德凯恩斯", "约翰·梅纳德．凯恩斯"),
            ("约翰.梅纳德凯恩斯", "约翰·梅纳德·凯恩斯"),
            ("产业链、供应链", "产业链供应链"),
            ("一总则", "㈠总则"),
            ("一总则", "︵一︶总则"),
            ("gdp", "G D P"),
            ("3205.42万", "3,205.42万"),
            ("3200万元", "３　２００万元"),
            ("3200万元", "3 200万元"),
            ("1000亿元", "1,000亿元"),
            ("政治经济学批判序言", "《〈政治经济学批判〉序言》"),
            ("𠮷野家", "𠮷（野）—家"),
        ],
    )
    def test_an_unquoted_run_is_found_across_marks_and_a_quoted_one_only_as_it_stands(
        self, engine: Engine, run: str, text: str
    ) -> None:
        rebuilt(engine, [article(1, text), article(2, "别的")])
        assert ids(engine, Term(run)) == [1]
        assert ids(engine, Term(run, quoted=True)) == []
        assert engine.search(Question(Term(run))).across == 1
        assert engine.parts_matched(Term(run), [1]) == {1: (Where.BODY,)}

    @pytest.mark.parametrize("end", "。！？；\n")
    def test_no_run_is_read_over_the_end_of_a_sentence_or_of_a_paragraph(self, engine: Engine, end: str) -> None:
        rebuilt(engine, [IndexDocument(1, {Where.BODY: tuple(f"发展“{end}”规划".split("\n"))}, {})])
        assert ids(engine, Term("发展规划")) == []

    def test_one_word_scores_the_same_in_quotation_marks(self, engine: Engine) -> None:
        """Closeness is that of several words."""
        rebuilt(engine, [article(number, "治理" * number + "的话" * 40) for number in range(1, 5)])
        plain_hits, quoted_hits = (
            engine.search(Question(Term("治理", quoted=is_quoted), limit=4)).hits for is_quoted in (False, True)
        )
        assert [hit.article_id for hit in plain_hits] == [hit.article_id for hit in quoted_hits] == [4, 3, 2, 1]
        for one, other in zip(plain_hits, quoted_hits, strict=True):  # a cluster's are to four digits
            assert one.score == pytest.approx(other.score, rel=1e-3)

    def test_what_has_a_run_exactly_comes_first_and_both_are_counted(self, engine: Engine) -> None:
        across = "“十五五”规划" * 9
        bodies = ["十五五规划" + "。其他的话" * 40, across, "十五五规划十五五规划", "十五五", across + "发展"]
        rebuilt(
            engine,
            [
                replace(article(number, body), facets={"column": (str(number % 2),)})
                for number, body in enumerate(bodies, start=1)
            ],
        )
        found = ids(engine, Term("十五五规划"))
        assert (sorted(found[:2]), sorted(found[2:])) == ([1, 3], [2, 5])
        pages = [engine.search(Question(Term("十五五规划"), offset=number, limit=1)) for number in range(4)]
        assert [article_id for page in pages for article_id in page.ids] == found
        answer = engine.search(Question(Term("十五五规划"), limit=1))
        assert (answer.total, answer.across, dict(answer.facets["column"])) == (4, 2, {"0": 1, "1": 3})
        both = And((Term("十五五规划"), Term("发展")))
        assert (ids(engine, both), ids(engine, Not(Term("十五五规划")))) == ([5], [4])

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            *(("①", [1]), ("1", [2]), ("二○二四年", [3, 4, 5]), ("二零二四年", [3, 4, 5]), ("resume", [6])),
            *(("Ñandú", [6]), ("3205.42万", [7, 8]), ("３２０５．４２万", [7, 8])),
        ],
    )
    def test_signs_that_are_written_in_several_ways_are_one(self, engine: Engine, typed: str, found: list[int]) -> None:
        years, amounts = ("二○二四年", "二〇二四年", "二零二四年"), ("3205.42万", "３２０５．４２万")
        texts = ["①总则", "1总则", *years, "Résumé, nandu", *amounts]
        rebuilt(engine, [article(number, text) for number, text in enumerate(texts, start=1)])
        assert sorted(ids(engine, Term(fold_text(typed)))) == found

    def test_a_single_character_has_nothing_between(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "（一）"), article(2, "一")])
        assert ids(engine, Term("(一)")) == [1]

    def test_finds_every_run_across_marks_and_nothing_else(self, engine: Engine) -> None:
        chance, marks = random.Random(19), "“”‘’「」『』《》〈〉、·•—–-()（），：　 ．."
        texts = [
            "".join(sign + "".join(chance.choices(marks, k=chance.choice((0, 0, 0, 1, 3)))) for sign in line)
            for line in chance.choices(LINES, k=150)
        ]
        documents = [article(number, text) for number, text in enumerate(texts, start=1)]
        rebuilt(engine, documents)
        articles = plain(documents)
        for _ in range(trials(300)):
            run = without_marks(fold_text(cutting(chance, 12, chance.choice(texts))))
            if run:
                expected = {i for i, found in articles.items() if found.matches(Term(run))}
                assert set(ids(engine, Term(run))) == expected, run

    def test_every_run_that_a_page_has_across_marks_finds_the_articles_that_have_it(self, engine: Engine) -> None:
        truths = [truth for seed in range(10) for truth in make_page(seed).articles]
        documents = [
            IndexDocument(n, {Where.TITLE: (truth.title or "",), Where.BODY: tuple(text for _, text in truth.body)}, {})
            for n, truth in enumerate(truths, start=1)
        ]
        rebuilt(engine, documents)
        articles = {document.article_id: document.texts for document in documents}
        held = {n: [without_marks(folded_blocks(blocks)) for blocks in texts.values()] for n, texts in articles.items()}
        runs = list(islice(runs_across_marks(random.Random(20), list(articles.values())), trials(2000)))
        for run in runs:
            expected = {n for n, texts in held.items() if any(run in text for text in texts)}
            assert expected
            assert set(ids(engine, Term(run))) == expected, run

    def test_a_period_is_found_by_its_runs_and_no_other_day_is(self, engine: Engine) -> None:
        days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 11), date(2024, 11, 1), date(2024, 12, 31)]
        rebuilt(engine, [article(number, date=day_text(day)) for number, day in enumerate(days)])
        for written in ("2024", "2024-01", "2024-01-01", "2024-11", "2023-12..2024-01", "2024-01-02..", "..2024-10"):
            period = read_period(written)
            assert period is not None
            tree = parse(f"日期:{written}").typed
            within = [number for number, day in enumerate(days) if period.first <= day <= period.last]
            assert sorted(ids(engine, tree)) == within, written
            assert sorted(ids(engine, Not(tree))) == [n for n in range(len(days)) if n not in within], written

    def test_where_an_article_was_printed_is_only_asked_for_by_name(self, engine: Engine) -> None:
        rebuilt(
            engine,
            [article(1, "理论", publication="山城日报", section="理论", page="第9版"), article(2, page="第19版")],
        )
        assert ids(engine, Term("山城")) == ids(engine, Term("9版")) == []
        assert ids(engine, Term("山城", (Where.PUBLICATION,))) == ids(engine, Term("第9版", (Where.PAGE,))) == [1]
        assert ids(engine, Term("山城", (Where.SECTION,))) == []

    def test_characters_beyond_sixteen_bits_are_found(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "𠮷野家"), article(2, "野家")])
        assert ids(engine, Term("𠮷")) == [1]
        assert ids(engine, Term("𠮷野")) == [1]
        assert sorted(ids(engine, Term("野家"))) == [1, 2]

    def test_facets_count_what_dropping_their_own_filter_would_leave(self, filled: Engine) -> None:
        chance = random.Random(9)
        articles = plain([_without_themes(document) for document in DOCUMENTS])
        for _ in range(trials(100)):
            tree, filters = random_tree(chance, 2), random_filters(chance)
            answer = filled.search(Question(tree, filters))
            for name in FACETS:
                others = {other: chosen for other, chosen in filters.items() if other != name}
                counted = facet_counts(
                    DOCUMENTS,
                    name,
                    lambda document, others=others, tree=tree: (
                        passes(document, others) and articles[document.article_id].matches(tree)
                    ),
                )
                assert dict(answer.facets[name]) == counted

    def test_elsewhere_counts_articles_whose_captions_or_features_alone_match(self, engine: Engine) -> None:
        documents = [article(1, "长江"), article(2, "黄河", caption="长江边"), article(3, "湖", feature="长江专题")]
        rebuilt(engine, [*documents, article(4, "海", theme="长江")])
        answer = engine.search(Question(Term("长江")))
        assert (answer.total, answer.elsewhere) == (1, 2)

    def test_pages_follow_one_total_order(self, filled: Engine) -> None:
        for sort in Sort:
            for tree in (Everything(), Term("产业"), Or((Term("发展"), Term("重庆")))):
                whole = filled.matching_ids(tree, {}, sort)
                paged = [
                    article_id
                    for offset in range(0, len(whole) + 7, 7)
                    for article_id in filled.search(Question(tree, sort=sort, offset=offset, limit=7)).ids
                ]
                assert paged == whole
                assert len(set(whole)) == len(whole)

    def test_browsing_shows_the_newest_first_then_those_of_unknown_date(self, filled: Engine) -> None:
        by_date = sorted(DOCUMENTS, key=lambda document: document.article_id)
        by_date.sort(key=lambda document: document.date, reverse=True)
        assert ids(filled, Everything()) == [document.article_id for document in by_date]
        oldest = sorted(DOCUMENTS, key=lambda document: (document.date or "9999", document.article_id))
        assert filled.matching_ids(Everything(), {}, Sort.OLDEST) == [document.article_id for document in oldest]

    def test_titles_are_sorted_by_their_keys(self, filled: Engine) -> None:
        by_title = sorted(DOCUMENTS, key=lambda document: (document.title_key, document.article_id))
        assert filled.matching_ids(Everything(), {}, Sort.TITLE) == [document.article_id for document in by_title]

    def test_a_title_counts_for_more_than_a_box(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, "一", box="产业"), article(2, "产业"), article(3, "一", title="产业")])
        assert ids(engine, Term("产业")) == [3, 2, 1]

    def test_terms_that_stand_together_come_before_terms_far_apart(self, engine: Engine) -> None:
        filler = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
        rebuilt(engine, [article(1, f"数字{filler}经济"), article(2, f"数字的经济{filler}")])
        assert ids(engine, And((Term("数字"), Term("经济")))) == [2, 1]

    def test_refuses_a_wildcard_for_too_many_words(self, engine: Engine) -> None:
        rebuilt(engine, [article(1, " ".join(f"a{number}" for number in range(2000)))])
        with pytest.raises(BadQuery):
            engine.search(Question(Wildcard("a*")))


def _without_themes(document: IndexDocument) -> IndexDocument:
    """A theme's name is no text of the article: only 主题: looks for it."""
    texts = dict(document.texts)
    texts.pop(Where.THEME, None)
    return replace(document, texts=texts)
