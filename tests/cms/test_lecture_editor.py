"""What an editor types and uploads for a lecture: taken, or refused with a sentence at its place."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import LecturePage
from config.demo.pdf import pdf_of
from media.models import Cue, Material, Recording, Slide, SlideSet
from tests.cms.lecture_files import CAPTIONS, make_recording, make_slides
from tests.cms.site_tree import make_lecture
from tests.factories import make_proposal, make_user
from tests.media.slide_files import make_material

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    return client


def save(
    editor: Client, lecture: LecturePage, *, moments: tuple[dict[str, Any], ...] = (), people: Any = (), **fields: Any
) -> str:
    """Publish what is typed and return the editor's answer; empty when it was taken."""
    typed = {"title": lecture.title, "slug": lecture.slug, "body": streamfield([]), "action-publish": "yes"}
    parts = {name: inline_formset(rows) for name, rows in (("moments", moments), ("people", people))}
    parts |= {name: inline_formset([]) for name in ("photos", "links", "comments")}
    address = reverse("wagtailadmin_pages:edit", args=(lecture.pk,))
    answer = editor.post(address, nested_form_data(typed | parts | fields))
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_pdf_that_is_chosen_becomes_slides_and_is_not_made_twice(editor: Client) -> None:
    material, lecture = make_material(pdf_of([["甲"], ["乙"]])), make_lecture()
    assert save(editor, lecture, slides=material.pk) == ""
    made = list(Slide.objects.values_list("pk", "search_text"))
    assert [text for _pk, text in made] == ["甲", "乙"]
    assert save(editor, lecture, slides=material.pk) == ""
    assert list(Slide.objects.values_list("pk", "search_text")) == made


def test_slides_that_are_no_pdf_are_refused(editor: Client) -> None:
    sheet = Material.objects.create(title="表", file=SimpleUploadedFile("table.xlsx", b"PK"))
    assert "幻灯片要选 PDF 文件" in save(editor, make_lecture(), slides=sheet.pk)
    assert not SlideSet.objects.exists()


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param({"slide": 4}, "一共 3 页", id="beyond_the_last_slide"),
        pytest.param({"slide": 0}, "一共 3 页", id="slide_nought"),
        pytest.param({"chapter": 3}, "一共 2 章", id="beyond_the_last_chapter"),
        pytest.param({"slide": 1, "chapter": 1}, "只填一个", id="both"),
        pytest.param({}, "只填一个", id="neither"),
    ],
)
def test_a_moment_that_is_not_there_is_refused(editor: Client, moment: dict[str, int], said: str) -> None:
    lecture, proposal = make_lecture(), make_proposal()
    files = {"slides": make_slides().pk, "recording": make_recording().pk}
    row = {"slide": "", "chapter": "", "proposal": proposal.pk} | moment
    assert said in save(editor, lecture, moments=(row,), **files)
    assert not lecture.moments.exists()


def test_a_moment_that_is_there_is_taken(editor: Client) -> None:
    lecture, proposal = make_lecture(), make_proposal()
    row = {"slide": 3, "chapter": "", "proposal": proposal.pk}
    assert save(editor, lecture, moments=(row,), slides=make_slides().pk) == ""
    assert lecture.moments.get().proposal == proposal


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"capacity": 20}, "请填开始时间", id="no_day"),
        pytest.param({"takes_questions": "on"}, "请填开始时间", id="no_day_to_ask"),
        pytest.param({"starts_at": "2031-03-04 14:00", "ends_at": "2031-03-04 14:00"}, "在开始时间之后", id="ends"),
        pytest.param(
            {"starts_at": "2031-03-04 14:00", "registration_closes_at": "2031-03-04 14:01"}, "最晚到开讲", id="late"
        ),
        pytest.param(
            {"starts_at": "2031-03-04 14:00", "registration_opens_at": "2031-03-04 14:00"}, "在截止之前", id="opens"
        ),
    ],
)
def test_times_that_cannot_be_are_refused(editor: Client, fields: dict[str, Any], said: str) -> None:
    lecture = make_lecture(starts_at=None)
    assert said in save(editor, lecture, **fields)
    lecture.refresh_from_db()
    assert lecture.starts_at is None


def test_times_one_after_the_other_are_taken(editor: Client) -> None:
    lecture = make_lecture(starts_at=None)
    day = "2031-03-04 "
    times: dict[str, Any] = {
        "starts_at": day + "14:00",
        "ends_at": day + "15:00",
        "registration_closes_at": day + "14:00",
    }
    assert save(editor, lecture, capacity=20, registration_opens_at=day + "09:00", **times) == ""
    lecture.refresh_from_db()
    assert (lecture.capacity, lecture.registration_ends) == (20, lecture.starts_at)


def test_two_hosts_are_refused(editor: Client) -> None:
    lecture = make_lecture()
    host = {"role": "host", "person": ""}
    people = (host | {"typed_name": "甲"}, host | {"typed_name": "乙"})
    assert "一讲只有一位主持" in save(editor, lecture, people=people)
    assert save(editor, lecture, people=people[:1]) == ""


def test_a_document_that_is_replaced_has_its_slides_made_anew(editor: Client) -> None:
    material = make_slides()
    other = SimpleUploadedFile("other.pdf", pdf_of([["另一份"]]))
    editor.post(reverse("wagtaildocs:edit", args=(material.pk,)), {"title": "讲义", "file": other, "collection": 1})
    assert list(Slide.objects.values_list("search_text", flat=True)) == ["另一份"]


def test_a_document_that_is_no_slides_stays_one(editor: Client) -> None:
    material = make_material()
    other = SimpleUploadedFile("other.pdf", pdf_of([["另一份"]]))
    editor.post(reverse("wagtaildocs:edit", args=(material.pk,)), {"title": "讲义", "file": other, "collection": 1})
    assert not SlideSet.objects.exists()


def upload(editor: Client, **fields: Any) -> str:
    values = {"title": "录音", "file": SimpleUploadedFile("talk.mp3", b"sound"), "duration": 4, "collection": 1}
    return editor.post(reverse("wagtailmedia:add", args=("audio",)), values | fields).content.decode()


def test_a_recording_with_captions_is_taken(editor: Client) -> None:
    upload(editor, captions=SimpleUploadedFile("talk.vtt", CAPTIONS.encode()), chapters="0:00 开场")
    assert Recording.objects.get().file.name.startswith("recordings/")
    assert list(Cue.objects.values_list("number", "begins_ms", "search_text")) == [
        (1, 0, "枫林里有一条小径"),
        (2, 2000, "再往前是水杉"),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param(
            {"captions": CAPTIONS.replace("00:02.000 --> 00:04", "00:02 --> 00:04")}, "第 6 行的时间", id="captions"
        ),
        pytest.param({"chapters": "0:00 开场\n水杉"}, "章节第 2 行", id="chapters"),
    ],
)
def test_broken_captions_and_chapters_are_refused_with_their_line(
    editor: Client, fields: dict[str, str], said: str
) -> None:
    files = {"captions": SimpleUploadedFile("talk.vtt", fields["captions"].encode())} if "captions" in fields else {}
    assert said in upload(editor, **(fields | files))
    assert not Recording.objects.exists()
