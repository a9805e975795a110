"""Whatever differs between index and database is found and mended."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article
from search.engines.base import engine
from search.index.comparing import compare, repair
from search.index.updating import rebuild
from search.models import PendingIndexing
from tests.opensearch.engine import EngineOfAFolder
from tests.search.index.articles import found, make_article, paragraph


@pytest.fixture
def index(transactional_db) -> None:
    rebuild()


def test_check_index_finds_and_mends_every_difference(index) -> None:
    kept, changed, gone = make_article("留着"), make_article("改过"), make_article("撤了")
    Article.objects.filter(pk=changed.pk).update(title="改成这样")
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)  # an update() tells nobody
    missing = Article.objects.bulk_create([Article(title="漏掉", body=paragraph("正文"))])[0]
    differences = compare()
    assert (differences.missing, differences.superfluous, differences.outdated) == (
        (missing.pk,),
        (gone.pk,),
        (changed.pk,),
    )
    with pytest.raises(CommandError, match="not sound"):
        call_command("check_index", stdout=StringIO())
    output = StringIO()
    call_command("check_index", "--repair", stdout=output)
    assert "agree" in output.getvalue()
    assert found("留着") == [kept.pk]
    assert found("改成这样") == [changed.pk]


def test_what_the_index_lost_is_indexed_again(index) -> None:
    lost, kept = make_article("丢了的"), make_article("还在的")
    with engine().writer() as writer:
        writer.update([], deleted=[lost.pk])
    assert not PendingIndexing.objects.exists()  # the database knows of no change
    repair(compare())
    assert compare().is_sound
    assert (found("丢了的"), found("还在的")) == ([lost.pk], [kept.pk])


def damage(article_id: int) -> None:
    """What the index holds of an article goes behind the engine's back: from a cluster, or with what the files hold."""
    damaged = engine()
    if isinstance(damaged, EngineOfAFolder):
        damaged._cluster.client.delete(index=damaged.place().index, id=str(article_id), params={"refresh": "true"})
    for file in Path(settings.INDEX_DIR).rglob("*.pst"):
        file.write_bytes(b"\0" * file.stat().st_size)


def test_a_damaged_index_is_made_anew_by_repair(index) -> None:
    article = make_article("还在库里")
    damage(article.pk)
    differences = compare()
    assert differences.faults
    repair(differences)
    assert compare().is_sound
    assert found("还在库里") == [article.pk]
