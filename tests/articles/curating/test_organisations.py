"""Organisations are merged, renamed and parted again by what authors, columns and themes use."""

from __future__ import annotations

import pytest

from articles.curating.merge_undo import CannotUndo, preview_undo, undo_merge
from articles.curating.merging import CannotMerge, merge_rows
from articles.curating.splitting import CannotSplit, shares, split_row
from articles.integrity import check_library
from articles.models import Article, Authorship, Organisation
from articles.people.organisation_rows import name_organisations
from articles.undoing.trash import move_to_trash, restore
from search.facets.names import indexed_filters
from search.models import PendingIndexing
from tests.articles.people.test_organisation_rows import signed

pytestmark = pytest.mark.django_db


def of(row: Authorship) -> list[str]:
    return [organisation.name for organisation in row.organisations.all()]


def misnamed() -> list[str]:
    return [finding.message for finding in check_library() if finding.rule == "organisations"]


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


def test_what_was_read_while_they_were_one_is_parted_too(rows):
    merge = merge_rows(whole("川东大学"), [whole("川东学院")])
    later = [*signed("川东学院副教授"), *signed("川东大学副教授")]
    name_organisations(later)
    assert [of(row) for row in later] == [["川东大学"], ["川东大学"]]
    assert misnamed() == []
    undo_merge(merge, None)
    assert [of(row) for row in later] == [["川东学院"], ["川东大学"]]
    assert misnamed() == []
    later[0].organisations.clear()
    assert len(misnamed()) == 1


def test_a_part_first_read_while_they_were_one_is_of_the_whole_that_its_name_begins_with(rows):
    merge = merge_rows(whole("川东大学"), [whole("川东学院")])
    name_organisations([*signed("川东学院法学院讲师"), *signed("川东大学法学院讲师")])
    assert [whole(f"川东{of}法学院").parent.name for of in ("学院", "大学")] == ["川东大学", "川东大学"]
    undo_merge(merge, None)
    assert [whole(f"川东{of}法学院").parent.name for of in ("学院", "大学")] == ["川东学院", "川东大学"]


def test_what_was_read_while_several_were_one_is_parted_step_by_step(rows):
    signed("江北师范学院教授")
    name_organisations(Authorship.objects.all())
    merge_rows(whole("川东学院"), [whole("江北师范学院")])
    merge = merge_rows(whole("川东大学"), [whole("川东学院")])
    later = signed("江北师范学院讲师")
    name_organisations(later)
    assert of(later[0]) == ["川东大学"]
    undo_merge(merge, None)
    assert of(later[0]) == ["川东学院"]
    assert misnamed() == []


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


def test_what_an_affiliation_means_stays_split_off_however_often_it_is_read_and_until_it_is_undone(rows, client):
    school = whole("川东学院商学院")
    also = signed("川东学院商学院副教授")
    name_organisations(also)
    assert [(share.key, share.number) for share in shares(school, "副教授")] == [("川东学院商学院副教授", 1)]
    made = Organisation(name="川东学院江北商学院", key="川东学院江北商学院", parent=school.parent)
    split = split_row(school, made, ["川东学院商学院副教授"])
    (later,) = signed("川东学院商学院副教授")
    for row in (*also, later):
        row.save()  # read again
        assert of(row) == ["川东学院江北商学院"]
    assert of(rows[1]) == ["川东学院商学院"]
    address = made.get_absolute_url()
    assert preview_undo(split).back == 3  # two authorships, and how their affiliation is read
    undo_merge(split, None)
    later.save()
    assert [of(row) for row in (*also, later)] == [["川东学院商学院"]] * 2
    assert client.get(address).headers["Location"] == school.get_absolute_url()


def test_a_split_is_not_undone_where_the_new_one_has_become_the_whole_of_the_old_one(rows):
    school = whole("川东学院商学院")
    signed("川东学院商学院副教授")
    name_organisations(list(Authorship.objects.all()))
    made = Organisation(name="江北商学院", key="江北商学院")
    split = split_row(school, made, ["川东学院商学院副教授"])
    Organisation.objects.filter(pk=school.pk).update(parent=made)
    with pytest.raises(CannotUndo, match="一部分"):
        undo_merge(split, None)
    split.refresh_from_db()
    assert split.undone_at is None


def test_nothing_and_all_of_it_are_no_split(rows):
    made = Organisation(name="另一处", key="另一处")
    for keys in ([], ["没有这样印的"], [share.key for share in shares(whole("川东学院商学院"))]):
        with pytest.raises(CannotSplit):
            split_row(whole("川东学院商学院"), made, keys)


def test_parted_again_one_whose_articles_are_in_the_trash_comes_back_with_them(rows):
    (other,) = signed("江北大学教授")
    name_organisations([other])
    merge = merge_rows(whole("川东大学"), [whole("江北大学")])
    item = move_to_trash(other.article, None)
    undo_merge(merge, None)
    assert not Organisation.objects.filter(name="江北大学").exists()
    assert misnamed() == []
    restore(item, None)
    assert of(Authorship.objects.get(pk=other.pk)) == ["江北大学"]
