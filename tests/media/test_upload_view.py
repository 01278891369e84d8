"""What is in ``var/media`` leaves it only as a picture of ours or as a download, and much of it not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.users.models import UserProfile

from tests.factories import make_user

pytestmark = pytest.mark.django_db

PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 400


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of uploads with a secret beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for folder in ("images", "original_images", "documents", "uploads"):
        (settings.MEDIA_ROOT / folder).mkdir(parents=True)
        (settings.MEDIA_ROOT / folder / "a.png").write_bytes(PIXEL)
    (tmp_path / "secret-key").write_text("hush")
    return settings.MEDIA_ROOT


def test_a_rendition_is_shown_to_everyone_for_a_day_and_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/media/images/a.png")
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)) == (200, "image/png", PIXEL)
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert "Vary" not in answer
    assert not answer["Content-Disposition"].startswith("attachment")


def test_an_upload_can_do_nothing_in_a_browser_that_opens_it(client: Client) -> None:
    answer = client.get("/media/images/a.png")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.js", "a.pdf", "a.xml", "a", "a.png.html", "a.svgz"])
def test_what_is_not_a_picture_of_ours_is_a_download(client: Client, uploads: Path, name: str) -> None:
    (uploads / "images" / name).write_text("<script>alert(1)</script>")
    answer = client.get(f"/media/images/{name}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "path",
    [
        "documents/a.png", "uploads/a.png", "a.png", "images", "images/", "images/missing.png", "images/a.png/", "./", "..",
        "images/../documents/a.png", "images/..%2fdocuments/a.png", "images/%2e%2e/documents/a.png", "../secret-key",
        "images/../../secret-key", "images/..%2f..%2fsecret-key", "%2fetc%2fpasswd", "/etc/passwd", "images%00/a.png",
        "images/a.png%00.html", "images/" + "x" * 300 + ".png", "images\\..\\..\\secret-key", "imagesx/a.png",
    ],
)  # fmt: skip
def test_nothing_else_is_there(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code in (301, 404)


def test_a_link_that_leads_out_of_its_folder_is_not_followed(client: Client, uploads: Path) -> None:
    (uploads / "images" / "out.png").symlink_to(uploads.parent / "secret-key")
    (uploads / "images" / "across.png").symlink_to(uploads / "documents" / "a.png")
    (uploads / "images" / "folder").symlink_to(uploads / "documents")
    for name in ("out.png", "across.png", "folder/a.png"):
        assert client.get(f"/media/images/{name}").status_code == 404


def test_the_whole_folder_of_uploads_may_be_a_link_to_another_disk(
    client: Client, settings: Settings, uploads: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(uploads)
    settings.MEDIA_ROOT = tmp_path / "link"
    assert client.get("/media/images/a.png").status_code == 200


def test_originals_are_for_the_back_office_and_kept_by_nobody() -> None:
    path = "/media/original_images/a.png"
    editor, resident = Client(), Client()
    editor.force_login(make_user(groups=("editor",)))
    resident.force_login(make_user())
    assert [c.get(path).status_code for c in (Client(), resident, editor)] == [404, 404, 200]
    assert editor.get(path)["Cache-Control"] == "private, no-store"


def test_the_portrait_of_somebody_of_the_back_office_is_for_the_back_office() -> None:
    writer, editor, resident = make_user(groups=("writer",)), Client(), Client()
    portrait = ContentFile(PIXEL, name="像.png")
    path = UserProfile.objects.create(user=writer, avatar=portrait).avatar.url
    assert path.startswith("/media/avatar_images/")
    editor.force_login(make_user(groups=("editor",)))
    resident.force_login(make_user())
    assert [c.get(path).status_code for c in (Client(), resident, editor)] == [404, 404, 200]
    answer = editor.get(path)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "private, no-store")


def test_head_says_the_same_without_the_bytes(client: Client) -> None:
    head, get = client.head("/media/images/a.png"), client.get("/media/images/a.png")
    assert head.status_code == 200
    for name in ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control"):
        assert head[name] == get[name]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_written_here(client: Client, method: str) -> None:
    assert getattr(client, method)("/media/images/a.png").status_code == 405


def test_who_has_it_already_is_not_sent_it_again(client: Client) -> None:
    first = client.get("/media/images/a.png")
    for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get("/media/images/a.png", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "public, max-age=86400"


def test_another_file_under_the_name_is_sent_again(client: Client, uploads: Path) -> None:
    tag = client.get("/media/images/a.png")["ETag"]
    (uploads / "images/a.png").write_bytes(PIXEL + b"!")
    assert client.get("/media/images/a.png", headers={"if-none-match": tag}).status_code == 200


def test_a_picture_is_not_compressed_a_second_time(client: Client) -> None:
    answer = client.get("/media/images/a.png", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert answer["Content-Length"] == str(len(PIXEL))


def test_a_web_server_in_front_is_told_the_quoted_name_and_sends_the_file(
    client: Client, settings: Settings, uploads: Path
) -> None:
    settings.MEDIA_ACCEL_LOCATION = "/internal-media/"
    (uploads / "images" / "环浜 %41?.png").write_bytes(PIXEL)
    answer = client.get("/media/images/%E7%8E%AF%E6%B5%9C%20%2541%3F.png")
    assert answer["X-Accel-Redirect"] == "/internal-media/images/%E7%8E%AF%E6%B5%9C%20%2541%3F.png"
    assert answer.content == b""
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_web_server_in_front_is_not_told_what_is_private(client: Client, settings: Settings) -> None:
    settings.MEDIA_ACCEL_LOCATION = "/internal-media/"
    for path in ("documents/a.png", "images/../documents/a.png", "images/missing.png"):
        assert "X-Accel-Redirect" not in client.get(f"/media/{path}")


def test_no_header_can_be_smuggled_in_by_a_name(client: Client, settings: Settings, uploads: Path) -> None:
    settings.MEDIA_ACCEL_LOCATION = "/internal-media/"
    (uploads / "images" / "a\r\nSet-Cookie: x=1.png").write_bytes(PIXEL)
    answer = client.get("/media/images/a%0d%0aSet-Cookie:%20x=1.png")
    assert os.linesep not in answer.get("X-Accel-Redirect", "")
    assert "Set-Cookie" not in answer.headers
