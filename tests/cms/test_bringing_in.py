"""Bringing in: material, preview, drafts; nothing before the editor says so, and back again in one step."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission

from cms.importing import keep
from cms.models import ImportRecord, ImportRun, NewsPage
from media.models import Picture
from tests.cms.newspaper_pages import INVENTED_PAGE
from tests.cms.site_tree import make_article, make_news_index, read
from tests.cms.word_files import make_report, make_word
from tests.factories import make_user

pytestmark = pytest.mark.django_db

START = "/admin/bring-in/"
PASTED = "口袋公园开园啦\n示例街道发布 2031-05-06\n公园里的树都挂了名牌。\n阅读原文"


@pytest.fixture(autouse=True)
def _index() -> None:
    make_news_index()


@pytest.fixture
def editor() -> Client:
    return as_("editor")


def as_(*groups: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=groups))
    return client


def give(client: Client, kind: str, content: bytes | str, *, name: str = "file", **typed: str) -> Any:
    """Send material as the first page does."""
    what = {"text": content} if kind == "wechat" else {"file": SimpleUploadedFile(name, content)}  # type: ignore[arg-type]
    return client.post(START, {"kind": kind, **{f"{kind}-{key}": value for key, value in (what | typed).items()}})


def given(client: Client, kind: str, content: bytes | str, **typed: str) -> str:
    """Give material that can be read; return the address of its preview."""
    answer = give(client, kind, content, **typed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def typed(address: str, client: Client, **changes: Any) -> dict[str, Any]:
    """Return what the preview's form sends when nothing but ``changes`` is typed."""
    preview = client.get(address).context["preview"]
    forms = [form for row in preview.rows if row.can_be_taken for form in (row.form, *row.figures)]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {key: value for key, value in (values | changes).items() if value not in (None, False)}


WORDING = {
    "article-0-picture-3-alt": "两张木长椅朝南放着",
    "article-0-picture-5-alt": "公园入口的平面示意",
    "article-0-picture-7-decorative": "on",
    "article-0-section": "design",
    "article-0-source": "示例街道",
}


def brought_in(client: Client) -> str:
    """Bring in the report; return the address of what was made."""
    address = given(client, "word", make_report(), name="report.docx")
    answer = client.post(address, typed(address, client) | WORDING)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_word_document_becomes_a_draft_with_all_its_blocks(editor: Client) -> None:
    done = editor.get(brought_in(editor)).content.decode()
    draft = NewsPage.objects.get()
    assert reverse("wagtailadmin_pages:edit", args=(draft.pk,)) in done
    assert (draft.title, draft.section, draft.source, draft.live) == (
        "示例街道口袋公园改造小记",
        "design",
        "示例街道",
        False,
    )
    assert draft.slug == "2031-05-06-1"
    kinds = [block.block_type for block in draft.body]
    assert kinds == ["paragraph", "heading", "paragraph", "picture", "table", "picture", "paragraph", "picture"]
    bench, plan, tree = [block.value for block in draft.body if block.block_type == "picture"]
    assert (bench["picture"].alt, bench["caption"]) == ("两张木长椅朝南放着", "长椅的位置")
    assert plan["picture"].alt == "公园入口的平面示意"
    assert (tree["picture"].alt, tree["decorative"]) == ("", True)
    assert Picture.objects.count() == 3


def test_the_published_page_shows_table_pictures_and_lists(editor: Client) -> None:
    brought_in(editor)
    draft = NewsPage.objects.get()
    draft.latest_revision.publish()
    page = read(draft.address)
    assert '<th scope="col" >设施</th>' in page
    assert '<td rowspan="2" colspan="1">木条</td>' in page
    assert "<li>木条长椅<ul><li>带扶手的两张</li></ul></li>" in page
    assert 'alt="两张木长椅朝南放着"' in page
    assert "带扶手的两张" in draft.search_text
    assert "木条" in draft.search_text


def test_nothing_but_the_material_is_written_before_the_editor_says_so(editor: Client) -> None:
    address = given(editor, "word", make_report(), name="report.docx")
    shown = editor.get(address).content.decode()
    for part in (
        "示例街道口袋公园改造小记",
        "带扶手的两张",
        "木条",
        "长椅的位置",
        "页眉页脚",
        "示例街道内部资料",
        "请选择栏目",
    ):
        assert part in shown
    assert not NewsPage.objects.exists()
    assert not Picture.objects.exists()
    assert not ImportRecord.objects.exists()


@pytest.mark.parametrize(
    ("alt", "advice"),
    [("", "请写清图里有什么"), ("  ", "请写清图里有什么"), ("IMG_2031.jpg", "文件名说不清"), ("长" * 201, "200")],
    ids=["nothing", "white", "file_name", "too_long"],
)
def test_without_a_text_for_a_picture_nothing_is_made_and_what_was_typed_is_kept(
    editor: Client, alt: str, advice: str
) -> None:
    address = given(editor, "word", make_report(), name="report.docx")
    wording = WORDING | {"article-0-picture-3-alt": alt, "article-0-title": "改过的标题"}
    answer = editor.post(address, typed(address, editor) | wording)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert advice in text
    assert "改过的标题" in text
    assert "公园入口的平面示意" in text
    assert not NewsPage.objects.exists()
    assert not Picture.objects.exists()


def test_of_a_newspaper_the_editor_chooses_and_corrects(editor: Client) -> None:
    address = given(editor, "newspaper", INVENTED_PAGE.read_bytes(), issue="2030-03", source="示例报")
    rows = editor.get(address).context["preview"].rows
    assert len(rows) > 1
    values = {key: value for key, value in typed(address, editor).items() if key.startswith("article-1-")}
    changes = {"article-1-title": "改过的标题", "article-1-section": "election", "article-1-slug": "typed-word"}
    assert editor.post(address, values | changes).status_code == 302
    draft = NewsPage.objects.get()
    assert (draft.title, draft.section, draft.slug) == ("改过的标题", "election", "typed-word")
    assert (draft.source, draft.issue, draft.kicker) == ("示例报", "2030-03", rows[1].article.kicker)


def test_a_whole_newspaper_in_gbk_becomes_drafts_with_every_character(editor: Client) -> None:
    text = INVENTED_PAGE.read_text()
    address = given(editor, "newspaper", text.encode("gb18030"), issue="2030-03", source="示例报")
    material = editor.get(address).context["preview"].material
    sections = {f"article-{number}-section": "design" for number in range(len(material.articles))}
    assert editor.post(address, typed(address, editor) | sections).status_code == 302
    told = "".join(article.text for article in material.articles) + "".join(item.text for item in material.left_out)
    assert sorted("".join(told.split())) == sorted("".join(text.split()))
    assert NewsPage.objects.count() == len(material.articles)


def test_a_pasted_article_becomes_a_draft_with_source_and_day(editor: Client) -> None:
    address = given(editor, "wechat", PASTED)
    assert "公众号的套话" in editor.get(address).content.decode()
    assert editor.post(address, typed(address, editor, **{"article-0-section": "design"})).status_code == 302
    draft = NewsPage.objects.get()
    assert (draft.title, draft.source, str(draft.event_date)) == ("口袋公园开园啦", "示例街道发布", "2031-05-06")
    assert [block.value.source for block in draft.body] == ["<p>公园里的树都挂了名牌。</p>"]


def test_the_second_time_a_text_is_known_and_leads_to_its_page(editor: Client) -> None:
    brought_in(editor)
    address = given(editor, "word", make_report(), name="another-name.docx")
    shown = editor.get(address).content.decode()
    assert "已经导入过" in shown
    assert reverse("wagtailadmin_pages:edit", args=(NewsPage.objects.get().pk,)) in shown
    assert editor.post(address, WORDING | {"article-0-take": "on", "article-0-title": "又一份"}).status_code == 422
    assert NewsPage.objects.count() == 1


def test_a_text_whose_draft_was_deleted_can_be_made_again_when_it_is_asked_for(editor: Client) -> None:
    brought_in(editor)
    NewsPage.objects.get().delete()
    address = given(editor, "word", make_report(), name="report.docx")
    assert editor.post(address, typed(address, editor) | WORDING).status_code == 422
    assert not NewsPage.objects.exists()
    assert editor.post(address, typed(address, editor) | WORDING | {"article-0-take": "on"}).status_code == 302
    assert NewsPage.objects.count() == ImportRecord.objects.count() == 1


def test_drafts_that_nobody_changed_are_taken_back_with_their_pictures_and_can_come_again(editor: Client) -> None:
    done = brought_in(editor)
    assert "删除了 1 篇草稿" in editor.post(done, follow=True).content.decode()
    assert not NewsPage.objects.exists()
    assert not Picture.objects.exists()
    assert "已经导入过" not in editor.get(given(editor, "word", make_report())).content.decode()


def test_taking_back_leaves_what_somebody_changed_and_pictures_that_are_used(editor: Client) -> None:
    done = brought_in(editor)
    draft = NewsPage.objects.get()
    draft.title = "有人改过"
    draft.save_revision()
    assert "有人改过" in editor.post(done, follow=True).content.decode()
    assert NewsPage.objects.get().pk == draft.pk
    assert Picture.objects.count() == 3


@pytest.mark.parametrize("is_draft", [False, True], ids=["page", "unpublished_change"])
def test_a_picture_that_another_page_shows_outlives_taking_back(editor: Client, is_draft: bool) -> None:
    done = brought_in(editor)
    shared = next(block.value["picture"] for block in NewsPage.objects.get().body if block.block_type == "picture")
    other = make_article(picture=None if is_draft else shared)
    if is_draft:
        other.body = [("picture", {"picture": shared, "caption": ""})]
        other.save_revision()
    editor.post(done)
    assert list(Picture.objects.values_list("pk", flat=True)) == [shared.pk]


def test_sending_a_preview_twice_makes_its_drafts_once(editor: Client) -> None:
    address = given(editor, "wechat", PASTED)
    values = typed(address, editor, **{"article-0-section": "design"})
    first = editor.post(address, values)
    again = editor.post(address, values)
    assert NewsPage.objects.count() == 1
    assert (again.status_code, again["Location"]) == (302, first["Location"])


def test_of_two_who_make_the_same_drafts_at_once_the_second_is_told(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = as_("writer")
    mine, theirs = given(editor, "wechat", PASTED), given(writer, "wechat", PASTED)
    values = typed(mine, editor, **{"article-0-section": "design"})

    def meanwhile(*args: Any) -> bool:
        monkeypatch.undo()
        editor.post(mine, values)
        return True

    monkeypatch.setattr("cms.admin.importing._may_use_pictures", meanwhile)
    answer = writer.post(theirs, values)
    assert NewsPage.objects.count() == 1
    assert answer.status_code == 422
    assert "刚刚有人导入了同样的文章" in answer.content.decode()
    assert "已经导入过" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        pytest.param({"article-0-take": False}, "一篇也没有选", id="nothing_chosen"),
        pytest.param({"article-0-slug": "taken"}, "已经有一页在用", id="address_taken"),
        pytest.param({"article-0-section": ""}, "有 1 处要改", id="no_section"),
        pytest.param({"article-0-source": " "}, "有 1 处要改", id="no_source"),
    ],
)
def test_what_is_wrong_in_a_preview_is_said_and_nothing_is_made(
    editor: Client, changes: dict[str, Any], advice: str
) -> None:
    make_article(slug="taken")
    address = given(editor, "wechat", PASTED)
    answer = editor.post(address, typed(address, editor, **({"article-0-section": "design"} | changes)))
    assert answer.status_code == 422
    assert advice in answer.content.decode()
    assert NewsPage.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "content", "others", "advice"),
    [
        pytest.param("word", b"", {}, "没有文字", id="empty"),
        pytest.param("word", b"%PDF-1.7", {}, "不是 Word 文件", id="pdf"),
        pytest.param("word", bytes(21_000_000), {}, "超过了 20 MB", id="huge"),
        pytest.param("newspaper", b"\xff\xfe\x00\x00", {"issue": "2031-01", "source": "报"}, "UTF-8", id="encoding"),
        pytest.param("newspaper", INVENTED_PAGE.read_bytes(), {"issue": "五月", "source": "报"}, "2021-01", id="issue"),
        pytest.param("wechat", "阅读原文\n点赞", {}, "没有粘贴到正文", id="boilerplate"),
    ],
)
def test_material_that_cannot_be_read_is_refused_with_advice_and_not_kept(
    editor: Client, kind: str, content: bytes | str, others: dict[str, str], advice: str
) -> None:
    answer = give(editor, kind, content, **others)
    assert answer.status_code == 422
    assert advice in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "groups", [("moderator",), ("planner",), ("desk",), ("reviewer",)], ids=lambda groups: groups[0]
)
def test_who_may_not_add_articles_sees_no_menu_and_no_page(groups: tuple[str, ...]) -> None:
    client = as_(*groups)
    assert f'"{START}"' not in client.get("/admin/").content.decode()
    assert client.get(START).status_code == 302
    assert give(client, "wechat", PASTED).status_code == 302
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("group", ["writer", "editor", "admin"])
def test_who_may_add_articles_sees_the_menu_and_the_page(group: str) -> None:
    client = as_(group)
    assert f'"{START}"' in client.get("/admin/").content.decode()
    assert client.get(START).status_code == 200


def test_what_waits_belongs_to_who_gave_it(editor: Client) -> None:
    address = given(editor, "word", make_report(), name="report.docx")
    picture = address + "word/media/image1.png"
    assert editor.get(picture)["Content-Type"] == "image/png"
    other = as_("editor")
    assert {other.get(address).status_code, other.get(picture).status_code} == {404}
    assert other.post(address + "drop/").status_code == 404
    assert "report.docx" not in other.get(START).content.decode()
    assert Client().get(picture).status_code == 302


def test_only_pictures_of_a_document_are_sent(editor: Client) -> None:
    address = given(editor, "word", make_report(), name="report.docx")
    for name in ("word/document.xml", "word/media/nothing.png", "../settings.py"):
        assert editor.get(address + name).status_code == 404


def test_material_is_thrown_away_when_it_is_not_wanted_or_too_old(editor: Client) -> None:
    address = given(editor, "word", make_report(), name="report.docx")
    editor.post(address + "drop/")
    assert not ImportRun.objects.exists()
    address = given(editor, "wechat", PASTED)
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=8))
    assert editor.get(address).status_code == 404
    given(editor, "word", make_word("公园小记", "正文。"))
    assert [run.kind for run in ImportRun.objects.all()] == ["word"]


def test_finished_material_is_let_go_of(editor: Client) -> None:
    brought_in(editor)
    assert bytes(ImportRun.objects.get().data) == b""


def test_who_may_add_no_pictures_brings_none_in() -> None:
    client = as_("writer")
    GroupCollectionPermission.objects.filter(group__name="writer").delete()
    address = given(client, "word", make_report(), name="report.docx")
    answer = client.post(address, typed(address, client) | WORDING)
    assert answer.status_code == 422
    assert "没有添加图片的权限" in answer.content.decode()
    assert not NewsPage.objects.exists()


def test_a_preview_asks_the_database_as_often_however_long_the_page_is(django_assert_max_num_queries: Any) -> None:
    user = make_user(groups=("editor",))
    client = Client()
    client.force_login(user)
    run = keep(kind="word", data=make_word(*["公园小记", *["正文。"] * 300]), name="long.docx", user=user)
    with django_assert_max_num_queries(40):
        assert client.get(f"{START}{run.pk}/").status_code == 200
