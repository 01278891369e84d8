"""A PDF becomes slides page by page, whatever it is and whoever is interrupted."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from config.demo.pdf import pdf_of
from media import pdf
from media.models import Material, Slide, SlideSet
from media.slide_making import make_slides, request_slides, retry
from tests.media.slide_files import ENCRYPTED, SPOILT_PAGE, WHOLE, make_material, pages

pytestmark = pytest.mark.django_db


def set_of(material: Material) -> SlideSet:
    return SlideSet.objects.get(material=material)


@pytest.fixture
def worker(settings: Any) -> None:
    """Tasks wait in the database, and the test is the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that were drawn."""
    numbers: list[int] = []
    plain = pdf.read_page

    def noted(document: Any, index: int) -> pdf.DrawnPage:
        numbers.append(index + 1)
        return plain(document, index)

    monkeypatch.setattr(pdf, "read_page", noted)
    return numbers


def test_every_page_has_a_picture_for_a_phone_and_its_text() -> None:
    material = make_material(pdf_of([["一环双轴线", "沿河走一圈"], ["三处湾"]]))
    request_slides(material)
    first, second = Slide.objects.filter(slide_set=material.pk)
    assert (first.number, first.heading, first.search_text) == (1, "一环双轴线", "一环双轴线\n沿河走一圈")
    assert (second.number, second.search_text) == (2, "三处湾")
    assert (first.width, first.height) == (1600, 900)  # 960 × 540 points
    with Image.open(first.image) as image:
        assert (image.format, image.size) == ("WEBP", (1600, 900))
    assert first.image.size < 200_000
    assert set_of(material).for_people() == "处理好了，共 2 页。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "不是完整的 PDF", id="empty"),
        pytest.param(b"not a pdf at all", "不是完整的 PDF", id="no_pdf"),
        pytest.param(WHOLE[:200], "不是完整的 PDF", id="cut_off"),
        pytest.param(pdf_of([]), "不是完整的 PDF", id="no_page"),
        pytest.param(ENCRYPTED, "加了密码", id="encrypted"),
        pytest.param(SPOILT_PAGE, "第 2 页读不出来", id="one_page_spoilt"),
        pytest.param(pages(401), "超过 400 页", id="too_long"),
    ],
)
def test_what_cannot_be_taken_apart_fails_with_a_sentence(data: bytes, sentence: str) -> None:
    material = make_material(data)
    request_slides(material)
    assert set_of(material).status == SlideSet.Status.FAILED
    assert sentence in set_of(material).for_people()


def test_a_file_that_is_gone_fails_with_a_sentence() -> None:
    material = make_material()
    default_storage.delete(material.file.name)
    request_slides(material)
    assert "文件不在了" in set_of(material).for_people()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param((1_000_000, 1_000_000), (1600, 1600), id="kilometres"),
        pytest.param((1, 100_000), (1, 1600), id="a_thread"),
        pytest.param((3, 3), (1600, 1600), id="a_dot"),
    ],
)
def test_a_page_of_absurd_size_becomes_a_picture_of_ours(size: tuple[int, int], expected: tuple[int, int]) -> None:
    with pdf.opened(io.BytesIO(pdf_of([["大"]], size=size))) as document:
        page = pdf.read_page(document, 0)
    assert (page.width, page.height) == Image.open(io.BytesIO(page.image)).size == expected


def test_three_hundred_pages_are_made_a_few_a_task(worker: None, read: list[int]) -> None:
    material = make_material(pages(300))
    sha256 = request_slides(material).sha256
    make_slides(material.pk, sha256)
    assert set_of(material).for_people() == "正在处理：第 10 页，共 300 页。"
    assert read == list(range(1, 11))
    for _task in range(29):
        make_slides(material.pk, sha256)
    assert read == list(range(1, 301))
    assert set_of(material).status == SlideSet.Status.DONE
    assert Slide.objects.get(slide_set=material.pk, number=300).search_text == "页 300"


def kill_at(monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    plain = pdf.read_page

    def killed(document: Any, index: int) -> pdf.DrawnPage:
        if index + 1 == page:
            raise RuntimeError("the worker was ended")
        return plain(document, index)

    monkeypatch.setattr(pdf, "read_page", killed)


def minutes_pass(material: Material) -> None:
    SlideSet.objects.filter(pk=material.pk).update(changed_at=timezone.now() - timedelta(minutes=3))


def test_a_worker_that_was_ended_goes_on_where_it_was(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    material = make_material(pages(5))
    sha256 = request_slides(material).sha256
    with monkeypatch.context() as killing:
        kill_at(killing, 3)
        with pytest.raises(RuntimeError):
            make_slides(material.pk, sha256)
    before = list(Slide.objects.values_list("pk", flat=True))
    call_command("resume_slides")
    assert set_of(material).status == SlideSet.Status.WORKING  # a moment ago: perhaps it works
    minutes_pass(material)
    call_command("resume_slides")
    assert set_of(material).status == SlideSet.Status.WAITING
    make_slides(material.pk, sha256)
    assert set_of(material).status == SlideSet.Status.DONE
    assert list(Slide.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert list(Slide.objects.values_list("pk", flat=True))[:2] == before


def test_a_page_that_ends_the_worker_each_time_is_given_up(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    material = make_material(pages(5))
    sha256 = request_slides(material).sha256
    kill_at(monkeypatch, 3)
    for _try in range(4):
        with pytest.raises(RuntimeError):
            make_slides(material.pk, sha256)
        minutes_pass(material)
        call_command("resume_slides")
    assert "第 3 页读不出来" in set_of(material).for_people()


def test_two_workers_at_once_make_each_page_once(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    material = make_material(pages(3))
    sha256 = request_slides(material).sha256
    plain = pdf.read_page
    others: list[int] = []

    def while_another_works(document: Any, index: int) -> pdf.DrawnPage:
        if not others:
            others.append(index)
            make_slides(material.pk, sha256)
        return plain(document, index)

    monkeypatch.setattr(pdf, "read_page", while_another_works)
    make_slides(material.pk, sha256)
    assert list(Slide.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert set_of(material).status == SlideSet.Status.DONE


def replace_file(material: Material, data: bytes) -> None:
    material.file.save("other.pdf", ContentFile(data))


def test_the_pages_of_an_earlier_file_go(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    material = make_material(pages(3, "旧"))
    request_slides(material)
    old = [slide.image.name for slide in Slide.objects.all()]
    replace_file(material, pages(2, "新"))
    with django_capture_on_commit_callbacks(execute=True):
        request_slides(material)
    assert [slide.search_text for slide in Slide.objects.all()] == ["新 1", "新 2"]
    assert not any(default_storage.exists(name) for name in old)


def test_a_task_for_an_earlier_file_does_nothing(worker: None) -> None:
    material = make_material(pages(2, "旧"))
    old = request_slides(material).sha256
    replace_file(material, pages(2, "新"))
    request_slides(material)
    make_slides(material.pk, old)
    assert not Slide.objects.exists()


def test_the_same_file_twice_is_made_once(read: list[int]) -> None:
    material = make_material(pages(2))
    request_slides(material)
    replace_file(material, pages(2))
    request_slides(material)
    assert read == [1, 2]


def test_what_failed_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    material = make_material(pages(3))
    with monkeypatch.context() as spoilt:
        spoilt.setattr(pdf, "read_page", lambda document, index: (_ for _ in ()).throw(pdf.UnreadablePage("no")))
        request_slides(material)
    assert set_of(material).status == SlideSet.Status.FAILED
    retry(set_of(material))
    assert set_of(material).status == SlideSet.Status.DONE


def test_what_did_not_fail_is_not_tried_again(read: list[int]) -> None:
    material = make_material(pages(2))
    retry(request_slides(material))
    assert read == [1, 2]
