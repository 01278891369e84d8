"""Each office sees the menu that is its own, every entry of it opens, and what is hidden refuses when it is typed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cms.site_tree import make_news_index
from tests.factories import make_user

pytestmark = pytest.mark.django_db

#: By hand, from what each office is for. An entry of a submenu stands behind its name and a slash.
PAGES = {"页面", "图片", "文档"}
REPORTS_OF_ALL_WHO_WRITE = {"报告/工作流", "报告/导入记录"}
REPORTS_OF_WHO_PUBLISHES = REPORTS_OF_ALL_WHO_WRITE | {"报告/工作流任务", "报告/网站历史", "报告/较早的页面"}
MODERATION = {"意见审核", "审核规则/敏感词", "审核规则/禁言", "审核规则/暂停留言", "报告/审核记录"}
PLANNING = {"规划/方案要素", "规划/规划", "规划/图层"}
CONSULTATION = {"征求意见/征求意见", "征求意见/待答复", "征求意见/答复", "征求意见/话题"}
LECTURES = {"讲座报名", "讲座提问"}
EDITING = PAGES | LECTURES | {"导入", "媒体", "词语解释", "读者找错", "设置/站点信息"} | REPORTS_OF_WHO_PUBLISHES
MENUS: dict[str, set[str]] = {
    "writer": PAGES | {"导入"} | REPORTS_OF_ALL_WHO_WRITE,
    "editor": EDITING,
    "reviewer": {"页面", "报告/已锁定的页面"} | REPORTS_OF_WHO_PUBLISHES,
    "moderator": MODERATION | {"讲座提问"},
    "desk": {"居民", "讲座报名"},
    "planner": {"图片", "文档"} | PLANNING | CONSULTATION,
    "admin": EDITING
    | MODERATION
    | PLANNING
    | CONSULTATION
    | {"居民", "报告/已锁定的页面"}
    | {f"设置/{name}" for name in ("参与规则", "重定向", "站点", "集合", "工作流", "工作流任务")}
    | {f"设置/{name}" for name in ("留存内容", "同意文本", "用户", "组")},
}
#: Wagtail's own pages that no menu names.
NOBODYS = ("/admin/reports/page-types-usage/", "/admin/reports/page-types-usage/results/")
#: What a list of a hidden entry is fetched from.
RESULTS = ("/admin/reports/site-history/results/", "/admin/reports/workflow_tasks/results/")


def entries(packed: list[Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield label and address of each entry of a packed menu, submenus after their entry."""
    for item in packed:
        facts, *below = item["_args"]
        label = above + facts["label"]
        if below and isinstance(below[0], list):
            yield from entries(below[0], f"{label}/")
        else:
            yield label, facts["url"]


def sidebar(client: Client) -> dict[str, str]:
    """Return what the menu of the back office shows: label → address."""
    html = client.get("/admin/").content.decode()
    found = re.search(r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', html)
    assert found
    modules = json.loads(found[1])["modules"]
    menu = next(m["_args"][0] for m in modules if m["_type"] == "wagtail.sidebar.MainMenuModule")
    return dict(entries(menu))


def as_(office: str) -> Client:
    make_news_index()
    client = Client()
    client.force_login(make_user(groups=(office,)))
    return client


def opens(client: Client, url: str) -> bool:
    """Whether a page is shown: not the start page with a refusal, nor a 404. A setting leads on to that of its site."""
    answer = client.get(url, follow=True)
    return answer.status_code == 200 and answer.request["PATH_INFO"].startswith(url)


@pytest.mark.parametrize("office", MENUS)
def test_an_office_sees_its_own_menu_and_each_entry_opens(office: str) -> None:
    client = as_(office)
    seen = sidebar(client)
    assert set(seen) == MENUS[office]
    assert [url for url in seen.values() if not opens(client, url)] == []


@pytest.mark.parametrize("office", [office for office in MENUS if office != "admin"])
def test_what_is_hidden_from_an_office_refuses_when_it_is_typed(office: str) -> None:
    everything = sidebar(as_("admin"))
    client = as_(office)
    hidden = [url for label, url in everything.items() if label not in MENUS[office]]
    assert len(hidden) > 15
    assert [url for url in hidden if opens(client, url)] == []
    assert [url for url in NOBODYS if opens(client, url)] == []
    if "报告/网站历史" not in MENUS[office]:
        assert [url for url in RESULTS if opens(client, url)] == []
