"""Organisations are merged, renamed and parted again by what authors, columns and themes use."""

from __future__ import annotations

import pytest

from articles.curating.merging import CannotMerge, merge_rows
from articles.curating.unmerging import preview_undo, undo_merge
from articles.models import Article, Authorship, Organisation
from articles.people.organisation_rows import name_organisations
from search.facets.names import indexed_filters
from search.models import PendingIndexing
from tests.articles.people.test_organisation_rows import signed

pytestmark = pytest.mark.django_db


def of(row: Authorship) -> list[str]:
    return [organisation.name for organisation in row.organisations.all()]


@pytest.fixture
def rows() -> list[Authorship]:
    said = ("川东大学教授", "川东学院商学院讲师", "川东学院教授", "川东大学教授、川东学院研究员")
    made = [row for affiliation in said for row in signed(affiliation)]
    Article.objects.update(status=Article.Status.PUBLISHED)
    name_organisations(made)
    return made


def whole(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def test_merged_all_that_named_either_names_one_and_later_affiliations_too(rows, client):
    kept, gone = whole("川东大学"), whole("川东学院")
    number, address = str(gone.pk), gone.get_absolute_url()
    merge_rows(kept, [gone])
    assert [of(row) for row in rows] == [["川东大学"], ["川东学院商学院"], ["川东大学"], ["川东大学"]]
    assert whole("川东学院商学院").parent == kept
    (later,) = signed("川东学院副教授")
    name_organisations([later, *rows])
    assert of(later) == ["川东大学"]
    assert Organisation.objects.count() == 2
    assert client.get(f"{address}?page=2").headers["Location"] == f"{kept.get_absolute_url()}?page=2"
    for former in (number, "川东学院"):  # what an old address of a search says
        assert indexed_filters({"organisation": (former,)}) == {"organisation": (str(kept.pk),)}


def test_parted_again_everything_is_as_it_was(rows):
    before = [sorted(of(row)) for row in rows]
    merge = merge_rows(whole("川东大学"), [whole("川东学院")])
    preview = preview_undo(merge)
    assert undo_merge(merge, None) == preview
    assert preview.left == 0
    assert [sorted(of(row)) for row in rows] == before
    assert whole("川东学院商学院").parent == whole("川东学院")


def test_a_whole_is_not_merged_into_its_part(rows):
    with pytest.raises(CannotMerge, match="是“川东学院”的一部分"):
        merge_rows(whole("川东学院商学院"), [whole("川东学院")])
    merge_rows(whole("川东学院"), [whole("川东学院商学院")])
    assert of(rows[1]) == ["川东学院"]


def test_renamed_its_articles_are_told_and_the_old_name_leads_to_it(rows, told, django_capture_on_commit_callbacks):
    row = whole("川东学院")
    with django_capture_on_commit_callbacks(execute=True):
        row.name = "川东理工大学"
        row.save()
    assert sorted(told[-1]) == sorted(own.article_id for own in rows[1:])  # those of its school among them
    name_organisations(rows)
    assert of(rows[2]) == ["川东理工大学"]
    assert row.history.count() == 2
    PendingIndexing.objects.all().delete()
    Organisation.objects.filter(pk=row.pk).update(pinyin="")
    assert not PendingIndexing.objects.exists()
    Organisation.objects.filter(pk=row.pk).update(name="川东理工")  # which tells nobody: the database itself notes it
    assert set(PendingIndexing.objects.values_list("article_id", flat=True)) == {own.article_id for own in rows[1:]}
    row.save()
    assert indexed_filters({"organisation": ("川东学院",)}) == {"organisation": (str(row.pk),)}
