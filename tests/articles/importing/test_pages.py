"""A page comes into the record once, whole, and again only as far as it is read better."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.curating import curated_fields, field_values, saving
from articles.importing import batches
from articles.importing.files import page_of
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page
from articles.importing.reports import Outcome
from articles.models import (
    Article,
    Author,
    Authorship,
    BatchFile,
    Column,
    Feature,
    ImportBatch,
    Passage,
    Problem,
    SourceDocument,
)
from articles.parsing.types import NO_IMPRINT, Person, Role, TitleOrigin
from articles.problems import CURATED_DIFFERS, SAME_NAME, WITHDRAWN
from tests.articles.conftest import changed, reread
from tests.articles.parsing.made_prose import paragraph, paragraphs
from tests.pages.seed_table import ARTICLES, seed_text

pytestmark = pytest.mark.django_db

BETTER = "做大做强特色化县域经济的路径"
QUERIES_OF_A_PAGE = 46
ROUNDTABLE = 1  # the seed file with a package of three articles


def import_seed(seed_pages, number: int, **provenance) -> SourceDocument:
    import_page(seed_pages[number], given_imprint(**provenance))
    return SourceDocument.objects.get(sha256=seed_pages[number].sha256)


@pytest.mark.parametrize("expected", ARTICLES, ids=lambda a: str(a.number))
def test_every_seed_article_is_in_the_record_as_it_is_printed(seed_pages, expected):
    source = import_seed(seed_pages, expected.file)
    article = source.articles.filter(authors__name=expected.people[0].name).distinct().get()
    assert article.title_origin == expected.origin.value
    if expected.title:
        assert article.title == expected.title
    assert (article.column.name if article.column else None) == expected.column
    assert [(b["kind"], b["text"]) for b in article.body] == list(expected.body)
    assert article.affiliation == (expected.note or article.affiliation)
    assert {(row.author.name, row.role) for row in article.authorships.all()} == {
        (person.name, person.role.value) for person in expected.people
    }
    assert [(f["name"], f["number"]) for f in article.funding] == [(f.name, f.number) for f in expected.funding]


def test_many_new_pages_take_no_more_queries_than_few(seed_pages):
    import_seed(seed_pages, 0)  # what is looked up once a process
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    names = [f"{number}.txt" for number in range(8)]
    read = [(page_of(Path(name), _other_articles(3, name)), name) for name in names]
    with CaptureQueriesContext(connection) as few:
        batches.import_into(batch, read[:2], NO_IMPRINT)
    with CaptureQueriesContext(connection) as many:
        reports = batches.import_into(batch, read[2:], NO_IMPRINT)
    assert [(report.file_name, report.created) for report in reports] == [(name, 3) for name in names[2:]]
    assert len(many) <= len(few) + 5
    for file in batch.files.all():
        articles = file.source.articles.values_list("pk", flat=True)
        assert (file.state, file.name, len(articles)) == (BatchFile.State.DONE, file.source.file_name, 3)
        assert list(file.articles.values_list("article", flat=True)) == list(articles)


def test_a_page_of_many_articles_takes_no_more_queries_than_a_page_of_few(seed_pages):
    import_seed(seed_pages, 0)  # what is looked up once a process
    with CaptureQueriesContext(connection) as few:
        import_page(page_of(Path("few.txt"), _articles(3)))
    with CaptureQueriesContext(connection) as many:
        report = import_page(page_of(Path("many.txt"), _articles(12)))
    assert report.created == 12
    assert len(many) <= len(few) + 5


def _articles(count: int) -> bytes:
    """A page of this many articles, that has no name in common with another of these pages."""
    signs = "甲乙丙丁戊己庚辛壬癸子丑"[:count]
    articles = (
        f"{sign}地{count}村振兴路径\n\n■ 何{sign}山\n\n" + f"{sign}地的{count}个村庄要把产业做强，让乡亲们富起来。" * 9
        for sign in signs
    )
    return "\n\n".join(articles).encode()


def _other_articles(count: int, seed: str) -> bytes:
    """A page of this many articles; those of another seed are not like them."""
    dice = Random(seed)
    articles = (
        f"{sign}地{dice.randint(100, 999)}村振兴路径\n\n■ 何{sign}山\n\n{paragraph(dice, 6)}\n\n{paragraph(dice, 6)}"
        for sign in "甲乙丙丁"[:count]
    )
    return "\n\n".join(articles).encode()


def test_the_source_keeps_the_file_its_hash_and_its_coverage(seed_pages):
    source = import_seed(seed_pages, 0, publication="重庆日报")
    assert source.raw_text == seed_text(0)
    assert source.publication == "重庆日报"
    assert source.characters == source.assigned == sum(not c.isspace() for c in seed_text(0))


def test_passages_cover_the_file_and_say_how_sure_each_join_is(seed_pages):
    source = import_seed(seed_pages, 0)
    text = source.raw_text
    covered = "".join(text[p.start : p.end] for p in source.passages.order_by("start"))
    assert "".join(covered.split()) == "".join(text.split())
    joined = Passage.objects.filter(source=source, join_confidence__isnull=False)
    assert joined.count() == 9
    assert all(0 <= p.join_confidence <= 1 and p.join_reason for p in joined)


def test_each_of_two_authors_has_the_affiliation_that_the_note_gives_them(seed_pages):
    import_seed(seed_pages, 2)
    printed = dict(
        Authorship.objects.filter(author__name__in=["陈银华", "袁梅"]).values_list("author__name", "affiliation")
    )
    assert printed == {"陈银华": "西部金融研究院院长", "袁梅": "成渝经济促进会秘书长"}


def test_a_package_holds_its_articles_in_order(seed_pages):
    import_seed(seed_pages, ROUNDTABLE)
    feature = Feature.objects.get()
    assert feature.title.startswith("促进三个“深度融合”")
    assert feature.column.name == "智库圆桌"
    assert [a.authors.get().name for a in feature.articles.order_by("position")] == ["罗重谱", "张明", "陶于祥"]


def test_an_inferred_or_cut_title_goes_to_the_review_queue_with_its_reason(seed_pages):
    source = import_seed(seed_pages, 0)
    for article in source.articles.exclude(title_origin="printed"):
        assert article.needs_review
        assert article.title_reason
        assert article.problems.filter(code__in=["inferred-title", "truncated-title"]).count() == 1


def test_columns_and_authors_have_pinyin_and_addresses(seed_pages):
    import_seed(seed_pages, 0)
    assert Column.objects.get(name="智库头条").slug == "zhikutoutiao"
    author = Author.objects.get(name="朱旭森")
    assert (author.pinyin, author.initials) == ("zhuxusen", "zxs")


def test_the_same_file_twice_changes_nothing(seed_pages, told):
    import_seed(seed_pages, ROUNDTABLE)
    before = (
        list(Article.history.values_list("history_id", flat=True)),
        Passage.objects.count(),
        Problem.objects.count(),
    )
    told.clear()
    report = import_page(seed_pages[ROUNDTABLE])
    assert report.outcome == Outcome.UNCHANGED
    after = list(Article.history.values_list("history_id", flat=True)), Passage.objects.count(), Problem.objects.count()
    assert after == before
    assert told == []


def test_an_import_tells_of_all_its_articles_at_once(seed_pages, told):
    source = import_seed(seed_pages, ROUNDTABLE)
    assert told == [sorted(source.articles.values_list("pk", flat=True))]


def test_a_new_page_is_stored_with_few_queries_and_each_article_once(seed_pages):
    with CaptureQueriesContext(connection) as asked:
        source = import_seed(seed_pages, ROUNDTABLE)
    assert len(asked) <= QUERIES_OF_A_PAGE
    articles = source.articles.exclude(feature=None)
    assert [article.history.count() for article in articles] == [1, 1, 1]


def test_a_page_is_stored_whole_or_not_at_all(seed_pages, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the power went")

    monkeypatch.setattr("articles.importing.pages.assign", broken)
    with pytest.raises(RuntimeError):
        import_page(seed_pages[0])
    assert not SourceDocument.objects.exists()
    assert not Article.objects.exists()


def test_a_date_given_later_reaches_the_articles(seed_pages):
    source = import_seed(seed_pages, 0)
    assert set(source.articles.values_list("published_on", flat=True)) == {None}
    import_page(seed_pages[0], given_imprint(published_on=date(2025, 3, 3)))
    assert {str(d) for d in source.articles.values_list("published_on", flat=True)} == {"2025-03-03"}


def test_a_better_reading_updates_the_article_it_goes_on(seed_pages):
    source = import_seed(seed_pages, 0)
    ids = list(source.articles.order_by("position").values_list("pk", flat=True))
    better = changed(seed_pages[0], 2, title=BETTER, title_origin=TitleOrigin.PRINTED, problems=())
    report = import_page(better)
    assert (report.outcome, report.updated, report.created, report.deleted) == (Outcome.UPDATED, 1, 0, 0)
    assert list(source.articles.order_by("position").values_list("pk", flat=True)) == ids
    article = Article.objects.get(pk=ids[2])
    assert article.title == BETTER
    assert not article.needs_review
    assert not article.problems.exists()


def test_articles_in_another_order_stay_the_same_articles(seed_pages):
    source = import_seed(seed_pages, 0)
    ids = list(source.articles.order_by("position").values_list("pk", flat=True))
    import_page(reread(seed_pages[0], *reversed(seed_pages[0].parsed.articles)))
    assert list(source.articles.order_by("position").values_list("pk", flat=True)) == ids[::-1]


def test_what_a_person_changed_is_kept_and_both_texts_are_filed_once(seed_pages, django_user_model):
    person = django_user_model.objects.create(username="li")
    source = import_seed(seed_pages, 0)
    article = source.articles.get(position=2)
    article.title = "县域经济怎样做强"
    saving.save_as_person(article, person)
    for title in ("读得更好的题目", "读得更好的题目"):
        import_page(changed(seed_pages[0], 2, title=title, abstract=title))
        import_page(changed(seed_pages[0], 2, title=title, abstract=f"{title}，又一遍"))
    article.refresh_from_db()
    assert article.title == "县域经济怎样做强"
    assert article.abstract == "读得更好的题目，又一遍"
    problem = Problem.objects.get(article=article, code=CURATED_DIFFERS)
    assert (problem.field, problem.former_text, problem.curated_text, problem.imported_text) == (
        "title",
        "做大做强特色化县域经济",
        "县域经济怎样做强",
        "读得更好的题目",
    )
    assert article.needs_review


@pytest.mark.parametrize(
    ("said", "asked"), [("又一次读出的题目", [("读得更好的题目", "又一次读出的题目")]), ("县域经济怎样做强", [])]
)
def test_what_an_import_before_read_otherwise_is_asked_no_more(seed_pages, django_user_model, said, asked):
    """Taking the import's text takes the latest one's, whatever a finding shows."""
    source = import_seed(seed_pages, 0)
    article = source.articles.get(position=2)
    article.problems.all().delete()
    article.title = "县域经济怎样做强"
    saving.save_as_person(article, django_user_model.objects.create(username="li"))
    for title in ("读得更好的题目", said):
        import_page(changed(seed_pages[0], 2, title=title))
    open_ones = article.problems.filter(code=CURATED_DIFFERS, state=Problem.State.OPEN)
    assert list(open_ones.values_list("former_text", "imported_text")) == asked
    article.refresh_from_db()
    assert article.needs_review == article.problems.filter(state=Problem.State.OPEN).exists()


def test_that_an_import_still_says_what_a_person_changed_is_no_news(seed_pages, django_user_model):
    source = import_seed(seed_pages, 0)
    article = source.articles.get(position=2)
    article.title = "县域经济怎样做强"
    saving.save_as_person(article, django_user_model.objects.create(username="li"))
    import_page(changed(seed_pages[0], 2, abstract="新读出的摘要"))
    article.refresh_from_db()
    assert (article.title, article.abstract) == ("县域经济怎样做强", "新读出的摘要")
    assert not article.problems.filter(code=CURATED_DIFFERS).exists()


def test_a_settled_problem_is_not_filed_again(seed_pages):
    source = import_seed(seed_pages, 0)
    article = source.articles.get(position=2)
    article.problems.update(state=Problem.State.DISMISSED)
    import_page(changed(seed_pages[0], 2, abstract="新读出的摘要"))
    article.refresh_from_db()
    assert not article.problems.filter(state=Problem.State.OPEN).exists()
    assert not article.needs_review


def test_curated_authors_are_kept(seed_pages, django_user_model):
    person = django_user_model.objects.create(username="li")
    source = import_seed(seed_pages, 0)
    article = source.articles.get(position=0)
    before = field_values.plain_value(article, field_values.AUTHORS)
    article.authorships.update(affiliation="重庆社会科学院")
    curated_fields.mark_authors_curated(article, before, person)
    import_page(changed(seed_pages[0], 0, authors=(Person("朱旭林"),)))
    assert article.authorships.get().affiliation == "重庆社会科学院"
    problem = Problem.objects.get(article=article, code=CURATED_DIFFERS)
    assert (problem.field, problem.curated_text[:3], problem.imported_text[:3]) == ("authors", "朱旭森", "朱旭林")


def test_an_article_that_is_no_longer_read_goes_but_a_persons_work_is_withdrawn(seed_pages, django_user_model):
    person = django_user_model.objects.create(username="li")
    source = import_seed(seed_pages, 0)
    kept = source.articles.get(position=1)
    kept.abstract = "人写的摘要"
    saving.save_as_person(kept, person)
    report = import_page(reread(seed_pages[0], *seed_pages[0].parsed.articles[2:]))
    assert (report.deleted, report.withdrawn) == (1, 1)
    kept.refresh_from_db()
    assert kept.status == Article.Status.WITHDRAWN
    assert kept.problems.filter(code=WITHDRAWN).count() == 1
    assert not Author.objects.filter(name="朱旭森").exists()
    assert not Column.objects.filter(name="智库头条").exists()
    import_page(seed_pages[0])
    kept.refresh_from_db()
    assert (kept.status, kept.abstract) == (Article.Status.PUBLISHED, "人写的摘要")


def test_a_changed_byline_leaves_no_author_behind(seed_pages):
    import_seed(seed_pages, 0)
    import_page(changed(seed_pages[0], 0, authors=(Person("朱旭林"),)))
    assert not Author.objects.filter(name="朱旭森").exists()
    assert Author.objects.get(name="朱旭林").articles.count() == 1


def test_two_people_of_one_name_are_kept_apart_and_the_curator_is_told(seed_pages):
    import_seed(seed_pages, 0)
    other = changed(seed_pages[ROUNDTABLE], 1, authors=(Person("王希"),), affiliation="作者系四川大学经济学院教授")
    import_page(other)
    authors = Author.objects.filter(name="王希").order_by("pk")
    assert [str(a) for a in authors] == ["王希（重庆交通大学）", "王希（四川大学）"]
    assert Problem.objects.get(code=SAME_NAME).article.authors.get() == authors[1]


def test_one_person_with_another_title_at_the_same_place_is_one(seed_pages):
    import_seed(seed_pages, 0)
    import_page(
        changed(
            seed_pages[ROUNDTABLE], 1, authors=(Person("王希"),), affiliation="作者系重庆交通大学马克思主义学院副院长"
        )
    )
    assert Author.objects.get(name="王希").articles.count() == 2


def test_an_alias_made_by_a_curator_is_known_to_imports(seed_pages):
    import_seed(seed_pages, 0)
    author = Author.objects.get(name="王希")
    author.aliases = ["希文"]
    author.save()
    import_page(changed(seed_pages[ROUNDTABLE], 1, authors=(Person("希文"),)))
    assert author.articles.count() == 2
    assert not Author.objects.filter(name="希文").exists()


def test_texts_longer_than_their_fields_are_cut_and_said_so(seed_pages):
    import_page(changed(seed_pages[0], 0, title="长" * 600, title_origin=TitleOrigin.PRINTED))
    article = Article.objects.get(title__startswith="长长")
    assert len(article.title) == 500
    assert article.problems.filter(code="clipped", field="title").exists()


def test_a_kicker_and_a_subtitle_are_kept_and_a_persons_stand(seed_pages):
    import_page(changed(seed_pages[0], 0, kicker="坚持规划引领", subtitle="——三个园区的实践"))
    article = Article.objects.get(authors__name="朱旭森")
    assert (article.kicker, article.subtitle) == ("坚持规划引领", "——三个园区的实践")
    article.subtitle = "——四个园区的实践"
    saving.save_as_person(article, None)
    import_page(changed(seed_pages[0], 0, kicker="坚持规划先行", subtitle="——五个园区的实践"))
    article.refresh_from_db()
    assert (article.kicker, article.subtitle) == ("坚持规划先行", "——四个园区的实践")
    assert Problem.objects.filter(code=CURATED_DIFFERS, article=article).exists()


def test_what_the_last_note_of_a_page_says_of_all_authors_is_known_of_each():
    heads = (("守护一江碧水", "何江"), ("生态产品走进市场", "欧阳文倩"), ("文化的当代转换", "贺文"))
    parts = [f"{title}\n\n■{name}\n\n{paragraphs(3, seed)}\n" for seed, (title, name) in enumerate(heads)]
    note = "（贺文系民族学院讲师；何江系江城大学法学院教授；欧阳文倩系山城财经大学副教授）\n"
    import_page(page_of(Path("page.txt"), ("\n".join(parts) + note).encode()), given_imprint())
    said = Authorship.objects.order_by("article__position").values_list("author__name", "affiliation")
    assert list(said) == [("何江", "江城大学法学院教授"), ("欧阳文倩", "山城财经大学副教授"), ("贺文", "民族学院讲师")]


def test_an_institution_signs_as_such(seed_pages):
    import_page(changed(seed_pages[0], 0, authors=(Person("云江市发展改革委", Role.ORGANISATION),)))
    row = Authorship.objects.get(author__name="云江市发展改革委")
    assert (row.role, row.get_role_display(), row.affiliation) == ("organisation", "署名单位", "")
