"""What curators say about words holds for the next query."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from articles.models import Article
from search.index.curated_words import synonyms, vocabulary, vocabulary_version
from search.index.updating import rebuild
from search.language.query import parse
from search.language.tree import Synonyms, Term, Wildcard
from search.models import DictionaryTerm, SynonymGroup
from search.text import tokenizer
from search.types import SearchRequest
from tests.search.result_ids import result_ids

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_as_before() -> Iterator[None]:
    yield
    tokenizer.use_terms([])


@pytest.fixture
def curator(client: Client, settings: Settings) -> Client:
    settings.STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    client.force_login(User.objects.create_superuser("curator"))
    return client


def test_the_groups_that_come_with_the_site_are_in_effect() -> None:
    assert parse("川渝", vocabulary=vocabulary()).tree == Synonyms(Term("川渝"), (Term("成渝"),))


def test_each_term_of_a_group_means_the_others() -> None:
    assert synonyms([["人工智能", "ＡＩ", "人工智慧"], ["AI", "机器智能"], ["甲"]]) == {
        "人工智能": (Wildcard("ai"), Term("人工智慧")),
        "ai": (Term("人工智能"), Term("人工智慧"), Term("机器智能")),
        "人工智慧": (Term("人工智能"), Wildcard("ai")),
        "机器智能": (Wildcard("ai"),),
    }


@pytest.mark.parametrize(
    ("group", "typed", "printed"),
    [
        (["㎡", "平方米"], "平方米", "占地120㎡"),
        (["㎡", "平方米"], "㎡", "占地一百平方米"),
        (["第Ⅲ类", "第三类"], "第三类", "属第Ⅲ类"),
        (["第Ⅲ类", "第三类"], "第Ⅲ类", "属第三类"),
    ],
)
def test_a_group_may_hold_signs_of_units_and_roman_numbers(group: list[str], typed: str, printed: str) -> None:
    SynonymGroup.objects.create(terms=group)
    article = Article.objects.create(title="题", body=[{"kind": "paragraph", "text": printed}])
    Article.objects.create(title="题", body=[{"kind": "paragraph", "text": "别的话"}])
    rebuild()
    assert result_ids(SearchRequest(typed)) == [article.pk]


def test_a_group_that_is_off_has_no_effect() -> None:
    SynonymGroup.objects.filter(terms=["川渝", "成渝"]).update(enabled=False)
    SynonymGroup.objects.create(terms=["甲", "乙"])
    assert set(vocabulary().synonyms) == {"人工智能", "ai", "社科院", "社会科学院", "甲", "乙"}


def test_the_version_changes_with_every_change() -> None:
    versions = [vocabulary_version()]
    group = SynonymGroup.objects.create(terms=["甲", "乙"])
    versions.append(vocabulary_version())
    group.save()
    versions.append(vocabulary_version())
    term = DictionaryTerm.objects.create(term="巴渝和美乡村")
    versions.append(vocabulary_version())
    term.delete()
    versions.append(vocabulary_version())
    group.delete()
    versions.append(vocabulary_version())
    assert len(set(versions[:4])) == 4
    assert versions[4:] == [versions[2], versions[0]]


def test_a_dictionary_term_is_cut_as_one_word_at_once() -> None:
    DictionaryTerm.objects.create(term="巴渝和美鄉村")
    vocabulary()
    assert "巴渝和美乡村" in tokenizer.word_texts("巴渝和美乡村")
    DictionaryTerm.objects.all().delete()
    vocabulary()
    assert "巴渝和美乡村" not in tokenizer.word_texts("巴渝和美乡村")


def test_a_curator_writes_a_group_one_term_a_line(curator: Client) -> None:
    curator.post(
        reverse("admin:search_synonymgroup_add"), {"terms": "数字人民币\n e-CNY \n\n", "note": "", "enabled": "on"}
    )
    group = SynonymGroup.objects.get(terms=["数字人民币", "e-CNY"])
    page = curator.get(reverse("admin:search_synonymgroup_change", args=[group.pk])).content.decode()
    assert "数字人民币\ne-CNY</textarea>" in page


@pytest.mark.parametrize(
    ("terms", "complaint"),
    [
        ("甲", "至少两个"),
        ("AI\nＡＩ", "至少两个"),
        ("\n".join(map(str, range(13))), "最多 12 个"),
        (f"甲\n{'乙' * 31}", "最多 30 个字"),
    ],
)
def test_a_group_that_says_nothing_or_too_much_is_refused(curator: Client, terms: str, complaint: str) -> None:
    before = SynonymGroup.objects.count()
    page = curator.post(reverse("admin:search_synonymgroup_add"), {"terms": terms, "note": "", "enabled": "on"})
    assert complaint in page.content.decode()
    assert SynonymGroup.objects.count() == before


@pytest.mark.parametrize("sought", ["社科", "社會科學", "ａｉ"])
def test_groups_are_found_by_their_terms(curator: Client, sought: str) -> None:
    page = curator.get(reverse("admin:search_synonymgroup_changelist"), {"q": sought})
    assert len(page.context["cl"].result_list) == 1


def test_dictionary_terms_are_kept_in_the_admin(curator: Client) -> None:
    curator.post(reverse("admin:search_dictionaryterm_add"), {"term": "巴渝和美乡村", "note": "市委提法"})
    page = curator.get(reverse("admin:search_dictionaryterm_changelist"), {"q": "和美"})
    assert "巴渝和美乡村" in page.content.decode()
