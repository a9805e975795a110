"""No text of an article that is withdrawn, a draft or deleted reaches readers, whatever address they ask."""

from __future__ import annotations

import re
from importlib import import_module
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from articles.importing.files import read_page
from articles.importing.pages import import_page, read_again
from articles.integrity import every_character_has_one_part
from articles.models import Article, Feature, PageRepair, Passage, SourceDocument, TrashItem
from articles.models.passages import PartChoice
from articles.parsing.repairing.repairs import Operation, Repair, anchor_at
from articles.undoing.trash import CannotRestore, move_to_trash, restore
from search.exports.articles import FORMATS
from search.exports.lines import LINE_FORMATS
from search.suggestions import library

pytestmark = pytest.mark.usefixtures("library")


def withheld_by(deed: str, article: Article) -> None:
    if deed == "delete":
        Article.objects.filter(pk=article.pk).update(status="withdrawn")
        move_to_trash(Article.objects.get(pk=article.pk), None)
    else:
        Article.objects.filter(pk=article.pk).update(status=deed)


def addresses_of(article: Article, asked: str) -> list[str]:
    """Every address that a reader may ask for this article by, with a query that found it."""
    query = urlencode({"q": asked})
    pages = ["home", "columns", "authors", "organisations", "themes", "issues", "sources", "phrases", "saved_searches"]
    rows = [article, article.source, article.column, article.feature, *article.authors.all(), *article.themes.all()]
    beside = Article.objects.published().filter(source=article.source).exclude(pk=article.pk)
    api = [f"/api/{name}" for name in ("columns", "authors", "themes", f"articles/{article.pk}", "openapi.json")]
    return [
        *(reverse(name) for name in pages),
        *(row.get_absolute_url() for row in (*rows, *beside) if row is not None),
        *api,
        f"/api/suggest?{urlencode({'q': article.title[:4]})}",
        *(f"{name}?{query}" for name in ("/search/", "/search/feed/", "/api/search", "/insights/", "/api/phrases")),
        f"/search/?{query}&view=lines",
        *(f"/search/export/?{query}&format={name}" for name in FORMATS),
        *(f"/search/export/?id={article.pk}&format={name}" for name in FORMATS),
        *(f"/search/lines/?{query}&format={name}" for name in LINE_FORMATS),
        f"/search/picked/?id={article.pk}",
        f"/articles/{article.pk}/phrases/",
        f"/api/articles/{article.pk}/phrases",
        "/sitemap-articles.xml",
        "/sitemap-shelves.xml",
    ]


def text_of(response) -> str:
    """What it says: without tags, which may stand within a sentence, and without JSON's escapes."""
    plain = b"".join(response).decode(errors="replace")
    response.close()  # a file that is not closed holds its turn
    said = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), plain)
    return re.sub(r"<[^>]*>", "", said)


@pytest.mark.parametrize("deed", ["withdrawn", "draft", "delete"])
def test_no_address_that_readers_may_ask_says_any_of_it(client, monkeypatch, deed):
    article = Article.objects.filter(authors__name="朱旭森").select_related("source", "column", "feature").get()
    openings = [block["text"][:14] for block in article.body if len(block["text"]) > 30]
    addresses = addresses_of(article, "发展")
    before = {address: text_of(client.get(address)) for address in addresses}
    assert sum(article.title in said for said in before.values()) > 20
    withheld_by(deed, article)
    gathered_anew = library._Cached(library._second_shelf._make)  # as it is once the index has changed
    monkeypatch.setattr(library, "_second_shelf", gathered_anew)
    for address in addresses:
        said = text_of(client.get(address))
        assert not [text for text in (article.title, *openings) if text in said], address


@pytest.mark.parametrize("address", ["/verify/", "/api/verify", "/api/overlap"])
@pytest.mark.parametrize("deed", ["withdrawn", "delete"])
def test_nor_is_a_draft_compared_with_it(client, address, deed):
    article = Article.objects.get(authors__name="朱旭森")
    paragraph = max((block["text"] for block in article.body), key=len)
    draft = {"draft": f"文章说：“{paragraph[:40]}。”"}
    kind = {} if address == "/verify/" else {"content_type": "application/json"}
    assert article.title in text_of(client.post(address, draft, **kind))
    withheld_by(deed, article)
    assert article.title not in text_of(client.post(address, draft, **kind))


def test_deleting_a_withdrawn_article_does_not_show_its_text_on_its_page_again(client, admin_client):
    article = Article.objects.get(authors__name="朱旭森")
    address, opening = article.source.get_absolute_url(), article.body[0]["text"][:14]
    withheld_by("delete", article)
    assert opening not in text_of(client.get(address))
    assert "个字符属于未发布或已删除的文章，不予显示" in text_of(client.get(address))
    assert opening in text_of(admin_client.get(address))
    restored = restore(TrashItem.objects.get(), None)
    Article.objects.filter(pk=restored.pk).update(status="published")
    assert opening in text_of(client.get(address))


def test_a_deleted_packages_note_is_not_shown_on_its_page(client):
    feature = Feature.objects.exclude(editor_note="")[0]
    address, opening = feature.source.get_absolute_url(), feature.editor_note[:14]
    assert opening in text_of(client.get(address))
    move_to_trash(feature, None)
    assert opening not in text_of(client.get(address))


def test_a_former_version_of_a_page_does_not_say_what_was_deleted(client, tmp_path):
    source = SourceDocument.objects.filter(kind="newspaper_page", articles__isnull=False)[0]
    newer = tmp_path / "newer.txt"
    newer.write_text(source.raw_text + "\n")
    import_page(read_page(newer))
    assert client.get(source.get_absolute_url()).status_code == 200
    move_to_trash(source.current.articles.all()[0], None)
    assert client.get(source.get_absolute_url()).status_code == 404


def test_the_upgrade_marks_what_was_deleted_before(client):
    article = Article.objects.get(authors__name="朱旭森")
    address, opening = article.source.get_absolute_url(), article.body[0]["text"][:14]
    withheld_by("delete", article)
    Passage.objects.filter(part=PartChoice.REMOVED).update(part=PartChoice.OTHER)
    assert opening in text_of(client.get(address))
    import_module("articles.migrations.0030_removed_passages").mark_removed(apps, SimpleEditor())
    assert opening not in text_of(client.get(address))


@pytest.mark.parametrize("is_purged", [True, False])
@pytest.mark.parametrize("deed", ["article", "package"])
def test_the_upgrade_hides_what_was_purged_from_the_trash_before(client, django_user_model, deed, is_purged):
    article, feature = Article.objects.get(authors__name="朱旭森"), packaged()
    row = article if deed == "article" else feature
    address = row.source.get_absolute_url()
    opening = article.body[0]["text"][:14] if deed == "article" else feature.editor_note[:14]
    move_to_trash(row, django_user_model.objects.create(username="王"))
    parts = list(Passage.objects.order_by("pk").values_list("pk", "part"))
    Passage.objects.filter(part=PartChoice.REMOVED).update(part=PartChoice.OTHER)
    if is_purged:
        TrashItem.objects.all().delete()
    assert opening in text_of(client.get(address))
    import_module("articles.migrations.0032_purged_passages").mark_purged(apps, SimpleEditor())
    assert opening not in text_of(client.get(address))
    assert list(Passage.objects.order_by("pk").values_list("pk", "part")) == parts


def test_the_upgrade_hides_nothing_that_a_later_reading_of_the_page_left_out(client):
    article = Article.objects.get(authors__name="朱旭森")
    move_to_trash(article, None)  # by nobody
    TrashItem.objects.all().delete()
    Passage.objects.filter(part=PartChoice.REMOVED).update(part=PartChoice.OTHER)
    import_module("articles.migrations.0032_purged_passages").mark_purged(apps, SimpleEditor())
    assert not Passage.objects.filter(part=PartChoice.REMOVED).exists()


class SimpleEditor:
    connection = connection


def test_mending_a_page_publishes_nothing_that_was_deleted_from_it(client):
    article = Article.objects.get(authors__name="朱旭森")
    page, opening, address = article.source, article.body[0]["text"][:14], article.get_absolute_url()
    move_to_trash(article, None)
    read_again(SourceDocument.objects.get(pk=page.pk))
    assert not Article.objects.filter(title=article.title).exists()
    assert client.get(address).status_code == 410
    assert opening not in text_of(client.get(page.get_absolute_url()))


def packaged() -> Feature:
    return Feature.objects.exclude(editor_note="")[0]


def is_away(feature: Feature, client) -> bool:
    """Whether neither the catalogue nor the page of the paper has the package; every character has one part."""
    assert list(every_character_has_one_part(SourceDocument.objects.get(pk=feature.source_id))) == []
    said = text_of(client.get(feature.source.current.get_absolute_url()))
    there = Feature.objects.filter(title=feature.title).exists()
    return not there and feature.editor_note[:14] not in said


def test_a_deleted_package_stays_deleted_when_its_page_is_mended_and_comes_back_whole(client, django_user_model):
    feature = packaged()
    key, members = feature.pk, sorted(feature.articles.values_list("pk", flat=True))
    move_to_trash(feature, django_user_model.objects.create(username="王"))
    for _ in range(2):
        read_again(SourceDocument.objects.get(pk=feature.source_id))
        assert is_away(feature, client)
    restore(TrashItem.objects.get(), None)
    back = Feature.objects.get(pk=key)
    assert sorted(back.articles.values_list("pk", flat=True)) == members
    assert feature.editor_note[:14] in text_of(client.get(feature.source.get_absolute_url()))
    assert list(every_character_has_one_part(SourceDocument.objects.get(pk=feature.source_id))) == []


def test_a_deleted_package_does_not_come_back_where_the_page_has_one_again(django_user_model):
    feature = packaged()
    move_to_trash(feature, None)
    Feature.objects.create(source=feature.source, title=feature.title, position=feature.position)
    with pytest.raises(CannotRestore, match=feature.title):
        restore(TrashItem.objects.get(), None)


def test_nor_does_a_deleted_package_come_back_with_a_corrected_copy_of_its_page(client, tmp_path):
    feature = packaged()
    move_to_trash(feature, None)
    newer = tmp_path / "newer.txt"
    newer.write_text(feature.source.raw_text.replace(feature.editor_note[:2], "另行", 1) + "\n")
    assert import_page(read_page(newer)).replaced == feature.source.file_name
    assert is_away(
        Feature(
            title=feature.title,
            editor_note=feature.editor_note,
            source=SourceDocument.objects.get(replaces=feature.source),
        ),
        client,
    )


def test_a_corrected_copy_of_a_page_does_not_bring_back_what_was_deleted_from_it(client, tmp_path):
    article = Article.objects.get(authors__name="朱旭森")
    page, said = article.source, [block["text"] for block in article.body if len(block["text"]) > 60]
    others = page.articles.count() - 1
    move_to_trash(article, None)
    newer, text = tmp_path / "newer.txt", page.raw_text
    for paragraph in said:  # each is corrected somewhere
        text = text.replace(paragraph[8:10], "改正", 1)
    newer.write_text(text)
    report = import_page(read_page(newer))
    source = SourceDocument.objects.get(replaces=page)
    assert (report.replaced, report.created, report.stayed_deleted) == (page.file_name, 0, 1)
    assert source.articles.count() == others
    assert not Article.objects.filter(title=article.title).exists()
    assert said[0][20:40] not in text_of(client.get(source.get_absolute_url()))
    assert list(every_character_has_one_part(source)) == []
    assert str(restore(TrashItem.objects.get(), None)) == article.title


def test_nor_does_what_a_later_reading_makes_other_text_of_it(client):
    article = Article.objects.get(authors__name="朱旭森")
    page, opening = article.source, article.body[0]["text"][:14]
    run = article.passages.filter(part="body").order_by("start")[0]
    move_to_trash(article, None)
    marked = Repair(Operation.MARK, (anchor_at(page.raw_text, run.start, run.end),))
    page.repairs.create(operation=marked.operation, **PageRepair.anchors_of(marked))
    read_again(SourceDocument.objects.get(pk=page.pk))
    assert page.passages.get(start=run.start).article is None
    assert opening not in text_of(client.get(page.get_absolute_url()))
