"""Lectures with material, valid by default."""

import itertools
from typing import Any

from django.core.files.base import ContentFile

from cms.models import LecturePage, Moment
from config.demo.pdf import pdf_of
from media.models import Material, Recording
from media.recordings import keep_captions
from media.slide_making import request_slides
from tests.cms.site_tree import make_lecture

_numbers = itertools.count(1)
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n枫林里有一条小径\n\n00:02.000 --> 00:04.000\n再往前是水杉\n"
SOUND = bytes(range(256)) * 4


def make_slides(pages: int = 3, word: str = "环浜") -> Material:
    data = pdf_of([[f"{word}第{number}页", f"{word}的话{number}"] for number in range(1, pages + 1)])
    material = Material.objects.create(title="讲义", file=ContentFile(data, name=f"deck-{next(_numbers)}.pdf"))
    request_slides(material)
    return material


def make_recording(**fields: Any) -> Recording:
    values: dict[str, Any] = {
        "title": "讲座录音",
        "type": "audio",
        "duration": 4,
        "file": ContentFile(SOUND, name=f"talk-{next(_numbers)}.mp3"),
        "captions": ContentFile(CAPTIONS.encode(), name="talk.vtt"),
        "chapters": "0:00 开场\n0:02 水杉",
    }
    recording = Recording.objects.create(**(values | fields))
    keep_captions(recording)
    return recording


def make_full_lecture(*moments: Moment, **fields: Any) -> LecturePage:
    values: dict[str, Any] = {"slides": make_slides(), "recording": make_recording(), "moments": list(moments)}
    return make_lecture(**(values | fields))
