"""Articles nearly the same are one hit of a result, on whichever of its pages they would stand."""

from __future__ import annotations

from articles.models import Article
from search.index.updating import rebuild


def test_articles_nearly_the_same_are_one_hit_over_the_whole_result(db, client):
    for number in range(50):
        body = [{"kind": "paragraph", "text": "灯塔下的苔藓。"}]
        day = f"2020-01-{1 + number % 28:02}"
        Article.objects.create(title=f"灯塔{number:02}", record_key=f"灯塔{number}", body=body, published_on=day)
    rebuild()
    asked = {"q": "灯塔下的苔藓", "sort": "title"}
    pages = [asked, {**asked, "page": 2}, {**asked, "page": 3}]
    ids = [entry.article.pk for page in pages for entry in client.get("/search/", page).context["shown"].entries]
    assert len(ids) == 50
    Article.objects.filter(pk__in=[ids[3], ids[44]]).update(duplicate_of=ids[25])
    first, second, third = (client.get("/search/", page) for page in pages)
    (folding,) = (entry for entry in first.context["shown"].entries if entry.alike)
    assert (folding.article.pk, [one.article.pk for one in folding.alike]) == (ids[3], [ids[25], ids[44]])
    assert [len(page.context["shown"].entries) for page in (first, second, third)] == [20, 19, 9]
    assert "本页另有 1 篇与前面页上的几乎相同" in second.content.decode()
    assert {page.context["result"].total for page in (first, second, third)} == {50}
    assert client.get(folding.alike[1].url).status_code == 200
    hits = client.get("/api/search", {**asked, "collapse": "true", "page": 2}).json()["hits"]
    assert [hit["id"] for hit in hits] == [pk for pk in ids[20:40] if pk != ids[25]]


def test_what_is_nearly_the_same_as_an_article_that_is_withdrawn_since_the_index_was_made_is_a_hit(db, client):
    body = [{"kind": "paragraph", "text": "灯塔下的苔藓。"}]
    articles = [Article.objects.create(title=f"灯塔{n}", record_key=f"灯塔{n}", body=body) for n in range(3)]
    rebuild()
    first, *others = (article.pk for article in articles)
    Article.objects.filter(pk__in=others).update(duplicate_of=first)
    Article.objects.filter(pk=first).update(status=Article.Status.WITHDRAWN)
    shown = client.get("/search/", {"q": "灯塔下的苔藓", "sort": "title"}).context["shown"]
    assert [(entry.article.pk, [one.article.pk for one in entry.alike]) for entry in shown.entries] == [
        (others[0], [others[1]])
    ]
    assert shown.folded == 0
