"""Organisations have pages: with their parts, and the articles that either names."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Article, Author, Authorship, Organisation
from articles.pages.registers import organisations
from articles.pages.registers.organisations import rows
from articles.people.organisation_rows import name_organisations

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def schools() -> list[Organisation]:
    """A university, and its school: one article names the one, another the other."""
    first, second = Authorship.objects.filter(article__status="published").order_by("article_id").distinct()[:2]
    for row, affiliation in ((first, "江心大学教授"), (second, "江心大学渡口学院副教授")):
        row.affiliation = affiliation
        row.save()
        name_organisations([row])
    return [Organisation.objects.get(name="江心大学"), Organisation.objects.get(name__contains="渡口学院")]


def page(client, row: Article | Author | Organisation):
    return client.get(row.get_absolute_url())


def test_an_organisations_page_lists_its_articles_and_those_of_its_parts(client, schools):
    whole, part = schools
    response = page(client, whole)
    assert response.context["page"].paginator.count == 2
    assert [(row.entry, row.count) for row in response.context["parts"]] == [(part, 1)]
    assert part.get_absolute_url() in response.content.decode()
    assert page(client, part).context["page"].paginator.count == 1
    assert whole.get_absolute_url() in page(client, part).content.decode()


def test_articles_and_authors_lead_to_their_organisations(client, schools):
    article = Article.objects.filter(authorships__organisations=schools[1])[0]
    assert schools[1].get_absolute_url() in page(client, article).content.decode()
    author = article.authors.all()[0]
    assert schools[1].get_absolute_url() in page(client, author).content.decode()


def test_the_register_counts_an_article_of_a_part_for_the_whole_once(client, schools):
    [found] = [row for row in rows() if row.entry == schools[0]]
    assert (found.count, [part.count for part in found.parts]) == (2, [1])
    narrowed = client.get(reverse("organisations"), {"name": "渡口"})
    assert [row.entry for row in narrowed.context["page"]] == [schools[0]]
    assert [row.entry for row in client.get(reverse("organisations"), {"name": "jiangxinda"}).context["page"]] == [
        schools[0]
    ]
    assert "没有这样的单位" in client.get(reverse("organisations"), {"name": "月球大学"}).content.decode()


def test_what_no_published_article_names_is_not_there(client, schools):
    Article.objects.update(status=Article.Status.DRAFT)
    assert page(client, schools[0]).status_code == 404
    assert rows() == []


def test_the_register_is_shown_while_an_import_adds_organisations(schools):
    added = Authorship.objects.exclude(organisations__in=schools).filter(article__status="published")[0]

    def import_one(execute, sql, *rest):
        if "articles_authorship" in sql and sql.startswith("SELECT") and not Organisation.objects.filter(name="新校"):
            added.organisations.add(Organisation.objects.create(name="新校", key="新校"))
        return execute(sql, *rest)

    with connection.execute_wrapper(import_one):
        before = rows()
    assert Organisation.objects.filter(name="新校").exists()
    assert schools[0] in [row.entry for row in before]
    assert "新校" in [row.entry.name for row in rows()]


def test_what_was_typed_is_on_the_next_page_as_it_was_typed(client, monkeypatch):
    monkeypatch.setattr(organisations, "WHOLES_PER_PAGE", 1)
    signed = Authorship.objects.filter(article__status="published")
    for row, name in zip(signed, ("R&D+甲所", "R&D+乙所"), strict=False):
        row.organisations.add(Organisation.objects.create(name=name, key=name))
    first = client.get(reverse("organisations"), {"name": "R&D+"})
    [following] = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())
    second = client.get(reverse("organisations") + unescape(following)).context
    assert (second["typed"], second["page"].number, second["page"].paginator.count) == ("R&D+", 2, 2)
