"""A file's name, its folders and its front matter say of what day and page it is, where they say it plainly."""

from __future__ import annotations

import pytest

from articles.parsing.furniture.file_names import read_file_name, read_folders, read_hints
from articles.parsing.furniture.imprints import resolve
from articles.parsing.problems import IMPRINTS_DIFFER
from articles.parsing.types import Attributed, Hints, Imprint, Origin


def values(imprint: Imprint) -> tuple[str | None, ...]:
    said = (imprint.date, imprint.page, imprint.section, imprint.publication)
    return tuple(value.value if value else None for value in said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rmrb-2026-05-18-09.txt", ("2026-05-18", "9", None, "人民日报")),
        ("20260518_09.txt", ("2026-05-18", "9", None, None)),
        ("理论-2026-04-28-09.txt", ("2026-04-28", "9", "理论", None)),
        ("理论-2026-04-28-09-3.txt", ("2026-04-28", "9", "理论", None)),
        ("晨曲-2026-04-28-09.txt", ("2026-04-28", "9", "晨曲", None)),
        ("rmrb2026051809.txt", ("2026-05-18", "9", None, "人民日报")),
        ("nbs.D110000renmrb_09.txt", (None, "9", None, "人民日报")),
        ("nw.D110000renmrb_20260518_2-09.txt", ("2026-05-18", "9", None, "人民日报")),
        ("某某日报2025年3月10日第9版.txt", ("2025-03-10", "9", None, "某某日报")),
        ("某某日报-20250310-A03-思想周刊.md", ("2025-03-10", "A03", "思想周刊", "某某日报")),
        ("第9版.txt", (None, "9", None, None)),
        ("2026-05-18.txt", ("2026-05-18", None, None, None)),
    ],
)
def test_a_name_says_day_page_section_and_paper(name, said):
    assert values(read_file_name(name)) == said


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("000_788e5c6d3e89e6d2.txt", None),
        ("2026-13-40-09.txt", None),
        ("2026年工作报告.txt", None),
        ("09.txt", None),
        ("IMG_20260518_143022.txt", "2026-05-18"),
        ("让河流清起来-2026-04-28.txt", "2026-04-28"),
    ],
)
def test_other_numbers_and_words_are_no_page_and_no_section(name, day):
    assert values(read_file_name(name)) == (day, None, None, None)


def test_a_number_alone_is_the_page_in_a_folder_of_a_day():
    assert values(read_file_name("09.txt", dated_folder=True))[1] == "9"


@pytest.mark.parametrize(
    ("folders", "day"),
    [
        (["2026-05", "18"], "2026-05-18"),
        (["2026", "05", "18"], "2026-05-18"),
        (["rmrb", "20260518"], "2026-05-18"),
        (["人民日报-2026-05-18"], "2026-05-18"),
        (["2026-05-18", "ocr"], "2026-05-18"),
        (["backup-2026-05-18"], None),
        (["2026"], None),
    ],
)
def test_folders_that_are_nothing_but_a_date_say_the_day(folders, day):
    assert values(read_folders(folders))[0] == day


def test_front_matter_says_it_in_its_own_words():
    hints = Hints(date="2026-04-28T08:00", page="第09版", section="理论版", publication="《某某日报》")
    assert values(read_hints(hints)) == ("2026-04-28", "9", "理论", "某某日报")
    assert read_hints(Hints(publication="https://example.com/")) == Imprint()


PRINTED = Imprint(date=Attributed("2026-05-18", Origin.PRINTED), page=Attributed("9", Origin.PRINTED, 30))
NAMED = Imprint(date=Attributed("2026-05-17", Origin.FILE_NAME), page=Attributed("09", Origin.FILE_NAME))


def test_what_is_printed_holds_and_another_word_is_a_problem_that_says_both():
    imprint, problems = resolve([PRINTED, NAMED])
    assert values(imprint) == ("2026-05-18", "9", None, None)
    assert [(problem.code, problem.message) for problem in problems] == [
        (IMPRINTS_DIFFER, "日期不一致：版面所印为“2026-05-18”，文件名为“2026-05-17”")
    ]


def test_what_is_given_holds_and_is_not_doubted():
    imprint, problems = resolve([Imprint(date=Attributed("2026-05-16", Origin.GIVEN)), PRINTED, NAMED])
    assert values(imprint) == ("2026-05-16", "9", None, None)
    assert problems == ()
