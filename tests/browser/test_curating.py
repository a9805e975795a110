"""A curator's rarer deeds in a real browser: splitting, spreadsheets, Word files, the trash, what readers asked."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import CURATOR, follow
from tests.browser.test_batches import SLOW, upload
from tests.served_site import answering, environment_of
from tests.trials import first_of

SITES_ZONE = ZoneInfo("Asia/Shanghai")


def choose(desk: Page, model: str, action: str, number: int = 1) -> None:
    desk.goto(f"/admin/articles/{model}/")
    for box in desk.locator("input.action-select").all()[:number]:
        box.check()
    desk.select_option("select[name=action]", action)


def open_first(desk: Page, listed: str) -> str:
    """Open the form of the first row of this list; returns its address."""
    desk.goto(f"/admin/articles/{listed}")
    follow(desk.locator("#result_list tbody th a").first)
    return desk.url


def on_the_site(desk: Page) -> str:
    """The address of a row's page for readers."""
    return desk.request.get(desk.locator(".viewsitelink").get_attribute("href") or "").url


def open_when_there(reader: Page, address: str) -> None:
    """Open a page that is for readers once the worker has done what was left to it."""
    deadline = time.monotonic() + SLOW / 1000
    while (status := reader.goto(address).status) == 404 and time.monotonic() < deadline:
        reader.wait_for_timeout(300)
    assert status == 200, address


@pytest.mark.parametrize("kind", first_of("theme", "organisation", "column"))
def test_one_that_is_two_is_split_after_a_look_and_is_one_again(desk, new_page, kind):
    """Its shares are shared out, it keeps its address, and that of the new one leads to it once the split is undone."""
    open_first(desk, f"{kind}/?o={'-3' if kind == 'organisation' else '-2'}")
    name, address = desk.input_value("#id_name"), on_the_site(desk)
    follow(desk.locator("text=拆分为两个"))
    form = desk.url
    shares = desk.locator("label:has([name=share])").all_inner_texts()
    desk.locator("[name=share]").first.check()
    desk.fill("#id_name", "江心往来")
    desk.click("input[name=preview]")
    expect(desk.locator("#content")).to_contain_text("“江心往来”是新的")
    if kind == "theme":
        expect(desk.locator("#content")).to_contain_text(re.compile("得到主题“江心往来”的文章：\\d+ 篇"))
        expect(desk.locator("#content")).to_contain_text(f"失去主题“{name}”的文章")
    desk.click("input[name=_save]")
    expect(desk.locator(".messagelist")).to_contain_text("分出“江心往来”")
    assert len(desk.request.get(form).text().split('name="share"')) == len(shares)
    desk.goto("/admin/articles/merge/")
    entry = desk.locator("#result_list tbody tr").first
    expect(entry).to_contain_text(f"{name} 分出 江心往来")
    expect(entry).to_contain_text("wang")
    open_first(desk, f"{kind}/?q=江心往来")
    reader, made = new_page(), on_the_site(desk)
    open_when_there(reader, made)
    expect(reader.locator("main h1")).to_contain_text("江心往来")
    if kind == "column":
        expect(reader.locator("main")).to_contain_text(shares[0].strip().partition("　")[0])
    desk.goto("/admin/articles/merge/")
    desk.locator("#result_list tbody tr").first.get_by_text("撤销…").click()
    desk.click("input[value=撤销拆分]")
    expect(desk.locator(".messagelist")).to_contain_text("拆分已撤销")
    reader.goto(made)
    assert reader.url == reader.request.get(address).url
    expect(reader.locator("main h1")).to_contain_text(name)
    desk.goto(form)
    assert sorted(desk.locator("label:has([name=share])").all_inner_texts()) == sorted(shares)


def test_metadata_go_out_as_a_spreadsheet_and_come_back_changed(desk, tmp_path):
    choose(desk, "article", "export_sheet")
    with desk.expect_download() as download:
        desk.click("button[name=index]")
    head, row = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()[:2]
    assert head.startswith("编号,引题,标题")
    assert row.split(",")[0].isdecimal()
    choose(desk, "article", "export_workbook")
    with desk.expect_download() as download:
        desk.click("button[name=index]")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    [heads] = book.active.iter_rows(max_row=1, values_only=True)
    book.active.cell(2, heads.index("副题") + 1).value = "从表格里来的副题"
    book.save(tmp_path / "改.xlsx")
    desk.goto("/admin/articles/article/sheet/")
    desk.set_input_files("#id_file", str(tmp_path / "改.xlsx"))
    desk.click("input[name=preview]")
    expect(desk.locator("#content ins").first).to_contain_text("从表格里来的副题")
    desk.click("input[name=confirm]")
    expect(desk.locator(".messagelist")).to_contain_text("可以整批撤销")


def test_a_table_in_csv_comes_back_with_each_change_seen_and_a_bad_row_named(desk, tmp_path):
    """As a spreadsheet saves it in China, in GB18030; what is good of it is made, and undone as one."""
    choose(desk, "article", "export_sheet", 3)
    with desk.expect_download() as download:
        desk.click("button[name=index]")
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    before = [row["副题"] for row in rows]
    rows[0] |= {"副题": "从 CSV 里来的副题", "关键词": "江心；渡口"}
    rows[1] |= {"日期": "三月十日"}
    rows[2] |= {"栏目": "没有这一栏"}
    with (tmp_path / "改.csv").open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    desk.goto("/admin/articles/article/")
    desk.click("text=导入元数据")
    desk.set_input_files("#id_file", str(tmp_path / "改.csv"))
    desk.click("input[name=preview]")
    expect(desk.locator("#content")).to_contain_text("将会改动 1 篇，还没有保存")
    for shown in ("从 CSV 里来的副题", "江心；渡口"):
        expect(desk.locator("#content ins", has_text=shown)).to_be_visible()
    expect(desk.locator("#content")).to_contain_text("有 2 行不能取用")
    faults = desk.locator(".errorlist li")
    expect(faults.nth(0)).to_contain_text("第 3 行")
    expect(faults.nth(0)).to_contain_text("日期“三月十日”要写作 2025-03-10")
    expect(faults.nth(1)).to_contain_text("第 4 行")
    expect(faults.nth(1)).to_contain_text("没有名为“没有这一栏”的栏目")
    desk.click("input[name=confirm]")
    expect(desk.locator(".messagelist")).to_contain_text("可以整批撤销")
    form = f"/admin/articles/article/{rows[0]['编号']}/change/"
    desk.goto(form)
    expect(desk.locator("#id_subtitle")).to_have_value("从 CSV 里来的副题")
    desk.goto("/admin/articles/importbatch/")
    desk.locator("#result_list tbody th a").first.click()
    desk.click("text=撤销这一批…")
    desk.click("input[value=撤销这一批]")
    expect(desk.locator("#batch")).to_contain_text("已撤销", timeout=SLOW)
    desk.goto(form)
    expect(desk.locator("#id_subtitle")).to_have_value(before[0])


def test_a_word_file_is_uploaded_and_its_table_is_a_finding(desk, tmp_path):
    document = docx.Document()
    for text in ("春风又到渡口边", "□　林小雨", "渡口的黄葛树又绿了，早起的人们沿着石阶走到江边，看船慢慢靠岸。"):
        document.add_paragraph(text)
    document.add_table(1, 2).cell(0, 0).text = "船期一览"
    document.save(tmp_path / "渡口.docx")
    upload(desk, tmp_path / "渡口.docx")
    expect(desk.locator("#content")).to_contain_text("1 个表格")
    desk.click("input[name=confirm]")
    expect(desk.locator("#batch")).to_contain_text("已完成", timeout=SLOW)
    desk.goto("/admin/articles/problem/queue/?kind=tables-as-paragraphs")
    expect(desk.locator(".desk__doubt")).to_contain_text("1 个表格")


def test_a_deleted_article_comes_back_and_an_old_version_too(desk):
    desk.goto("/admin/articles/article/")
    desk.locator("#result_list tbody th a").last.click()
    before = desk.input_value("#id_title")
    desk.fill("#id_title", "历史里要找回的题目")
    desk.locator("input[name=_continue]").first.click()
    desk.locator(".historylink").first.click()
    expect(desk.locator("#change-history ins").first).to_contain_text("历史里要找回")  # the rest may be in both titles
    desk.locator("#change-history a").last.click()
    expect(desk.locator("#id_title")).to_have_value(before)
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_be_visible()
    desk.goto("/admin/articles/article/?q=" + before[:8])
    desk.locator("#result_list tbody th a").first.click()
    desk.locator(".deletelink").first.click()
    follow(desk.locator("input[type=submit]"))
    choose(desk, "trashitem", "put_back")
    desk.click("button[name=index]")
    expect(desk.locator(".messagelist")).to_contain_text(f"已恢复文章：{before[:8]}")


def test_of_articles_withdrawn_together_the_one_that_was_mended_stays_so_when_they_come_back(desk, new_page):
    choose(desk, "article", "change_many", 2)
    one, mended = [box.get_attribute("value") for box in desk.locator("input.action-select:checked").all()]
    desk.click("button[name=index]")
    desk.select_option("#id_status", "withdrawn")
    desk.fill("#id_page", "12")
    desk.click("input[name=preview]")
    expect(desk.locator("#content ins").first).to_contain_text("已撤下")
    desk.click("input[name=confirm]")
    expect(desk.locator(".messagelist")).to_contain_text("可以整批撤销")
    said, batch = desk.locator(".messagelist li"), desk.locator(".messagelist a")
    colour = "element => getComputedStyle(element).color"
    assert batch.evaluate(colour) == said.evaluate(colour)
    reader = new_page()
    assert [reader.goto(f"/articles/{key}/").status for key in (one, mended)] == [410, 410]
    follow(batch)
    expect(desk.locator("#batch")).to_contain_text("批量修改")
    assert desk.goto(f"/articles/{one}/").ok
    desk.goto(f"/admin/articles/article/{mended}/change/")
    desk.fill("#id_subtitle", "撤下以后补的副题")
    follow(desk.locator("input[name=_save]").first)
    desk.goto("/admin/articles/importbatch/")
    desk.locator("#result_list tbody th a").first.click()
    desk.click("text=撤销这一批…")
    expect(desk.locator("#content")).to_contain_text("导入之后有人改过")
    desk.click("input[value=撤销这一批]")
    expect(desk.locator("#batch")).to_contain_text("已撤销", timeout=SLOW)
    assert [reader.goto(f"/articles/{key}/").status for key in (one, mended)] == [200, 410]
    desk.goto(f"/admin/articles/article/{mended}/change/")  # as the next test wants to find it
    desk.fill("#id_subtitle", "")
    desk.select_option("#id_status", "published")
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_be_visible()


def test_what_readers_asked_in_vain_becomes_a_synonym_after_a_look(desk):
    desk.goto("/search/?q=渡轮票价")
    desk.goto("/search/?q=县域经济")
    desk.goto("/admin/search/askedquery/")
    desk.click("text=从无结果")
    expect(desk.locator("#result_list")).not_to_contain_text("县域经济")
    desk.locator("#result_list tr", has_text="渡轮票价").get_by_text("同义词").click()
    expect(desk.locator("[name=terms]")).to_have_value("渡轮票价")
    desk.go_back()
    for words, field in (("词典词", "term"), ("主题", "name"), ("主题", "term_lines")):
        desk.locator("#result_list tr", has_text="渡轮票价").get_by_text(words).click()
        expect(desk.locator(f"[name={field}]")).to_have_value("渡轮票价")
        desk.go_back()
    desk.locator("#result_list tr", has_text="渡轮票价").get_by_text("同义词").click()
    desk.fill("[name=terms]", "渡轮票价\n县域经济")
    desk.click("input[name=_preview]")
    expect(desk.locator("#content")).to_contain_text("还没有保存")
    expect(desk.locator("#content")).to_contain_text("渡轮票价")
    desk.goto("/admin/search/dictionaryterm/add/")
    desk.fill("#id_term", "县域经济")
    desk.click("input[name=_preview]")
    expect(desk.locator("#content")).to_contain_text("还没有保存")


def test_what_readers_ask_is_kept_as_long_as_is_set_and_not_at_all_where_it_is_switched_off(desk, site_folder):
    asked = "/admin/search/askedquery/"
    for query in ("渡轮时刻", "渡轮码头"):
        desk.goto(f"/search/?q={query}")
    desk.goto(asked)
    expect(desk.locator("#content")).to_contain_text("180 天没人再检索的自动清除")
    expect(desk.locator("#result_list")).to_contain_text("渡轮时刻")
    long_ago = timezone.localdate() - timedelta(days=181)
    with closing(sqlite3.connect(site_folder / "chengyu.sqlite3")) as kept, kept:
        kept.execute("UPDATE search_askedquery SET last_asked = ? WHERE query = '渡轮时刻'", [str(long_ago)])
    desk.goto(asked)
    expect(desk.locator("#result_list")).not_to_contain_text("渡轮时刻")
    expect(desk.locator("#result_list")).to_contain_text("渡轮码头")
    with answering(environment_of(site_folder, CURATOR, SEARCH_LOG_DAYS="0")) as quiet:
        desk.goto(f"{quiet}/search/?q=渡轮票根")
        desk.goto(f"{quiet}{asked}")
        expect(desk.locator("#content")).to_contain_text("现在不记录读者检索")
        expect(desk.locator("#result_list")).to_have_count(0)


def test_a_draft_waits_for_its_day_and_the_worker_publishes_it_then(desk, new_page):
    desk.goto("/admin/articles/article/")
    desk.locator("#result_list tbody th a").nth(2).click()
    reader, address = new_page(), on_the_site(desk)
    desk.select_option("#id_status", "draft")
    desk.fill("#id_publish_on", "2099-01-01")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("成功")
    expect(desk.locator("#id_publish_on")).to_have_value("2099/01/01")
    assert reader.goto(address).status == 404
    form = desk.url
    desk.goto(address)
    expect(desk.locator("main")).to_contain_text("草稿：这一篇只有编辑看得到")
    desk.goto(form)
    desk.fill("#id_publish_on", timezone.localdate(timezone=SITES_ZONE).isoformat())
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("成功")
    open_when_there(reader, address)
    expect(reader.locator("main")).not_to_contain_text("只有编辑看得到")
    desk.goto(form)
    expect(desk.locator("#id_status")).to_have_value("published")
    expect(desk.locator("#id_publish_on")).to_have_value("")


def test_an_author_is_corrected_and_merged_from_its_own_page_and_the_old_address_leads_on(desk, new_page):
    form, address = open_first(desk, "author/?q=朱旭森"), on_the_site(desk)
    refuse_wrong_orcids(desk)
    desk.fill("#id_orcid", "https://orcid.org/0000-0002-1825-0097")
    desk.fill("#id_isni", "0000000121032683")
    desk.fill("#id_sounds", "zhu xu sen")
    desk.fill("#id_aliases", "旭森")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".field-worked_at")).to_contain_text("篇")
    expect(desk.locator("#id_orcid")).to_have_value("0000-0002-1825-0097")
    reader = new_page()
    identifiers_are_shown(reader, address)
    article = desk.locator(".field-written a").first.get_attribute("href") or ""
    desk.click("text=与另一个合并")
    desk.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill("wang")
    desk.locator(".select2-results__option[aria-selected]").first.click()
    desk.click("input[value=下一步]")
    desk.locator("[name=kept]").locator("xpath=..").filter(has_not_text="朱旭森").locator("[name=kept]").check()
    desk.click("input[value=合并]")
    expect(desk.locator(".messagelist")).to_contain_text("已合并为")
    undo = desk.locator(".messagelist a").get_attribute("href")
    desk.goto(address)
    assert desk.url != address  # it led on to the one that stayed
    expect(desk.locator("main h1")).not_to_contain_text("朱旭森")
    expect(desk.locator("main header")).to_contain_text("0000-0002-1825-0097")  # it had none of its own
    kept = desk.url.rstrip("/").rpartition("/")[2]
    desk.goto(article)
    expect(desk.locator("#id_authorships-0-printed_as")).to_have_value("朱旭森")
    desk.goto(on_the_site(desk))
    expect(desk.locator(".article__people")).to_contain_text("署名“朱旭森”")
    split_off_and_put_together(desk, kept, "朱旭森")
    desk.goto(undo)
    follow(desk.locator("input[value=撤销合并]"))
    desk.goto(address)
    expect(desk.locator("main h1")).to_contain_text("朱旭森")
    reader.goto(f"/authors/{kept}/")
    expect(reader.locator("main header")).not_to_contain_text("ORCID")
    desk.goto(form)
    expect(desk.locator("#id_aliases")).to_have_value("旭森")


def refuse_wrong_orcids(desk: Page) -> None:
    for wrong, said in (
        ("0000-0002-1825-009", "15 位"),
        ("000O-0002-1825-0097", "“O”"),
        ("0000-0002-1825-0098", "末位是 7"),
    ):
        desk.fill("#id_orcid", wrong)
        desk.locator("input[name=_continue]").first.click()
        expect(desk.locator(".field-orcid .errorlist")).to_contain_text(said)
        expect(desk.locator("#id_orcid")).to_have_value(wrong)


def identifiers_are_shown(reader: Page, author: str) -> None:
    reader.goto(author)
    for printed, leads_to in (
        ("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("0000 0001 2103 2683", "https://isni.org/isni/0000000121032683"),
    ):
        expect(reader.locator("main header a", has_text=printed)).to_have_attribute("href", leads_to)


def split_off_and_put_together(desk: Page, author: str, printed: str) -> None:
    desk.goto(f"/admin/articles/author/{author}/split/")
    desk.locator("label", has_text=printed).locator("[name=share]").check()
    desk.fill("#id_name", printed)
    desk.fill("#id_distinction", "另一人")
    desk.click("input[name=preview]")
    desk.click("input[name=_save]")
    expect(desk.locator(".messagelist")).to_contain_text(f"已分出“{printed}")
    desk.click(".messagelist a")
    desk.click("input[value=撤销拆分]")
    expect(desk.locator(".messagelist")).to_contain_text("拆分已撤销")


@pytest.mark.parametrize("kind", first_of("column", "theme"))
def test_one_that_is_renamed_is_found_by_its_former_address_and_the_history_gives_the_name_back(desk, kind):
    desk.goto(f"/admin/articles/{kind}/")
    follow(desk.locator("#result_list tbody th a").last)
    form, address = desk.url, on_the_site(desk)
    before = desk.input_value("#id_name")
    if kind == "theme":
        desk.click("text=候选词语")
        expect(desk.locator("#content")).to_contain_text("特别多见")
        desk.go_back()
    desk.fill("#id_name", "改过的名称")
    desk.fill("#id_slug", "renamed")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("改过的名称")
    assert desk.goto(address).ok
    expect(desk.locator("main h1")).to_contain_text("改过的名称")
    desk.goto(form)
    desk.locator(".historylink").first.click()
    expect(desk.locator("#change-history del").first).to_contain_text(before[:1])
    desk.locator("#change-history a").last.click()
    expect(desk.locator("#id_name")).to_have_value(before)
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text(before)
    assert desk.goto(address).ok


def test_a_byline_is_corrected_in_its_article_and_stands_in_the_history(desk):
    desk.goto("/admin/articles/article/?q=朱旭森")
    desk.locator("#result_list tbody th a").first.click()
    desk.fill("#id_authorships-0-affiliation", "改过的单位")
    desk.locator("input[name=_continue]").first.click()
    desk.locator(".historylink").first.click()
    expect(desk.locator("#change-history ins").first).to_contain_text("改过的单位")
    desk.go_back()
    for box in desk.locator(".field-restore input[type=checkbox]").all():
        box.check()
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator("#id_authorships-0-affiliation")).not_to_have_value("改过的单位")


@pytest.mark.parametrize("kind", first_of("feature", "column", "theme"))
def test_what_articles_are_found_under_goes_to_the_trash_and_comes_back_with_them(desk, new_page, kind):
    """Off the site and out of search, its articles stay; found in the trash by kind and age, and back as it was."""
    open_first(desk, f"{kind}/?o={'-4' if kind == 'feature' else '-2'}")
    name, address = desk.input_value("#id_title" if kind == "feature" else "#id_name"), on_the_site(desk)
    reader = new_page()
    reader.goto(address)
    listed = reader.locator("main h2").all_inner_texts()
    named = f'/search/?q=专题:"{name[:6]}"' if kind == "feature" else ""  # no filter of the search
    within = named or reader.get_by_text("中检索").get_attribute("href") or ""
    reader.goto(within)
    expect(reader).to_have_title(re.compile("[1-9][0-9]* 篇"))
    found = reader.title()
    desk.locator(".deletelink").first.click()
    expect(desk.locator("#content")).to_contain_text("进回收站，可以原样恢复")
    follow(desk.locator("#content input[type=submit]"))
    assert reader.goto(address).status == 404
    reader.goto(within)
    expect(reader).not_to_have_title(found)
    desk.goto(f"/admin/articles/trashitem/?kind__exact={kind}")
    desk.click("text=三十天以上")
    expect(desk.locator("#content")).not_to_contain_text(name)
    desk.click("text=七天以内")
    desk.locator("#result_list tr", has_text=name).locator("input.action-select").check()
    desk.select_option("select[name=action]", "put_back")
    desk.click("button[name=index]")
    expect(desk.locator(".messagelist")).to_contain_text(f"：{name}")
    assert reader.goto(address).ok
    assert reader.locator("main h2").all_inner_texts() == listed
    reader.goto(within)
    expect(reader).to_have_title(found)


def test_an_author_who_signs_something_stays_and_another_goes_to_the_trash_and_comes_back(desk):
    open_first(desk, "author/?q=朱旭森")
    desk.locator(".deletelink").first.click()
    expect(desk.locator("#content")).to_contain_text("请先在这些文章里改署名，或把这位作者与另一位合并")
    desk.goto("/admin/articles/author/add/")
    desk.fill("#id_name", "江心人")
    follow(desk.locator("input[name=_continue]").first)
    form, address = desk.url, on_the_site(desk)
    desk.locator(".deletelink").first.click()
    follow(desk.locator("#content input[type=submit]"))
    assert [desk.goto(page).status for page in (address, "/admin/articles/author/?q=江心人")] == [404, 200]
    expect(desk.locator("#result_list")).to_have_count(0)
    desk.goto("/admin/articles/trashitem/?kind__exact=author")
    desk.click("#result_list >> text=江心人")
    desk.click("input[value=恢复]")
    follow(desk.locator(".messagelist a", has_text="江心人"))
    assert desk.url == form
    assert desk.goto(address).ok


def test_where_a_file_was_printed_is_corrected_stands_in_its_history_and_goes_back(desk, new_page):
    """What the import had said is the first entry; a page's date is that of its articles, and goes back with it."""
    form = open_first(desk, "sourcedocument/?published_on__isempty=1&kind__exact=newspaper_page")
    address = on_the_site(desk)
    publication = desk.input_value("#id_publication")
    desk.fill("#id_publication", "江心日报")
    desk.fill("#id_published_on", "2025-03-10")
    desk.fill("#id_page", "9")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("成功")
    reader = new_page()
    reader.goto(address)
    expect(reader.locator("main h1")).to_contain_text("江心日报 2025年3月10日 第9版")
    article = reader.locator("main a[href^='/articles/']").first.get_attribute("href") or ""
    reader.goto(article)
    expect(reader.locator("main")).to_contain_text("2025年3月10日")
    desk.locator(".historylink").first.click()
    history = desk.locator("#change-history tbody tr")
    for said in ("出版物", "江心日报", "出版日期", "2025-03-10", "wang"):
        expect(history.first).to_contain_text(said)
    expect(history.first.locator("del").first).to_contain_text(publication[:1])
    expect(history.last).to_contain_text("导入")
    history.nth(1).locator("a").click()  # as it was before
    expect(desk.locator("#id_publication")).to_have_value(publication)
    desk.locator("input[name=_save]").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("成功")
    desk.goto(form)
    expect(desk.locator(".field-printing")).not_to_contain_text("人工")
    for page in (address, article):
        reader.goto(page)
        expect(reader.locator("main")).not_to_contain_text("2025年3月10日")


def test_a_whole_file_goes_to_the_trash_with_its_articles_and_comes_back(desk):
    desk.goto("/admin/articles/sourcedocument/?o=-8")
    row = desk.locator("#result_list tbody tr").first
    articles = row.locator(".field-articles a").inner_text()
    row.locator("th a").click()
    address, name = on_the_site(desk), desk.locator(".field-file_name .readonly")
    file = name.inner_text()
    desk.locator(".deletelink").first.click()
    desk.click("input[type=submit]")
    expect(desk.locator(".messagelist")).to_contain_text("已移入回收站")
    assert desk.request.get(address).status in (404, 410)
    desk.goto("/admin/articles/trashitem/?kind__exact=sourcedocument")
    desk.locator("input.action-select").first.check()
    desk.select_option("select[name=action]", "put_back")
    desk.click("button[name=index]")
    expect(desk.locator(".messagelist")).to_contain_text("已恢复来源文件")
    assert desk.goto(address).ok
    desk.goto(f"/admin/articles/sourcedocument/?q={file[:12]}")
    expect(desk.locator("#result_list .field-articles a").first).to_have_text(articles)
