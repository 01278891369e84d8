"""Slides, recordings and moments of a lecture: read, found, pointed at, and public only while the lecture is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from cms.lecture_material import published_cues, published_slides
from cms.models import LecturePage, LecturePerson, LecturePhoto, Moment
from config.demo.pdf import pdf_of
from media.models import Slide, SlideSet
from media.slide_making import request_slides
from tests.cms.lecture_files import SOUND, make_full_lecture, make_recording, make_slides
from tests.cms.site_tree import make_lecture, make_person, make_picture, read, tags_on
from tests.cms.test_pages_queries import queries
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db


def status_of(path: str, client: Client | None = None) -> int:
    return (client or Client()).get(path).status_code


def test_each_slide_has_an_address_with_its_place_picture_and_text() -> None:
    lecture = make_full_lecture()
    page = read(f"{lecture.address}slides/2/")
    assert "第 2 页，共 3 页" in page
    assert "环浜的话2" in page
    assert 'rel="prev" href="../1/"' in page
    assert 'rel="next" href="../3/"' in page
    assert Slide.objects.get(number=2).image.url in page
    assert 'width="1600" height="900"' in page


@pytest.mark.parametrize("path", ["slides/", "slides/0/", "slides/4/", "slides/02/", "slides/x/", "slides/1/1/"])
def test_what_is_no_slide_is_missing(path: str) -> None:
    assert status_of(make_full_lecture().address + path) == 404


def test_the_first_and_the_last_slide_end_the_way() -> None:
    lecture = make_full_lecture()
    assert 'rel="prev"' not in read(f"{lecture.address}slides/1/")
    assert 'rel="next"' not in read(f"{lecture.address}slides/3/")


def test_a_lecture_leads_to_all_its_slides() -> None:
    lecture = make_full_lecture()
    page = read(lecture.address)
    assert "共 3 页" in page
    assert all(f'href="{lecture.address}slides/{number}/"' in page for number in (1, 2, 3))


def test_slides_that_are_being_made_or_failed_are_not_shown() -> None:
    lecture = make_full_lecture()
    for status in (SlideSet.Status.WAITING, SlideSet.Status.WORKING, SlideSet.Status.FAILED):
        SlideSet.objects.update(status=status)
        assert "slides/1/" not in read(lecture.address)
        assert status_of(f"{lecture.address}slides/1/") == 404


def files_of(lecture: LecturePage) -> list[str]:
    recording = lecture.recording
    assert recording is not None
    return [Slide.objects.all()[0].image.url, recording.file.url, recording.captions.url]


def test_files_are_public_while_the_lecture_is() -> None:
    lecture = make_full_lecture()
    assert [status_of(url) for url in files_of(lecture)] == [200, 200, 200]
    lecture.unpublish()
    assert [status_of(url) for url in files_of(lecture)] == [404, 404, 404]
    assert status_of(f"{lecture.address}slides/1/") == 404
    staff = Client()
    staff.force_login(make_user(groups=("editor",)))
    answers = [staff.get(url) for url in files_of(lecture)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all(answer["Cache-Control"] == "private, no-store" for answer in answers)
    resident = Client()
    resident.force_login(make_user())
    assert [status_of(url, resident) for url in files_of(lecture)] == [404, 404, 404]


def test_files_that_no_lecture_shows_are_not_public() -> None:
    make_slides()
    assert status_of(Slide.objects.all()[0].image.url) == 404
    assert status_of(make_recording().file.url) == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        pytest.param("bytes=0-3", 206, SOUND[:4], "bytes 0-3/1024", id="first"),
        pytest.param("bytes=1000-", 206, SOUND[1000:], "bytes 1000-1023/1024", id="from"),
        pytest.param("bytes=-24", 206, SOUND[-24:], "bytes 1000-1023/1024", id="last"),
        pytest.param("bytes=1000-9999", 206, SOUND[1000:], "bytes 1000-1023/1024", id="beyond_the_end"),
        pytest.param("bytes=1024-", 416, b"", "bytes */1024", id="after_the_end"),
        pytest.param("bytes=5-2", 200, SOUND, None, id="backwards"),
        pytest.param("bytes=0-1,4-5", 200, SOUND, None, id="several"),
        pytest.param("lines=1-2", 200, SOUND, None, id="another_unit"),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked: str, status: int, part: bytes, said: str | None) -> None:
    lecture = make_full_lecture()
    answer = Client().get(files_of(lecture)[1], headers={"range": asked})
    assert answer.status_code == status
    assert answer.getvalue() == part
    assert answer.get("Content-Range") == said
    assert answer["Content-Type"] == "audio/mpeg" or status == 416


def test_a_part_of_another_version_is_not_mixed_in() -> None:
    url = files_of(make_full_lecture())[1]
    etag = Client().get(url)["ETag"]
    assert Client().get(url, headers={"range": "bytes=0-3", "if-range": etag}).status_code == 206
    assert Client().get(url, headers={"range": "bytes=0-3", "if-range": '"other"'}).status_code == 200


def test_the_web_server_in_front_is_left_to_read_the_part(settings: Any) -> None:
    settings.MEDIA_ACCEL_LOCATION = "/internal/"
    answer = Client().get(files_of(make_full_lecture())[1], headers={"range": "bytes=0-3"})
    assert answer.status_code == 200
    assert answer["X-Accel-Redirect"].startswith("/internal/recordings/")


def test_a_recording_has_captions_chapters_and_a_transcript_with_times() -> None:
    lecture = make_full_lecture()
    recording = lecture.recording
    assert recording is not None
    page = read(lecture.address)
    assert f'<track kind="captions" src="{recording.captions.url}"' not in page  # a sound has nowhere to show them
    assert f'href="{recording.file.url}#t=2"' in page
    assert "枫林里有一条小径" in page
    assert 'id="cue-2" data-from="2.000" data-to="4.000"' in page
    lecture.recording = make_recording(type="video", file=ContentFile(b"film", name="talk.mp4"))
    lecture.save()
    assert '<track kind="captions"' in read(lecture.address)


def test_a_typed_transcript_stands_where_there_are_no_captions() -> None:
    lecture = make_full_lecture(recording=make_recording(captions="", transcript="第一段话。\n第二段话。"))
    page = read(lecture.address)
    assert "<p>第一段话。</p><p>第二段话。</p>" in page
    assert 'id="cue-1"' not in page


def test_a_lecture_is_found_by_its_slides_and_by_what_was_said() -> None:
    lecture = make_full_lecture()
    for word in ("环浜的话3", "水杉", "枫林里有一条小径"):
        assert lecture.address in read(f"/search/?q={word}")


def test_a_lecture_is_found_by_slides_that_are_made_later() -> None:
    material = make_slides()
    lecture = make_lecture(slides=material)
    material.file.save("new.pdf", ContentFile(pdf_of([["银杏"]])))
    request_slides(material)
    # The lecture itself, beside its slide.
    assert f'href="{lecture.address}"' in read("/search/?q=银杏")
    assert lecture.address not in read("/search/?q=环浜的话1")


def test_published_slides_and_captions_say_where_they_stand() -> None:
    lecture, draft = make_full_lecture(), make_lecture(live=False)
    draft.slides, draft.recording = lecture.slides, lecture.recording
    draft.save()
    slides, cues = list(published_slides()), list(published_cues())
    assert [(slide.place, slide.lecture_title) for slide in slides] == [
        (f"{lecture.url_path}slides/{number}/", lecture.title) for number in (1, 2, 3)
    ]
    assert [cue.place for cue in cues] == [f"{lecture.url_path}#cue-{number}" for number in (1, 2)]
    assert cues[1].search_text == "再往前是水杉"
    lecture.unpublish()
    assert not published_slides().exists()
    assert not published_cues().exists()


def test_a_moment_leads_to_the_proposal_and_the_proposal_to_the_moment() -> None:
    slide, chapter = make_proposal(title="一环"), make_proposal(title="水杉林")
    lecture = make_full_lecture(Moment(slide=2, proposal=slide), Moment(chapter=2, proposal=chapter))
    page = read(lecture.address)
    assert f'href="{lecture.address}slides/2/"' in page
    assert slide.get_absolute_url() in read(f"{lecture.address}slides/2/")
    assert slide.get_absolute_url() not in read(f"{lecture.address}slides/1/")
    assert f'href="{chapter.get_absolute_url()}"' in page
    for proposal, where in ((slide, "slides/2/"), (chapter, "#chapter-2")):
        said = read(proposal.get_absolute_url())
        assert "这一段讲的就是这里" in said
        assert f'href="{lecture.address}{where}"' in said


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda lecture: lecture.unpublish(), id="lecture_taken_back"),
        pytest.param(lambda lecture: SlideSet.objects.update(status="working"), id="slides_being_made"),
        pytest.param(lambda lecture: SlideSet.objects.update(pages=1), id="no_such_slide"),
    ],
)
def test_a_proposal_points_at_no_moment_that_is_not_there(spoil: Callable[[LecturePage], Any]) -> None:
    proposal = make_proposal()
    spoil(make_full_lecture(Moment(slide=2, proposal=proposal)))
    assert "这一段讲的就是这里" not in read(proposal.get_absolute_url())


def test_a_moment_of_a_proposal_that_is_not_public_is_not_shown() -> None:
    proposal = make_proposal(title="还没公布的一处", live=False)
    lecture = make_full_lecture(Moment(slide=2, proposal=proposal))
    assert "还没公布的一处" not in read(lecture.address) + read(f"{lecture.address}slides/2/")


@pytest.mark.parametrize("fields", [{}, {"slide": 1, "chapter": 1}], ids=["neither", "both"])
def test_a_moment_is_a_slide_or_a_chapter(fields: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="只填一个"):
        Moment(lecture=make_lecture(), proposal=make_proposal(), **fields).full_clean()


def test_a_proposal_is_forgotten_when_a_moment_comes_or_goes(forgotten: set[str], in_commit: Any) -> None:
    proposal = make_proposal()
    lecture = make_full_lecture()
    with in_commit():
        moment = Moment.objects.create(lecture=lecture, slide=1, proposal=proposal)
    assert f"proposal:{proposal.pk}" in forgotten
    forgotten.clear()
    with in_commit():
        moment.delete()
    assert f"proposal:{proposal.pk}" in forgotten


def test_what_showed_slides_is_forgotten_when_they_change(forgotten: set[str], in_commit: Any) -> None:
    lecture = make_full_lecture(Moment(slide=1, proposal=(proposal := make_proposal())))
    material = lecture.slides
    assert material is not None
    assert f"slides:{material.pk}" in tags_on(lecture.address) & tags_on(f"{lecture.address}slides/1/")
    with in_commit():
        material.file.save("new.pdf", ContentFile(pdf_of([["新"]])))
        request_slides(material)
    assert {f"slides:{material.pk}", f"proposal:{proposal.pk}", "search", "sitemap"} <= forgotten


def test_people_with_a_page_and_typed_ones_are_named_and_drafts_are_not() -> None:
    host, draft = make_person(title="甲先生", office="教授"), make_person(title="草稿人", live=False)
    lecture = make_lecture(
        people=[
            LecturePerson(role="host", person=host),
            LecturePerson(person=draft),
            LecturePerson(typed_name="乙女士（居民）"),
        ]
    )
    for page in (read(lecture.address), read("/lectures/")):
        assert "乙女士（居民）" in page
        assert "草稿人" not in page
    assert f'<a href="{host.address}">甲先生</a>（教授）' in read(lecture.address)
    assert f'href="{lecture.address}"' in read(host.address)
    assert lecture.address in read("/search/?q=乙女士")


def test_a_lecture_has_one_host() -> None:
    lecture = make_lecture(host="甲")
    with pytest.raises(ValidationError, match="一讲只有一位主持"):
        LecturePerson(lecture=lecture, role="host", typed_name="乙").full_clean()


def test_lectures_are_forgotten_when_a_person_changes_and_people_when_a_lecture_does(
    forgotten: set[str], in_commit: Any
) -> None:
    person = make_person()
    lecture = make_lecture(people=[LecturePerson(person=person)])
    with in_commit():
        person.save_revision().publish()
    assert forgotten & tags_on(lecture.address)
    forgotten.clear()
    with in_commit():
        lecture.save_revision().publish()
    assert "lectures" in forgotten & tags_on(person.address)


def test_photographs_stand_below_with_their_alternative() -> None:
    picture = make_picture(alt="一屋子的人在听")
    lecture = make_lecture(photos=[LecturePhoto(picture=picture, caption="现场")])
    page = read(lecture.address)
    assert 'alt="一屋子的人在听"' in page
    assert "现场" in page


def test_a_lecture_with_all_material_asks_thirteen_times_at_most() -> None:
    lecture = make_full_lecture(
        *(Moment(slide=number, proposal=make_proposal()) for number in (1, 2, 3)),
        people=[LecturePerson(person=make_person()) for _one in range(3)],
        photos=[LecturePhoto(picture=make_picture()) for _one in range(3)],
        picture=make_picture(),
    )
    assert queries(lecture.address) <= 13
    assert queries(f"{lecture.address}slides/2/") <= 12


def test_choosing_a_pdf_in_the_editor_makes_the_slides_and_says_how_far_they_are() -> None:
    material = make_slides()
    SlideSet.objects.update(status="working", pages=60, finished_pages=12)
    lecture = make_lecture(slides=material)
    editor = Client()
    editor.force_login(make_user(groups=("editor",)))
    page = editor.get(reverse("wagtailadmin_pages:edit", args=(lecture.pk,))).content.decode()
    assert "正在处理：第 12 页，共 60 页。" in page
    fragment = reverse("cms_slides", args=(material.pk,))
    assert fragment in page
    SlideSet.objects.update(status="failed", problem="encrypted")
    assert "加了密码" in editor.get(fragment).content.decode()
    assert "重新处理" in editor.get(fragment).content.decode()
    assert "等待" not in editor.post(fragment).content.decode()
    moderator = Client()
    moderator.force_login(make_user(groups=("moderator",)))
    assert moderator.get(fragment).status_code != 200


def test_a_slide_and_a_caption_are_found_each_at_its_own_address_while_the_lecture_is_public() -> None:
    lecture = make_full_lecture(title="讲堂第三讲")
    assert f'<a href="{lecture.address}slides/2/">讲堂第三讲 · 第 2 页</a>' in read("/search/?q=環浜的话2")
    assert f'href="{lecture.address}#cue-2"' in read("/search/?q=水杉&kind=said")
    assert "slides/" not in read("/search/?q=环浜的话2&kind=said")
    lecture.unpublish()
    assert lecture.address not in read("/search/?q=环浜的话2") + read("/search/?q=水杉")
