"""Searching over the library: what is there is found, what is counted is exact, and readings loosen step by step."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from articles.models import Article, Author, Authorship, Column, Organisation, Theme
from search.answers.search import count, interpret, search, significant_terms, similar
from search.engines.base import engine
from search.errors import BadQuery, EngineUnavailable
from search.exports.articles import find
from search.index.documents import all_documents
from search.index.updating import rebuild
from search.language.tree import AtLeast
from search.text.tokenizer import fold_text
from search.types import DATE_FACET, FACETS, MISSING, IndexDocument, ReadingMode, SearchRequest, SearchResult, Sort
from tests.opensearch.needs import of_the_embedded_engine
from tests.search.engines.corpus import facet_counts
from tests.search.engines.random_queries import passes
from tests.search.plain_matching import BESIDE, PlainArticle
from tests.search.result_ids import result_ids
from tests.trials import trials


@pytest.fixture
def documents(library) -> list[IndexDocument]:
    return list(all_documents())


def found(query: str, **asked) -> set[int]:
    return set(result_ids(SearchRequest(query, **asked)))


def values(result: SearchResult, name: str) -> dict[str, int]:
    facet = next(facet for facet in result.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"新质生产力"', "发展新质生产力"),
        ("重庆市委", "中共重庆市委党校"),
        ("全国人大", "第十四届全国人大代表"),
        ("农村金融", "农村金融服务"),
        ("碳中和", "碳达峰碳中和"),
        ("网联", "智能网联新能源汽车"),
        ("旭森", "朱旭森"),
        ("力", "生产力"),
        ("３３６１８", "33618现代制造业集群体系"),
        ("ＡＩ", "AI"),
        ("R&D", "R&D经费"),
        ("第3期", "第3期"),
        ("马克思", "马克思主义"),
        ("重慶", "重庆"),
        ("產業", "产业"),
    ],
)
def test_what_stock_engines_miss_is_found(db, typed: str, text: str) -> None:
    article = Article.objects.create(title="题", body=[{"kind": "paragraph", "text": f"前文{text}后文。"}])
    Article.objects.create(title="另一篇", body=[{"kind": "paragraph", "text": "第2期的其他内容。"}])
    rebuild()
    result = search(SearchRequest(typed))
    assert [hit.article_id for hit in result.hits] == [article.pk]
    marked = [span.text for span in result.hits[0].passages[0].spans if span.matched]
    assert [fold_text(span) for span in marked] == [fold_text(typed.strip('"'))]


def test_every_run_of_the_seeds_is_found_and_a_quoted_one_nowhere_else(documents) -> None:
    chance = random.Random(2024)
    own = {document.article_id: _own_blocks(document) for document in documents}
    folded = {article_id: [fold_text(block) for block in blocks] for article_id, blocks in own.items()}
    for _ in range(trials(2000)):
        article_id = chance.choice(list(own))
        block = chance.choice(own[article_id])
        start = chance.randrange(len(block))
        run = block[start : start + chance.randint(1, 20)]
        needle = fold_text(run)
        if not needle:
            continue
        holders = {other for other, blocks in folded.items() if any(needle in text for text in blocks)}
        first = result_ids(SearchRequest(run, ReadingMode.EXACT))[: len(holders)]
        assert set(first) == holders, run  # those across marks come behind
        assert found(run) >= holders, run
        if not set(run) & set('"“”「」『』《》〈〉\\＂'):
            assert found(f'"{run}"') == holders, run


def _own_blocks(document: IndexDocument) -> list[str]:
    return [block for where, blocks in document.texts.items() if where not in BESIDE for block in blocks]


def test_facets_are_counts_over_the_database(documents) -> None:
    chance = random.Random(7)
    words = ["", "产业", "成渝", "数字经济", "金融", "新质生产力", "重庆 创新", "人才 -产业"]
    for _ in range(trials(150)):
        query, indexed = chance.choice(words), _random_filters(chance, documents)
        request = SearchRequest(query, filters={name: _readable(name, chosen) for name, chosen in indexed.items()})
        matching, result = found(query), search(request)
        for name in FACETS:
            others = {other: chosen for other, chosen in indexed.items() if other != name}
            counted = facet_counts(
                documents, name, lambda document, o=others, m=matching: document.article_id in m and passes(document, o)
            )
            expected = Counter({_readable(name, (value,))[0]: number for value, number in counted.items()})
            expected.update(dict.fromkeys(request.filters.get(name, ()), 0))
            assert values(result, name) == expected, (request, name)
        assert result.total == sum(
            document.article_id in matching and passes(document, indexed) for document in documents
        )


def _random_filters(chance: random.Random, documents: list[IndexDocument]) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for name in chance.sample([name for name in FACETS if name != DATE_FACET], k=chance.randint(0, 3)):
        present = sorted({value for document in documents for value in document.facets[name] or (MISSING,)})
        chosen[name] = tuple(chance.sample(present, k=min(len(present), chance.randint(1, 3))))
    return chosen


def _readable(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Filter values as the address has them: names for columns, themes and organisations."""
    models: dict[str, type[Column | Theme | Organisation]] = {
        "column": Column,
        "theme": Theme,
        "organisation": Organisation,
    }
    if name not in models:
        return ids
    return tuple(MISSING if value == MISSING else models[name]._default_manager.get(pk=value).name for value in ids)


def test_columns_and_themes_go_by_name_address_name_or_id(documents) -> None:
    column = Column.objects.get(name="智库圆桌")
    for value in (column.name, column.slug, str(column.pk)):
        result = search(SearchRequest(filters={"column": (value,)}))
        assert result.total == 6
        assert next(value for value in result.facets[0].values if value.selected).label == "智库圆桌"


def test_authors_go_by_id_or_by_a_name_that_several_may_have(documents) -> None:
    author = Author.objects.get(name="严红")
    assert found("", filters={"author": (str(author.pk),)}) == found("", filters={"author": ("严红",)})
    other = Author.objects.create(name="严红", distinction="另一位")
    Authorship.objects.create(author=other, article=Article.objects.published()[0])
    result = search(SearchRequest(filters={"author": ("严红",)}))
    selected = [value for value in result.facets[1].values if value.selected]
    assert {(value.value, value.count) for value in selected} == {(str(author.pk), 1), (str(other.pk), 0)}


def test_a_filter_that_nothing_is_called_lets_nothing_through(documents) -> None:
    result = search(SearchRequest("产业", filters={"column": ("没有的栏目",)}))
    assert result.total == 0
    assert ("没有的栏目", 0) in {(value.value, value.count) for value in result.facets[0].values if value.selected}


def test_facet_values_are_ordered_chosen_ones_first_then_by_count(documents) -> None:
    facet = search(SearchRequest(filters={"column": ("智库头条",)})).facets[0]
    assert facet.values[0].selected
    counts = [value.count for value in facet.values[1:]]
    assert counts == sorted(counts, reverse=True)


def test_a_sentence_that_stands_nowhere_is_read_by_its_words_and_says_so(documents) -> None:
    result = search(SearchRequest("成渝地区数字经济的创新发展问题"))
    assert result.total
    assert result.reading.loosened
    assert not search(SearchRequest('"成渝地区数字经济的创新发展问题"')).total


def test_a_question_is_answered_by_any_of_its_words_where_no_article_has_enough_of_them(documents) -> None:
    result = search(SearchRequest("怎么防范银行坏账"))
    assert result.total
    assert "任何一个词" in result.reading.loosened
    assert [note.text for note in result.reading.notes] == ["“防范”、“银行”、“坏账”中任何一个"]


def test_stricter_hits_stand_before_looser_ones(documents) -> None:
    asked = "如何开展体育赛事版权交易"
    shown = interpret(SearchRequest(asked))
    assert isinstance(shown.query.tree, AtLeast)
    articles = {document.article_id: PlainArticle(document.texts) for document in documents}
    held = [sum(map(articles[found].matches, shown.query.tree.children)) for found in result_ids(SearchRequest(asked))]
    assert held == sorted(held, reverse=True)
    assert held[0] > held[-1]


@pytest.mark.parametrize("frame", ["怎么{}呢", "为什么说{}很重要", "鑫{}焱", "{} 佛跳墙蘸料", "{}写的"])
def test_no_search_that_has_a_word_of_the_library_in_it_finds_nothing(documents, frame: str) -> None:
    words = [*random.Random(4).sample(sorted(engine().words()), 60), "朱旭森", "王希"]
    assert [word for word in words if not count(SearchRequest(frame.format(word)))] == []


@pytest.mark.parametrize("typed", ["“防范坏账”", "“防范” 坏账局", "标题:防范 佛跳墙", "产业佛跳墙 -金融"])
def test_what_is_quoted_asked_of_a_field_or_beside_an_exclusion_is_never_any_word(documents, typed: str) -> None:
    result = search(SearchRequest(typed))
    assert (result.total, "任何一个词" in result.reading.loosened) == (0, False)


def test_a_looser_reading_counts_pages_exports_and_lists_the_same(documents) -> None:
    request = SearchRequest("怎么防范银行坏账", per_page=3)
    result = search(request)
    found = [hit.article_id for page in range(1, 9) for hit in search(replace(request, page=page)).hits]
    assert found == result_ids(request) == [hit.article_id for hit in find(request).hits]
    assert len(found) == result.total == count(request)
    year = next(facet for facet in result.facets if facet.name == "year")
    assert sum(value.count for value in year.values) == result.total


@pytest.mark.parametrize("typed", ["zhuxusen", "zxs", "ZXS", "zhu xu sen"])
def test_an_authors_pinyin_or_initials_find_the_author_where_nothing_else_has_them(documents, typed: str) -> None:
    result = search(SearchRequest(typed))
    assert [hit.article_id for hit in result.hits] == list(result_ids(SearchRequest("作者:朱旭森")))
    assert "拼音" in result.reading.loosened


def test_latin_letters_that_stand_in_a_text_are_not_read_as_pinyin(db) -> None:
    Authorship.objects.create(author=Author.objects.create(name="朱旭森"), article=Article.objects.create(title="题"))
    article = Article.objects.create(title="另一篇", body=[{"kind": "paragraph", "text": "牌号是ZXS的机器。"}])
    rebuild()
    result = search(SearchRequest("zxs"))
    assert ([hit.article_id for hit in result.hits], result.reading.loosened) == ([article.pk], "")


def test_a_filter_never_loosens_a_reading(documents) -> None:
    whole = "协同打造成渝地区双城经济圈优势产业集群"
    assert search(SearchRequest(whole)).total
    filtered = search(SearchRequest(whole, filters={"column": ("智库对话",)}))
    assert (filtered.total, filtered.reading.loosened) == (0, "")


def test_a_page_beyond_the_last_is_empty_and_not_an_error(documents) -> None:
    result = search(SearchRequest("产业", page=99))
    assert (result.hits, result.total) == ((), 16)


def test_pages_put_together_are_the_whole_result(documents) -> None:
    for sort in Sort:
        request = SearchRequest("产业", sort=sort)
        paged = [
            hit.article_id
            for page in range(1, 7)
            for hit in search(SearchRequest("产业", sort=sort, page=page, per_page=3)).hits
        ]
        assert paged == result_ids(request)


def test_names_of_themes_and_columns_match_only_where_they_are_asked_for(documents) -> None:
    column = search(SearchRequest("栏目:智库圆桌"))
    assert column.total == 6
    assert search(SearchRequest('"智库圆桌"')).total < 6


def test_authors_answer_to_pinyin_and_initials(documents) -> None:
    article = Article.objects.get(authors__name="朱旭森")
    for typed in ("作者:朱旭森", "作者:zhuxusen", "作者:zxs"):
        assert article.pk in found(typed)


def test_captions_are_found_by_their_field_and_counted_elsewhere(documents) -> None:
    assert search(SearchRequest("图注:摄")).total == 5
    result = search(SearchRequest('"摄"'))
    assert (result.total, result.elsewhere) == (0, 5)


def test_like_articles_and_telling_terms_are_of_the_library(documents) -> None:
    first = Article.objects.get(authors__name="严红")
    alike = similar(first.pk, limit=3)
    assert len(alike) == 3
    assert first not in alike
    assert significant_terms(SearchRequest("金融"), limit=5)[0].text


@of_the_embedded_engine("its count of steps; any engine's refusal is in the contract")
def test_too_much_work_is_refused_and_not_cut_short(documents, monkeypatch) -> None:
    monkeypatch.setattr("search.engines.whoosh.answering.budget.Budget.__init__.__defaults__", (0, 3.0, 15.0))
    with pytest.raises(BadQuery, match="太多"):
        search(SearchRequest("产业"))


def test_without_an_index_nothing_is_said_to_be_missing(db, settings, tmp_path) -> None:
    settings.INDEX_DIR = tmp_path / "no index"
    with pytest.raises(EngineUnavailable, match="rebuild_index"):
        search(SearchRequest("产业"))
