"""An article that goes on on another page is linked with its other part, where both are there and it is certain."""

from __future__ import annotations

import pytest

from articles.importing.files import read_page
from articles.importing.pages import import_page
from articles.models import Article, SourceDocument

pytestmark = pytest.mark.django_db

FIRST = """第1版
2025年3月10日　星期一
某某日报
让清河流过每一个村庄
■王小明
清河是两岸三十个村庄的母亲河。治好一条河，要从上游管起，把每一处排口都查清楚，把每一笔账都算明白。
上游的第一座湿地建成以后，水质一年好过一年，村民在岸边修起了步道。（下转第3版）
"""
THIRD = """第3版
2025年3月10日　星期一
某某日报
让清河流过每一个村庄
■王小明
（上接第1版）下游的村庄也动了起来，河长每天巡河，孩子们在课堂上学习怎样辨认水里的生物。
三年过去，清河的水又能喝了，外出的年轻人回来办起了民宿，河边的灯一盏一盏亮了起来。

把田野变成课堂
■李大为
劳动教育不能只在教室里讲。把田野变成课堂，孩子们才知道一粒米从哪里来，才知道一双手能做成多少事情。
学校和合作社签下协议，每个班认领一块地，从播种到收割都由孩子们自己动手，老师只在旁边提醒。
"""


@pytest.fixture
def bring(tmp_path):
    def import_text(name: str, text: str) -> SourceDocument:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        import_page(read_page(path))
        return SourceDocument.objects.get(file_name=name)

    return import_text


def shown(client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_both_parts_lead_to_each_other_and_so_do_their_pages(client, bring):
    first, third = bring("one.txt", FIRST), bring("three.txt", THIRD)
    begun = first.articles.get()
    rest = third.articles.get(title=begun.title)
    assert f'下转第3版：<a href="{rest.get_absolute_url()}">' in shown(client, begun)
    assert f'上接第1版：<a href="{begun.get_absolute_url()}">' in shown(client, rest)
    assert "转接" not in shown(client, third.articles.exclude(pk=rest.pk).get())
    assert "下转第3版：" in client.get(first.get_absolute_url()).content.decode()
    assert "上接第1版：" in client.get(third.get_absolute_url()).content.decode()


def test_the_jump_alone_tells_it_where_the_title_on_the_other_page_is_another(client, bring):
    begun = bring("one.txt", FIRST).articles.get()
    third = bring("three.txt", THIRD.replace("让清河流过每一个村庄", "水又能喝了"))
    assert third.articles.get(title="水又能喝了").get_absolute_url() in shown(client, begun)


@pytest.mark.parametrize(
    "other",
    [
        THIRD.replace("3月10日　星期一", "3月11日　星期二"),
        THIRD.replace("某某日报", "某某晚报"),
        THIRD.replace("第3版", "第4版").replace("（上接第1版）", ""),
        THIRD.replace("让清河流过每一个村庄", "水又能喝了").replace("（上接第1版）", ""),
    ],
    ids=["another day", "another paper", "another page", "nothing that tells it"],
)
def test_nothing_is_linked_on_a_guess(client, bring, other):
    begun = bring("one.txt", FIRST).articles.get()
    bring("three.txt", other)
    assert "转接" not in shown(client, begun)


def test_what_is_not_published_is_not_led_to(client, bring):
    begun = bring("one.txt", FIRST).articles.get()
    bring("three.txt", THIRD).articles.update(status="draft")
    assert "转接" not in shown(client, begun)
