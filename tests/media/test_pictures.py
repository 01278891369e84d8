"""What comes in as a picture is one, says what it shows, and leaves without what the camera wrote."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseModelForm
from django.test import Client
from PIL import Image
from pytest_django import Settings
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from media.models import Picture
from residents.models import User
from tests.factories import make_user
from tests.media import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> User:
    return make_user(groups=("editor",))


def form_with(editor: User, name: str, content: bytes, mime: str = "image/png", alt: str = "环浜的桥") -> BaseModelForm:
    typed = {
        "title": "桥",
        "alt": alt,
        "credit": "",
        "collection": str(Collection.get_first_root_node().pk),
        "tags": "",
    }
    return get_image_form(Picture)(typed, {"file": SimpleUploadedFile(name, content, mime)}, user=editor)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.webp", "WEBP"), ("a.gif", "GIF")]
)
def test_a_picture_is_taken(editor: User, name: str, kind: str) -> None:
    assert form_with(editor, name, files.picture(kind)).errors == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.png", files.HTML, id="html_as_png"),
        pytest.param("a.png", files.SVG, id="svg_as_png"),
        pytest.param("a.jpg", files.picture("PNG"), id="png_as_jpg"),
        pytest.param("a.svg", files.SVG, id="svg"),
        pytest.param("a.html", files.picture("PNG"), id="png_as_html"),
        pytest.param("a.bmp", files.picture("BMP"), id="bmp"),
        pytest.param("a.png", b"", id="empty"),
        pytest.param("a.png", files.picture("PNG")[:60], id="cut_off"),
        pytest.param("a.png.html", files.HTML, id="two_endings"),
    ],
)
def test_what_is_not_a_picture_of_ours_is_refused(editor: User, name: str, content: bytes) -> None:
    form = form_with(editor, name, content)
    assert list(form.errors) == ["file"]


@pytest.mark.parametrize("size", [(7746, 7746), (30_000, 30_000), (60_000_001, 1)], ids=["just_over", "huge", "a_line"])
def test_a_picture_of_more_than_sixty_million_pixels_is_refused(editor: User, size: tuple[int, int]) -> None:
    form = form_with(editor, "a.png", files.png_that_says_it_is(*size))
    assert list(form.errors) == ["file"]


def test_a_file_over_the_limit_is_refused(editor: User, settings: Settings) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    assert list(form_with(editor, "a.png", files.picture(size=(500, 500))).errors) == ["file"]


@pytest.mark.parametrize("alt", ["", "   "])
def test_a_picture_says_what_it_shows(editor: User, alt: str) -> None:
    assert list(form_with(editor, "a.png", files.picture(), alt=alt).errors) == ["alt"]


def make_picture(content: bytes, name: str = "a.jpg") -> Picture:
    file = SimpleUploadedFile(name, content)
    image = Image.open(io.BytesIO(content))
    return Picture.objects.create(title="桥", alt="环浜的桥", file=file, width=image.width, height=image.height)


def test_what_it_shows_is_said_wherever_it_stands() -> None:
    tag = make_picture(files.picture("JPEG")).get_rendition("width-32").img_tag()
    assert 'alt="环浜的桥"' in tag


@pytest.mark.parametrize("spec", ["width-32", "width-32|format-webp", "original", "fill-20x20|format-jpeg"])
def test_where_a_photograph_was_taken_does_not_leave_with_it(spec: str) -> None:
    content = files.photograph()
    assert 0x8825 in Image.open(io.BytesIO(content)).getexif()
    with make_picture(content).get_rendition(spec).file.open() as file:
        assert dict(Image.open(file).getexif()) == {}


def test_a_rendition_is_public_and_its_original_is_not(client: Client) -> None:
    picture = make_picture(files.picture("JPEG"))
    assert client.get(picture.get_rendition("width-32").url).status_code == 200
    assert client.get(picture.file.url).status_code == 404


def test_an_upload_in_the_back_office_without_its_alt_text_waits_for_it(client: Client, editor: User) -> None:
    client.force_login(editor)
    answer = client.post(
        "/admin/images/multiple/add/",
        {"title": "a.png", "files[]": SimpleUploadedFile("a.png", files.picture(), "image/png"), "collection": "1"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"]
    assert not Picture.objects.exists()
