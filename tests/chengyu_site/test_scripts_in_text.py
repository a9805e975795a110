"""Markup in anything that is imported is text on every page, in the admin, in feeds and in pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Author, Column, Feature, SourceDocument, Theme
from search.models import DictionaryTerm, SavedSearch, SynonymGroup

SHORT = "<svg onload=alert(1)>\"'"
EVIL = f"</script><script>alert(1)</script>{SHORT}<img src=x onerror=alert(2)>"
RUNS = re.compile(r"<script>alert|<img src=x|<svg onload", re.IGNORECASE)
RECORD = {
    "title": f"产业{EVIL}", "title_origin": "inferred", "title_reason": EVIL, "title_en": EVIL, "column": f"栏{SHORT}",
    "authors": [{"name": f"甲{SHORT}", "affiliation": EVIL}, {"name": f"乙{SHORT}", "role": "interviewee"}],
    "themes": [f"题{SHORT}"], "lead": [EVIL], "abstract": EVIL, "abstract_en": EVIL, "keywords": [EVIL],
    "keywords_en": [EVIL],
    "body": [{"kind": "heading", "text": f"产业{EVIL}"}, {"kind": "paragraph", "text": f"产业链很长。{EVIL}"}],
    "boxes": [{"title": EVIL, "body": EVIL}], "references": [EVIL], "affiliation": EVIL, "author_note": EVIL,
    "funding": [{"name": EVIL, "number": EVIL}], "date": "2024-01-02",
}  # fmt: skip
PAGE = f"""# 【栏{SHORT}】

# 标题{EVIL}

■张三

产业链{EVIL}很长的一段话，说的是产业。

（作者系重庆大学教授{EVIL}）

图为{EVIL}。记者 某某 摄
"""
HALLS = ("/", "/columns/", "/authors/", "/themes/", "/sources/", "/help/", "/sitemap.xml", "/sitemap-shelves.xml")
ASKED = (
    "/search/?q={}", "/search/?column={}", "/search/?author={}", "/search/?theme={}", "/search/?organisation={}",
    "/search/?affiliation={}",
    "/search/?q=产业&view=context", "/search/feed/?q=产业", "/insights/?q={}", "/insights/?q=产业",
    "/search/export/?format={}",
)  # fmt: skip


@pytest.fixture
def evil_library(db, tmp_path, admin_user) -> None:
    """Every field of a record and every part of a page holds a script; so do the curators' words."""
    records = (json.dumps(RECORD | {"id": f"{number}{SHORT}"}, ensure_ascii=False) for number in range(2))
    (tmp_path / "a<b>.jsonl").write_text("\n".join(records))
    (tmp_path / "a<i>.md").write_text(PAGE)
    call_command("import_articles", str(tmp_path / "a<b>.jsonl"), publication=SHORT)
    call_command("import_pages", str(tmp_path / "a<i>.md"), publication=SHORT)
    call_command("rebuild_index", verbosity=0)
    SynonymGroup.objects.create(terms=[f"词{SHORT}", "产业"], note=SHORT)
    DictionaryTerm.objects.create(term=SHORT, note=SHORT)


def test_no_page_runs_what_was_imported(evil_library, client):
    client.post("/lists/", {"search": f"?q={quote(EVIL)}"})
    assert [address for address in readers_addresses() if runs(client, address)] == []


def test_nor_does_any_page_of_the_admin(evil_library, admin_client):
    assert [address for address in curators_addresses() if runs(admin_client, address)] == []


def runs(client, address: str) -> bool:
    response = client.get(address, follow=True)
    assert response.status_code in (200, 400, 403, 404), address
    return RUNS.search(response.content.decode()) is not None


def readers_addresses() -> Iterator[str]:
    yield from HALLS
    yield from (address.format(quote(EVIL)) for address in ASKED)
    for model in (Article, Author, Column, Theme, Feature, SourceDocument, SavedSearch):
        yield from (row.get_absolute_url() for row in model.objects.all())
    yield from (f"{article.get_absolute_url()}?q=产业" for article in Article.objects.all())


def curators_addresses() -> Iterator[str]:
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield f"{reverse(f'{name}_changelist')}?q={quote(EVIL)}"
        for row in model._default_manager.all()[:2]:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete"))
