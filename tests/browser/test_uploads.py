"""What is uploaded in a real browser: archives and folders, what is refused, what is tried again, what people keep."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow
from tests.browser.test_batches import SLOW, upload

# Each is like no other: else it would be read as a corrected copy of that.
AUTUMN = """秋水流过山城外

□　林小秋

秋分一过，山城外的稻田黄了，收割机从早到晚地响，谷子一车一车地运进晒场。

镇上的中学放了农忙假，学生回家帮着翻晒，晚上就着灯光补写作业。
"""
SUMMER = """夏夜里的山城灯火

□　林小夏

入夜以后，两岸的楼宇次第亮起来，索道从江面上缓缓滑过，游人举着手机追拍。

夜市的摊主说，灯光亮到几点，他们就开到几点，凉糕和冰粉总是最先卖完。
"""

WINTER = """冬雪落在山城上

□　林小雪

山城难得下雪，一夜之间屋脊都白了，孩子们推开窗子，伸手去接飘下来的雪花。

老人说瑞雪兆丰年，江边的菜地盖了一层厚厚的被子，来年的菜薹一定又嫩又甜。
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """With a page that is text, and a file that only looks like one."""
    found = tmp_path / "来稿"
    found.mkdir()
    (found / "秋水.txt").write_text(AUTUMN, encoding="utf-8")
    (found / "坏.txt").write_bytes(bytes([0xFF, 0xFE, 0x41] * 99))
    return found


def test_an_archive_and_a_folder_are_read_a_bomb_is_refused_and_what_failed_is_tried_again(desk, folder, tmp_path):
    bomb, archive = tmp_path / "弹.zip", tmp_path / "包.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("零.txt", "零" * 3_000_000)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("冬雪.txt", WINTER)
    desk.goto("/admin/")
    desk.click("text=上传文件")
    desk.set_input_files("#id_several", str(bomb))
    desk.click("text=上传并查看读法")
    expect(desk.locator(".errorlist")).to_contain_text("疑似压缩炸弹")
    desk.set_input_files("#id_several", str(archive))
    desk.set_input_files("#id_folder", str(folder))
    desk.fill("#id_publication", "山城来稿")
    desk.click("text=上传并查看读法")
    for title in ("秋水流过山城外", "冬雪落在山城上"):
        expect(desk.locator(".batch-files")).to_contain_text(title, timeout=SLOW)
    desk.click("input[name=confirm]")
    expect(desk.locator("#batch")).to_contain_text("已完成", timeout=SLOW)
    desk.reload()  # what it says is in its rows
    expect(desk.locator("#batch")).to_contain_text("1 个未能导入")
    desk.click("input[name=retry]")
    expect(desk.locator(".batch-files")).to_contain_text("不是可读的文本", timeout=SLOW)
    desk.click("text=这一批的文章")
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    desk.go_back()
    desk.locator(".batch-files a", has_text="秋水").click()
    expect(desk.locator("#id_publication")).to_have_value("山城来稿")
    desk.click(".object-tools >> text=文章")
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.goto("/admin/articles/article/")
    of_file, of_batch = (desk.locator(f"[data-filter-title={title}]") for title in ("来源文件", "导入批次"))
    of_file.get_by_role("link", name="秋水").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    of_batch.get_by_role("link", name=re.compile("第 .* 批")).first.click()
    of_file.get_by_role("link", name="全部").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)


def test_a_title_that_a_person_wrote_stays_when_its_page_comes_in_corrected(desk, tmp_path):
    page = tmp_path / "夏夜.txt"
    page.write_text(SUMMER, encoding="utf-8")
    upload(desk, page)
    desk.click("input[name=confirm]")
    expect(desk.locator("#batch")).to_contain_text("已完成", timeout=SLOW)
    desk.click("text=这一批的文章")
    desk.click("#result_list >> text=夏夜里的山城灯火")
    desk.fill("#id_title", "夏夜的山城，满城灯火")
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("夏夜的山城，满城灯火")
    page.write_text(SUMMER.replace("夏夜里的山城灯火", "夏夜里山城的灯火"), encoding="utf-8")
    upload(desk, page)
    desk.click("input[name=confirm]")
    expect(desk.locator(".batch-files")).to_contain_text("取代旧版", timeout=SLOW)
    desk.click("text=复核这一批")
    said = desk.locator(".desk__two dd")  # by the import before, the person, the import
    expect(said.nth(0)).to_contain_text("夏夜里的山城灯火")
    expect(said.nth(1).locator("ins")).to_have_text("城，满")
    expect(said.nth(2).locator("ins")).to_have_text("的")
    expect(desk.locator("#id_text")).to_have_value("夏夜的山城，满城灯火")
    expect(desk.locator(".desk__source mark")).to_have_text("夏夜里山城的灯火")
    follow(desk.locator(".desk__answers button", has_text=re.compile("导入")).first)
    desk.goto("/admin/articles/article/?q=夏夜")
    expect(desk.locator("#result_list")).to_contain_text("夏夜里山城的灯火")


def test_what_a_batch_has_not_imported_yet_is_left_out_when_it_is_cancelled(desk, tmp_path):
    pages = [tmp_path / f"来信{number}.txt" for number in range(40)]
    for number, page in enumerate(pages):
        said = "，".join(chr(0x4E00 + number * 200 + place) * 2 for place in range(40))
        page.write_text(f"读者来信之{number}\n\n□　林小秋\n\n{said}。\n", encoding="utf-8")
    upload(desk, *pages)
    expect(desk.locator("text=看读法")).to_have_count(len(pages), timeout=SLOW)
    desk.click("input[name=confirm]")
    desk.click("input[name=cancel]")
    expect(desk.locator(".messagelist")).to_contain_text(re.compile("已取消 [1-9][0-9]* 个文件"))
    expect(desk.locator("#batch")).to_contain_text("已取消")
    desk.click("text=撤销这一批…")
    desk.click("input[value=撤销这一批]")
    expect(desk.locator("#batch")).to_contain_text("已撤销", timeout=SLOW)
