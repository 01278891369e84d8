"""``manage.py import_newspaper``: what it says, what it writes, and how it refuses."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.models import ImportRecord, NewsPage
from tests.cms.newspaper_pages import INVENTED_PAGE
from tests.cms.site_tree import make_news_index

pytestmark = pytest.mark.django_db

PAGE = "引题在这里\n\n河边新灯亮起来\n\n1月8日下午，居民沿着河走了一圈，看了新装的灯。\n\n大家都说亮了不少。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return path


def run(file: Path | str, *options: str, issue: str = "2021-01") -> str:
    out = StringIO()
    call_command("import_newspaper", str(file), "--issue", issue, *options, stdout=out, no_color=True)
    return out.getvalue()


def test_it_makes_drafts_and_says_where(file: Path) -> None:
    make_news_index()
    said = run(file)
    draft = NewsPage.objects.get()
    assert (draft.title, draft.source, draft.live) == ("河边新灯亮起来", "社区报", False)
    assert "新建草稿 1 篇" in said
    assert f"/news/{draft.slug}/" in said


def test_the_source_can_be_named(file: Path) -> None:
    make_news_index()
    run(file, "--source", "曹杨社区报")
    assert NewsPage.objects.get().source == "曹杨社区报"


def test_white_space_around_a_source_is_not_kept(file: Path) -> None:
    make_news_index()
    run(file, "--source", " 曹杨社区报\u3000")
    assert NewsPage.objects.get().source == "曹杨社区报"


def test_a_source_as_long_as_a_page_can_store_is_kept(file: Path) -> None:
    make_news_index()
    run(file, "--source", "报" * 100)
    assert NewsPage.objects.get().source == "报" * 100


@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["import", "dry run"])
@pytest.mark.parametrize("source", ["", " ", "\u3000\n", "报" * 101], ids=["empty", "space", "wide space", "too long"])
def test_a_source_that_no_page_can_store_is_refused(file: Path, source: str, options: tuple[str, ...]) -> None:
    make_news_index()
    with pytest.raises(CommandError, match="不能空着，也不能超过 100 个字"):
        run(file, "--source", source, *options)
    assert not NewsPage.objects.exists()
    assert not ImportRecord.objects.exists()


def test_a_dry_run_shows_every_article_and_writes_nothing(file: Path) -> None:
    make_news_index()
    said = run(file, "--dry-run")
    for part in ("引题在这里", "河边新灯亮起来", "1月8日下午", "亮了不少。", "2021-01-08", "什么也没有写入"):
        assert part in said
    assert not NewsPage.objects.exists()
    assert not ImportRecord.objects.exists()


def test_a_dry_run_needs_no_place_for_news(file: Path) -> None:
    assert "河边新灯亮起来" in run(file, "--dry-run")


def test_a_dry_run_marks_what_is_not_certain() -> None:
    said = run(INVENTED_PAGE, "--dry-run", issue="2030-03")
    assert "待核对：" in said


def test_a_second_run_says_that_everything_is_there(file: Path) -> None:
    make_news_index()
    run(file)
    assert "以前导入过" in run(file, "--dry-run")
    assert "新建草稿 0 篇，以前导入过 1 篇" in run(file)
    assert NewsPage.objects.count() == 1


def test_a_page_in_gbk_is_read_as_well(tmp_path: Path) -> None:
    make_news_index()
    path = tmp_path / "gbk.txt"
    path.write_bytes(PAGE.encode("gbk"))
    run(path)
    assert NewsPage.objects.get().title == "河边新灯亮起来"


@pytest.mark.parametrize(
    ("content", "issue", "advice"),
    [
        pytest.param(b"", "2021-01", "没有文字", id="empty"),
        pytest.param(b"%PDF-1.7 ...", "2021-01", "PDF", id="pdf"),
        pytest.param("只有一段话，后面什么也没有了。".encode(), "2021-01", "没有找到文章", id="no_article"),
        pytest.param(PAGE.encode(), "2021年1月", "2021-01", id="issue"),
        pytest.param(PAGE.encode(), "2021-13", "2021-01", id="month"),
    ],
)
def test_a_refusal_says_in_chinese_what_to_do(tmp_path: Path, content: bytes, issue: str, advice: str) -> None:
    make_news_index()
    path = tmp_path / "page"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=advice) as refusal:
        run(path, issue=issue)
    assert refusal.value.returncode == 1
    assert not NewsPage.objects.exists()


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件"):
        run(tmp_path / "nothing.txt")
    with pytest.raises(CommandError, match="文件夹"):
        run(tmp_path)


def test_without_a_news_index_it_says_what_to_make_first(file: Path) -> None:
    with pytest.raises(CommandError, match="新建“新闻”栏目"):
        run(file)
    assert not ImportRecord.objects.exists()
