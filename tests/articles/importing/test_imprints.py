"""A source is dated by what it says, and by a person where a person said otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from articles.importing.files import read_page
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page
from articles.importing.reports import Outcome
from articles.models import Problem, SourceDocument
from articles.parsing.problems import IMPRINTS_DIFFER

pytestmark = pytest.mark.django_db

PAGE = """9
2025年3月10日　星期一
某某日报
理论
让清河流过每一个村庄
■王小明
清河是两岸三十个村庄的母亲河。治好一条河，要从上游管起，把每一处排口都查清楚，把每一笔账都算明白。
上游的第一座湿地建成以后，水质一年好过一年，村民在岸边修起了步道。
"""
TEXT_ALONE = PAGE.partition("理论\n")[2]


@pytest.fixture
def bring(tmp_path):
    """Import a text under a file name, with what is given."""

    def import_text(text: str = PAGE, name: str = "page.txt", **known) -> tuple[SourceDocument, Outcome]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        report = import_page(read_page(path), given_imprint(**known))
        return SourceDocument.objects.latest("pk"), report.outcome

    return import_text


def test_what_a_page_prints_is_the_sources_and_its_articles_date(bring):
    source, _ = bring()
    assert (source.published_on, source.page, source.section, source.publication) == (
        date(2025, 3, 10), "9", "理论", "某某日报"
    )  # fmt: skip
    assert set(source.origins.values()) == {"printed"}
    assert source.heading == "某某日报 2025年3月10日 第9版"
    assert source.articles.get().published_on == date(2025, 3, 10)


def test_where_nothing_is_printed_the_files_name_and_folder_say_it(bring):
    source, _ = bring(TEXT_ALONE, "2025-03/10/思想-09版.txt")
    assert (source.published_on, source.page, source.section) == (date(2025, 3, 10), "9", "思想")
    assert source.origins == {"date": "folder", "page": "file_name", "section": "file_name"}


def test_front_matter_says_it_last(bring):
    head = "---\ndate: 2025-03-10\npage: 9\nnewspaper: 某某日报\n---\n\n# 让清河流过每一个村庄\n\n"
    source, _ = bring(head + TEXT_ALONE.partition("\n")[2], "qinghe.md")
    assert (source.published_on, source.page, source.publication) == (date(2025, 3, 10), "9", "某某日报")
    assert set(source.origins.values()) == {"front_matter"}


def test_nothing_is_made_up(bring):
    source, _ = bring(TEXT_ALONE)
    assert (source.published_on, source.page, source.section, source.publication) == (None, "", "", "")
    assert source.origins == {}
    assert source.heading == "page.txt"


def test_a_page_and_a_name_that_disagree_are_a_problem(bring):
    source, _ = bring(name="rmrb-2025-03-11-09.txt")
    messages = Problem.objects.filter(source=source, article=None, code=IMPRINTS_DIFFER).values_list(
        "message", flat=True
    )
    assert sorted(messages) == [
        "报纸不一致：版面所印为“某某日报”，文件名为“人民日报”",
        "日期不一致：版面所印为“2025-03-10”，文件名为“2025-03-11”",
    ]
    assert source.published_on == date(2025, 3, 10)


def test_what_is_given_overrides_and_stays(bring):
    source, _ = bring(page="A03", section="思想", published_on=date(2025, 3, 12))
    assert (source.published_on, source.page, source.section) == (date(2025, 3, 12), "A03", "思想")
    again, outcome = bring()
    assert outcome == Outcome.UNCHANGED
    assert (again.published_on, again.page, again.publication) == (date(2025, 3, 12), "A03", "某某日报")


def test_a_persons_word_stands_against_every_import(bring):
    source, _ = bring()
    source.page, source.section = "10", ""
    source.origins |= {"page": "curated", "section": "curated"}
    source.save()
    again, _ = bring(publication="某某晚报", page="11")
    assert (again.page, again.section, again.publication) == ("10", "", "某某晚报")
    assert Problem.objects.get(source=source, code=IMPRINTS_DIFFER).message.startswith("版次不一致：人工填写为“10”")


def test_the_library_stays_sound(bring):
    bring(PAGE + "本版责编：王小红\n（下转第3版）\n")
    call_command("check_library")
