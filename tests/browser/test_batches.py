"""A curator imports and takes back, merges and parts, and meets another at one record, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.trials import first_of

PAGE = """春风吹进山城里

□　林小雨

春天来到山城以后，江边的黄葛树一夜之间换了新叶，早起的人们沿着石阶走到江边。

夏天的江水涨起来，渡船慢慢地靠岸，孩子们在沙滩上追逐。

（作者单位：山城大学）
"""
SLOW = 30_000  # ms: the worker starts with the first task


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "春风.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def upload(desk: Page, *files: Path) -> None:
    desk.goto("/admin/articles/importbatch/")
    desk.click("text=上传文件")
    desk.set_input_files("#id_several", [str(path) for path in files])
    desk.click("text=上传并查看读法")
    expect(desk.locator("text=看读法").first).to_be_visible(timeout=SLOW)


def test_a_file_is_uploaded_seen_imported_and_taken_back(desk, file, tmp_path):
    other = tmp_path / "表.pdf"
    other.write_bytes(b"%PDF-1.7")
    upload(desk, file, other)
    expect(desk.locator("#content")).to_contain_text("春风吹进山城里")
    expect(desk.locator("#content")).to_contain_text("另存为纯文本或 .docx")
    desk.click("text=看读法")
    expect(desk.locator("#content")).to_contain_text("版面：每一段原文归入哪里")
    desk.click("text=导入这个文件")
    expect(desk.locator("#batch")).to_contain_text("已完成", timeout=SLOW)
    desk.click("text=这一批的文章")
    expect(desk.locator("#result_list")).to_contain_text("春风吹进山城里")
    desk.goto("/search/?q=黄葛树")
    expect(desk.locator("main")).to_contain_text("春风吹进山城里")
    desk.goto("/admin/articles/importbatch/")
    desk.locator("#result_list tbody th a").first.click()
    desk.click("text=撤销这一批…")
    expect(desk.locator("#content")).to_contain_text("1 篇新文章移除")
    desk.click("input[value=撤销这一批]")
    expect(desk.locator("#batch")).to_contain_text("已撤销", timeout=SLOW)
    desk.goto("/search/?q=黄葛树")
    expect(desk.locator("main")).not_to_contain_text("春风吹进山城里")


@pytest.mark.parametrize("listed", first_of("author/", "organisation/?parent__isempty=1", "column/", "theme/"))
def test_two_rows_are_merged_and_parted_again(desk, listed):
    """Chosen, looked at, merged, by the old address, and undone."""
    desk.goto(f"/admin/articles/{listed}")
    rows = desk.locator("#result_list tbody tr")
    names = [rows.nth(place).locator("th a").inner_text() for place in (0, 1)]
    for place in (0, 1):
        rows.nth(place).locator("input.action-select").check()
    desk.select_option("select[name=action]", "merge")
    desk.click("button[name=index]")
    expect(desk.locator("#content")).to_contain_text(names[1])
    going = desk.locator("[name=kept]:not(:checked)").input_value()
    beside = desk.context.new_page()
    beside.goto(f"/admin/articles/{listed.partition('/')[0]}/{going}/change/")
    former = desk.request.get(beside.locator(".viewsitelink").get_attribute("href") or "").url
    desk.click("input[value=合并]")
    expect(desk.locator(".messagelist")).to_contain_text("已合并为")
    led = desk.request.get(former)
    assert (led.ok, led.url == former) == (True, False)
    desk.click(".messagelist a")
    expect(desk.locator("#content")).to_contain_text("原来的网址恢复")
    desk.click("input[value=撤销合并]")
    expect(desk.locator(".messagelist")).to_contain_text("合并已撤销")
    assert desk.request.get(former).url == former
    desk.goto(f"/admin/articles/{listed}")
    for name in names:
        expect(desk.locator("#result_list")).to_contain_text(name)


def test_who_saves_second_is_told_and_keeps_what_was_typed(desk):
    desk.goto("/admin/articles/column/")
    desk.locator("#result_list tbody th a").first.click()
    expect(desk.locator("#id_description")).to_have_value("")
    desk.wait_for_load_state("networkidle")
    other = desk.context.new_page()
    other.goto(desk.url)
    other.fill("#id_description", "对方写的说明")
    other.locator("input[name=_save]").first.click()
    expect(other.locator(".messagelist")).to_be_visible()
    desk.fill("#id_description", "我写的说明")
    expect(desk.locator("#id_description")).to_have_value("我写的说明")
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator("#content")).to_contain_text("您的修改还没有保存")
    expect(desk.locator("#content")).to_contain_text("对方的是：对方写的说明")
    assert desk.input_value("#id_description") == "我写的说明"
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_be_visible()
