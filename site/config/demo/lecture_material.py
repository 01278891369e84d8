"""What the demonstration shows beside a lecture: slides and a sound made by program, labelled as such; people's pages."""

import io
import math
import wave
from collections.abc import Callable, Mapping

from django.core.files.base import ContentFile
from wagtail.models import Page

from cms.models import LecturePage, LecturePerson, LecturePhoto, Moment, PersonPage
from config.demo.content_files import Lecture, Person
from config.demo.pdf import pdf_of
from maps.plan.models import Proposal
from media.models import Material, Picture, Recording
from media.recordings import keep_captions
from media.slide_making import request_slides

#: The lecture that has them: an invented one.
SHOWN_WITH = "lecture-2"
LABEL = "演示资料"
CREDIT = "由程序生成，不是任何讲者的材料"
_LINE = 26
_RATE = 8000
_SECONDS = 6
CHAPTERS = "0:00 演示声音：往高处走\n0:06 演示声音：往低处走"
CAPTIONS = """WEBVTT

00:00.000 --> 00:03.000
［演示资料：程序生成的声音，没有人说话］

00:03.000 --> 00:06.000
［声音一级一级往高处走］

00:06.000 --> 00:09.000
［声音一级一级往低处走］

00:09.000 --> 00:12.000
［演示声音到这里结束］
"""
_SCALE = (262, 294, 330, 349, 392, 440)


def person_page(person: Person) -> PersonPage:
    return PersonPage(title=person.name, slug=person.slug, office=person.office, source=person.source)


def people_of(lecture: Lecture, pages: Mapping[str, Page]) -> list[LecturePerson]:
    """Return host and speaker: by their page where they have one, else as they are written."""
    named = [(LecturePerson.Role.HOST, lecture.host), (LecturePerson.Role.SPEAKER, lecture.speaker)]
    return [
        LecturePerson(role=role, person=pages[name], sort_order=place)
        if name in pages
        else LecturePerson(role=role, typed_name=name, sort_order=place)
        for place, (role, name) in enumerate(named)
        if name
    ]


def add(page: LecturePage, proposals: Mapping[str, Proposal], pictures: Callable[[str], Picture]) -> None:
    """Give a lecture that is not saved yet slides, a recording, moments and pictures."""
    shown = [proposals["ring"], proposals["footbridge-steps"], proposals["ring-lights"]]
    page.slides = _slides(page.title, shown)
    page.recording = _recording()
    page.moments = [
        *(Moment(slide=place + 2, proposal=proposal, sort_order=place) for place, proposal in enumerate(shown)),
        Moment(chapter=2, proposal=proposals["footbridge-steps"], sort_order=len(shown)),
    ]
    caption = "插画，由程序绘制，不是照片"
    page.photos = [
        LecturePhoto(picture=pictures(key), caption=caption, sort_order=place)
        for place, key in enumerate(("lecture-hall", "map-fold"))
    ]


def _slides(title: str, shown: list[Proposal]) -> Material:
    """Make a deck of the plan's own words, one page for each proposal, and have it taken apart."""
    deck = [
        [f"{LABEL}：幻灯片", title.removeprefix("示例："), CREDIT, "左右滑动，或按左右方向键翻页"],
        *([proposal.title, *_lines(proposal.summary), f"{LABEL}，{CREDIT}"] for proposal in shown),
        ["您走过哪一段？", "到方案的页面上写下来，", "也可以在图上点出位置。", f"{LABEL}，{CREDIT}"],
    ]
    file = ContentFile(pdf_of(deck), name="demo-slides.pdf")
    material = Material.objects.create(title=f"{LABEL}：{title.removeprefix('示例：')}", file=file)
    request_slides(material)
    return material


def _lines(text: str) -> list[str]:
    return [text[at : at + _LINE] for at in range(0, len(text), _LINE)]


def _recording() -> Recording:
    recording = Recording.objects.create(
        title=f"{LABEL}：程序生成的声音，没有人说话",
        type="audio",
        duration=2 * _SECONDS,
        file=ContentFile(_sound(), name="demo.wav"),
        captions=ContentFile(CAPTIONS.encode(), name="demo.vtt"),
        chapters=CHAPTERS,
    )
    keep_captions(recording)
    return recording


def _sound() -> bytes:
    """Return twelve seconds of a scale up and down, as WAV: 8 bits, 8000 a second."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(_RATE)
        for pitch in (*_SCALE, *reversed(_SCALE)):
            file.writeframes(bytes(_tone(pitch)))
    return written.getvalue()


def _tone(pitch: int) -> list[int]:
    """Return one second of a soft tone that fades."""
    turn = 2 * math.pi * pitch / _RATE
    return [128 + int(40 * math.sin(turn * at) * (1 - at / _RATE)) for at in range(_RATE)]
