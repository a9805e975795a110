"""Passages that return, worked out article by article: against every pair compared; what is new alone is read."""

from __future__ import annotations

import contextlib
import itertools
import pkgutil
import random
import shutil
from collections import defaultdict
from itertools import combinations

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from articles.changes import one_change
from articles.models import Article
from search.index.updating import rebuild
from search.models import RecurringPassage
from search.phrases import updating
from search.phrases.bloom_filter import opened
from search.phrases.recurring import SHORTEST, recurring
from search.phrases.updating import digest_of, update
from search.text.folding import fold_text
from search.verifying.characters import characters
from tests.opensearch.needs import of_the_embedded_engine

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000) if fold_text(chr(code)) == chr(code)]
PHRASE = "江城的每一座码头都记得来往的船"


@pytest.fixture
def make(db):
    def make(*sentences: str) -> Article:
        number = Article.objects.count()
        body = [{"kind": "paragraph", "text": "。".join(sentences) + "。"}]
        return Article.objects.create(title=f"第{number}篇", record_key=str(number), body=body)

    return make


def returning() -> dict[str, int]:
    return {characters(one.text).text: one.articles for one in RecurringPassage.objects.all()}


def shared(left: str, right: str) -> set[str]:
    """The longest runs that two sentences have in common, as they are defined."""
    found: set[str] = set()
    for start in range(len(left)):
        for end in range(len(left), start + SHORTEST - 1, -1):
            if left[start:end] in right:
                found.add(left[start:end])
                break
    return {run for run in found if not any(run != other and run in other for other in found)}


@pytest.mark.parametrize("seed", range(3))
def test_finds_what_comparing_every_sentence_with_every_other_finds(make, seed):
    made = random.Random(seed)
    pieces = ["".join(made.choices(HAN, k=made.randrange(5, 20))) for _ in range(30)]
    articles = [make(*("".join(made.choices(pieces, k=made.randrange(1, 5))) for _ in range(3))) for _ in range(14)]
    rebuild()
    update()
    texts = {article.pk: article.body[0]["text"].split("。")[:-1] for article in articles}
    pairs = [(a, b) for one, other in combinations(texts, 2) for a in texts[one] for b in texts[other]]
    expected = {run for a, b in pairs for run in shared(a, b)}
    longest = {run for run in expected if not any(run != other and run in other for other in expected)}
    found = returning()
    assert len(longest) > 5
    assert longest <= set(found)
    for run, count in found.items():
        assert count == sum(any(run in sentence for sentence in own) for own in texts.values()) > 1
    of_each: dict[str, set[int]] = defaultdict(set)
    for article in articles:
        for passage in recurring(article):
            of_each[characters(passage.text).text].add(article.pk)
    assert longest <= set(of_each)


def test_only_what_is_new_or_changed_is_looked_at_and_what_goes_is_forgotten(make):
    first, second = make(PHRASE, "这里说的是头一件事情"), make(f"他们说{PHRASE}啊")
    rebuild()
    assert (update().articles, returning()) == (2, {PHRASE: 2})
    assert update().articles == 0
    third = make(f"另外，{PHRASE}")
    rebuild()
    assert (update().articles, returning()) == (1, {PHRASE: 3})
    Article.objects.filter(pk=first.pk).update(body=[{"kind": "paragraph", "text": "全都改写过了，再没有那一句话。"}])
    rebuild()
    assert (update().articles, returning()) == (1, {PHRASE: 2})
    Article.objects.filter(pk__in=[second.pk, third.pk]).update(status=Article.Status.WITHDRAWN)
    rebuild()
    assert (update().articles, returning()) == (0, {})


@pytest.mark.parametrize(
    "place", ["recurring.articles_with", "bloom_filter.Seen.add", "bloom_filter.Seen.keep", "updating._count_again"]
)
@pytest.mark.parametrize("dies_at", [0, 1])
def test_what_a_process_that_dies_had_begun_is_done_again(make, monkeypatch, place, dies_at):
    for number in range(6):
        make(f"{HAN[number] * 3}{PHRASE}{HAN[number + 50] * 3}", "每一篇都有的一句话也在这里说了一遍")
    rebuild()
    monkeypatch.setattr(updating, "BATCH", 2)
    monkeypatch.setattr(updating, "_KEPT_EVERY", 1)
    calls = itertools.count()

    def dying(*given: object) -> object:
        if next(calls) == dies_at:
            raise KeyboardInterrupt
        return works(*given)

    owner, _, name = place.rpartition(".")
    works = pkgutil.resolve_name(f"search.phrases.{place}")
    with monkeypatch.context() as patch:
        patch.setattr(f"search.phrases.{owner}.{name}", dying)
        with contextlib.suppress(KeyboardInterrupt):
            update()
    update()
    assert returning() == {PHRASE: 6, "每一篇都有的一句话也在这里说了一遍": 6}


def test_a_damaged_file_is_named_and_all_is_looked_at_again(make, settings, caplog):
    make(PHRASE)
    make(PHRASE)
    rebuild()
    update()
    whole = (settings.PHRASES_DIR / "articles.npz").read_bytes()
    (kept,) = settings.PHRASES_DIR.glob("filter-*")
    cleared = bytearray(kept.read_bytes())
    cleared[next(place for place, byte in enumerate(cleared) if byte)] = 0
    broken = [(kept.name, b"broken"), (kept.name, bytes(cleared))]
    broken += [("articles.npz", found) for found in (b"broken", b"", whole[: len(whole) // 2])]
    for name, found in broken:
        caplog.clear()
        (settings.PHRASES_DIR / name).write_bytes(found)
        assert (update().articles, returning()) == (2, {PHRASE: 2})
        assert name in caplog.text
    kept.unlink()
    assert (update().articles, returning()) == (2, {PHRASE: 2})


def test_the_command_says_what_it_did_and_what_is_wrong(make, settings, capsys):
    with pytest.raises(CommandError, match="there is no index"):
        call_command("update_phrases", skip_checks=True)
    make(PHRASE)
    make(PHRASE)
    rebuild()
    call_command("update_phrases", skip_checks=True)
    assert "1 passages return" in capsys.readouterr().out
    with opened(settings.PHRASES_DIR, 2), pytest.raises(CommandError, match="another process"):
        call_command("update_phrases", skip_checks=True)


def test_an_import_has_the_worker_look_once_some_minutes_later(make):
    for _ in range(2):
        with one_change():
            article = make(PHRASE)
            article.save()
    (waiting,) = DBTaskResult.objects.filter(task_path=updating.update_later.module_path)
    assert waiting.run_after is not None
    rebuild()
    updating.update_later.call()
    assert returning() == {PHRASE: 2}


def test_the_worker_looks_later_where_another_process_is_looking(make, settings):
    make(PHRASE)
    rebuild()
    DBTaskResult.objects.all().delete()
    with opened(settings.PHRASES_DIR, 1):
        updating.update_later.call()
    assert DBTaskResult.objects.filter(task_path=updating.update_later.module_path).count() == 1


def test_the_page_and_the_endpoint_list_what_most_articles_have(client, make):
    for number in range(3):
        make(PHRASE, *(["那一段只有两篇文章才有的话在这里"] if number else []))
    rebuild()
    update()
    RecurringPassage.objects.create(digest=digest_of("x"), text="这一句后来谁也没有再用过了的话", articles=9)
    shown = [(one.text, one.articles) for one in client.get("/phrases/").context["common"]]
    assert shown == [(PHRASE, 3), ("那一段只有两篇文章才有的话在这里", 2)]
    answer = client.get("/api/phrases/common").json()
    assert [(one["text"], one["articles"]) for one in answer["passages"]] == shown
    assert client.get(answer["passages"][0]["url"]).context["lineage"].articles == 3
    assert client.get("/api/phrases/common?page=7").json()["passages"] == []


@of_the_embedded_engine("it verifies its files itself")
def test_an_index_that_is_being_verified_is_waited_for(make, settings, tmp_path, monkeypatch):
    for sentence in (PHRASE, f"他们说{PHRASE}啊"):
        make(sentence)
    rebuild()
    shutil.copytree(settings.INDEX_DIR, tmp_path / "copy", symlinks=True)
    settings.INDEX_DIR = tmp_path / "copy"
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.VERIFIED_AT_ONCE", 0)
    monkeypatch.setattr("search.engines.whoosh.mirror.newest._PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("search.index.updating.VERIFYING_SECONDS", 0.05)
    assert update().articles == 2
    assert characters(PHRASE).text in returning()


def test_a_phrase_that_returns_nearly_as_often_in_a_longer_one_is_listed_as_that(make):
    longer = f"他们都说{PHRASE}也记得走的船"
    for number in range(12):
        make(longer if number else f"只有一回说{PHRASE}就算了", f"第{number}件别的事情")
    rebuild()
    update()
    assert returning() == {longer: 11}
    for sentence in (f"谁又提起{PHRASE}便走了", f"末了且记{PHRASE}才罢休"):
        make(sentence)
    rebuild()
    update()
    assert returning() == {longer: 11, PHRASE: 14}
