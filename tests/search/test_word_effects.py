"""Before curators' words are saved, what they do to queries and saved lists is shown; nothing is kept by looking."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Theme
from search.answers.search import count
from search.index.curated_words import vocabulary
from search.models import AskedQuery, DictionaryTerm, SavedSearch, SynonymGroup
from search.types import SearchRequest
from tests.articles.admin.conftest import form_data


@pytest.fixture
def desk(library, client):
    client.force_login(User.objects.create_superuser("wang"))
    AskedQuery.objects.bulk_create(
        AskedQuery(query=query, asked=3, last_asked=date(2025, 3, 10)) for query in ("火锅底料", "产业集群", "山城")
    )
    SavedSearch.objects.create(query_string="?q=火锅底料", title="火锅", count=0, index_stamp="")
    return client


def looked_at(desk, page: str, *arguments: int, **said: str) -> dict[str, str]:
    """By heading and row, what the preview of a form says."""
    answer = desk.post(reverse(page, args=arguments), said | {"_preview": "x"})
    return {row[0]: row[2] for section in answer.context["sections"] for row in section.rows}


def test_what_a_synonym_group_would_do_is_counted_and_then_so(desk):
    clusters = count(SearchRequest(query="产业集群"))
    said = {"terms": "火锅底料\n产业集群", "note": "", "enabled": "on"}
    shown = looked_at(desk, "admin:search_synonymgroup_add", **said)
    assert shown == {
        "读者检索“火锅底料”": f"0 篇 → {clusters} 篇",
        "检索单“火锅”": f"0 篇 → {clusters} 篇",
    }
    assert "火锅底料" not in vocabulary().synonyms
    desk.post(reverse("admin:search_synonymgroup_add"), said | {"_save": "x"})
    assert count(SearchRequest(query="火锅底料")) == clusters
    group = SynonymGroup.objects.latest("pk")
    shown = looked_at(desk, "admin:search_synonymgroup_change", group.pk, terms=said["terms"], note="")
    assert shown["读者检索“火锅底料”"] == f"{clusters} 篇 → 0 篇"


def test_a_dictionary_term_says_how_many_articles_are_cut_anew(desk):
    shown = looked_at(desk, "admin:search_dictionaryterm_add", term="产业集群", note="")
    exact = count(SearchRequest(query='"产业集群"'))
    assert f"{exact} 篇含有“产业集群”，在后台重新切词" in shown
    assert not DictionaryTerm.objects.exists()


def test_a_theme_is_proposed_the_terms_that_set_its_articles_apart(desk):
    theme = Theme.objects.get(name="新质生产力")
    page = desk.get(reverse("admin:search_theme_candidates", args=[theme.pk]))
    found = [term.text for term in page.context["terms"]]
    assert found
    assert not set(found) & set(theme.terms)
    url = f"{reverse('admin:articles_theme_change', args=[theme.pk])}?more={found[0]}"
    form = desk.get(url)
    assert form.context["adminform"].form["term_lines"].value().splitlines()[-1] == found[0]
    theme.refresh_from_db()
    assert found[0] not in theme.terms
    desk.post(url, form_data(form))
    theme.refresh_from_db()
    assert found[0] in theme.terms
