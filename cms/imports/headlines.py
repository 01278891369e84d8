"""Kicker, title, subhead or broken text: what a run of headline-like lines is.

No sign decides alone. A subhead with a broken line under it looks like a kicker with its title, and a title
without kicker like a subhead. So each run is read in every way that makes sense, each reading is weighed by all
signs, and where the second best comes close the caller is told.

Points are judged, not fitted to any page: 1 is a hint, 2 a sign, 3 a strong sign, 5 nearly decides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cms.imports.layout import Layout
from cms.imports.lines import Line, breaks_words
from cms.imports.signs import LOOKED_AT, Signs

# K kicker (twice: under the name of a column), T title (twice: a title of two lines), S subhead; the lines of a run that are left are text.
READINGS = ("", "S", "T", "KT", "TT", "TS", "KKT", "KTS", "KTT", "TTS", "KTTS")
# A reading is certain when it is that much better than every other.
CERTAIN = 4.0
CERTAIN_PARTS = 2.0
CERTAIN_TEXT = 2.5
_MANY_SHORT_LINES = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands around a run."""

    layout: Layout
    signs: Signs
    follower: Line  # the first line of text after the run
    opens_page: bool = False
    reads_on: float = 0.0  # how strongly the paragraph before asks to go on
    after_announcement: bool = False  # the paragraph before ends in a colon or semicolon
    after_end: bool = False  # a credit closed the article before
    awaits_text: bool = False  # the article before has no text yet
    breaks_series: bool = False  # the last subhead belonged to a series, and this run does not
    byline_follows: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The roles of a run's first lines, and what they could be instead."""

    roles: str
    rival: str  # the best reading that would cut the page elsewhere
    lead: float  # how much better than the rival
    parts_lead: float  # how much better than another division of the same headline

    @property
    def is_certain(self) -> bool:
        return self.lead >= (CERTAIN if self.roles else CERTAIN_TEXT)

    @property
    def parts_are_certain(self) -> bool:
        return self.parts_lead >= CERTAIN_PARTS


def read_run(run: Sequence[Line], scene: Scene) -> Reading:
    """Choose the best reading of a run; the earlier in ``READINGS`` wins a tie."""
    weighed = [(_weigh(roles, run, scene), roles) for roles in READINGS if len(roles) <= len(run)]
    weighed.sort(key=lambda pair: -pair[0])
    best, roles = weighed[0]
    elsewhere = next((points, other) for points, other in weighed if _kind(other) != _kind(roles))
    parts = max((points for points, other in weighed[1:] if _kind(other) == _kind(roles)), default=-math.inf)
    if _has_lone_subhead(roles, run, scene):
        parts = max(parts, best - 1.0)
    return Reading(roles, rival=elsewhere[1], lead=best - elsewhere[0], parts_lead=best - parts)


def _kind(roles: str) -> str:
    """Name what a reading does to the page: a new article, a subhead, or nothing."""
    return "T" if "T" in roles else roles[-1:]


def _total(*evidence: tuple[bool, float]) -> float:
    return sum(points for holds, points in evidence if holds)


def _weigh(roles: str, run: Sequence[Line], scene: Scene) -> float:
    text = run[len(roles) :]
    follower = text[0] if text else scene.follower
    points = _text(run, len(roles), scene)
    for place, role in enumerate(roles):
        below = run[place + 1] if place + 1 < len(run) else scene.follower
        points += _runs_into(run[place], below, scene) + _WEIGHERS[role](run[place], scene)
    points += _title_lines(roles, run, scene)
    if "T" in roles:
        return points + _new_article(run, follower, scene, byline=scene.byline_follows and not text)
    in_series = bool(roles) and run[len(roles) - 1] in scene.signs.series
    return points + _same_article(roles, follower, scene, in_series=in_series)


def _runs_into(line: Line, below: Line, scene: Scene) -> float:
    """Weigh that a line is print that runs on in the next one: full with the next close under it, or cut in a word."""
    layout = scene.layout
    return _total(
        (layout.fills_column(line) and not layout.is_apart(below), -3.5),
        (_is_cut(line, below) or below.starts_inside_a_clause, -3.0),
        (True, -scene.signs.words.bond(line.text, below.text)),
    )


def _is_cut(line: Line, below: Line) -> bool:
    """Tell whether a break stands between Latin words or digits of a Chinese text; an English one has them anywhere."""
    return breaks_words(line.text, below.text) and not (line.text.isascii() and below.text.isascii())


def _kicker(line: Line, scene: Scene) -> float:
    return _total(
        (4 <= line.width <= 22, 0.5),
        (line.width > 22, -1.0),
        (line.is_column_name, 2.0),
        (line in scene.signs.repeated, 2.0),
        (line in scene.signs.series, -3.0),
        (line.is_enumerated, -9.0),
        (line.is_open, -3.0),
        (line.is_subtitle, -4.0),
    )


def _title(line: Line, scene: Scene) -> float:
    return _total(
        (line.width < 6, -2.0),
        (10 <= line.width < 15, 0.5),
        (15 <= line.width <= 30, 1.5),
        (line.width > 30, -1.0),
        (line in scene.signs.series, -3.0),
        (line.is_enumerated, -6.0),
        (line.is_column_name, -3.0),
    )


def _subhead(line: Line, scene: Scene) -> float:
    return _total(
        (4 <= line.width <= 16, 1.0),
        (line.width > 20, -1.0),
        (line in scene.signs.series, 5.0 if line.is_numbered else 3.0),
        (line.is_enumerated and line not in scene.signs.series, 2.0),
        (line in scene.signs.listed, -4.0),
        (line in scene.signs.repeated, -1.0),
        (line.is_open, -3.0),
        (line.is_subtitle, -4.0),
    )


_WEIGHERS = {"K": _kicker, "T": _title, "S": _subhead}


def _title_lines(roles: str, run: Sequence[Line], scene: Scene) -> float:
    """Weigh how the lines of one headline hang together."""
    first = roles.find("T")
    if first < 0:
        return 0.0
    lone_subhead = _has_lone_subhead(roles, run, scene)
    upper, lower = run[first], run[roles.rfind("T")]
    two_lines = "TT" in roles
    cut = upper.is_open or lower.is_subtitle
    return _total(
        (roles.startswith("KK") and not run[0].is_column_name, -9.0),
        (lone_subhead, -1.0),
        (lone_subhead and roles == "TS", -1.0),
        (upper.is_subtitle, -4.0),
        (two_lines and upper.is_open, 4.0),
        (two_lines and lower.is_subtitle, 6.0),
        (two_lines and not cut, -3.0),
        (lower.is_open and not upper.is_open, -3.0),
        (not two_lines and upper.is_open, -3.0),
    )


def _has_lone_subhead(roles: str, run: Sequence[Line], scene: Scene) -> bool:
    """Tell whether a subhead stands straight under the title: rare, unless others like it follow."""
    below = run[len(roles) - 1]
    return roles.endswith("TS") and below not in scene.signs.series and not below.is_enumerated


def _new_article(run: Sequence[Line], follower: Line, scene: Scene, *, byline: bool) -> float:
    return _total(
        (scene.opens_page, 2.0),
        (scene.after_end, 3.0),
        (scene.layout.is_apart(run[0]), 1.0),
        (follower.leads, 2.0),
        (scene.layout.is_apart(follower), 1.0),
        (byline, 2.0),
        (scene.breaks_series, 0.5),
        (scene.after_announcement, -3.0),
        (scene.awaits_text, -4.0),
    )


def _same_article(roles: str, follower: Line, scene: Scene, *, in_series: bool) -> float:
    return _total(
        (scene.opens_page, -4.0),
        (scene.after_end, -3.0),
        (bool(roles) and follower.leads and not in_series, -1.0),
        (bool(roles) and scene.breaks_series, -0.5),
        (bool(roles) and scene.after_announcement, -3.0),
        (not roles and scene.after_announcement, 4.0),
    )


def _text(run: Sequence[Line], start: int, scene: Scene) -> float:
    """Weigh that the lines from ``start`` on are text; from 0 on, they may continue the paragraph before."""
    lines = run[start:]
    if not lines:
        return 0.0
    last = lines[-1]
    points = sum(_text_line(line, scene) for line in run[start:LOOKED_AT])
    points += _paragraph_start(lines[0], scene) if start or not scene.reads_on else scene.reads_on
    return points + _total(
        (not last.ends and scene.follower.starts_inside_a_clause, 4.0),
        (not last.ends and not last.is_open and scene.follower.leads, -3.0),
        (any(line.leads for line in lines[1:LOOKED_AT]), -3.0),
        (any(line.opens_a_sentence for line in lines[1:LOOKED_AT]), -0.5),
        (scene.layout.column is None, -0.5),
        (not start and _is_verse(lines) and scene.layout.column is None, 3.0),
        (_is_cut(last, scene.follower), 2.0),
    )


def _is_verse(lines: Sequence[Line]) -> bool:
    """Tell whether the lines are too many for a headline, or all of one measure."""
    if len(lines) < _MANY_SHORT_LINES:
        return False
    return len(lines) > _MANY_SHORT_LINES or len({line.width for line in lines}) == 1


def _text_line(line: Line, scene: Scene) -> float:
    layout, signs = scene.layout, scene.signs
    return _total(
        (line.is_open, 2.5),
        (line.has_pause, -1.5),
        (line.width > 24 and "，" in line.text, 1.0),
        (line.width > 30, 1.0),
        (line.is_subtitle, -5.0),
        (line in signs.series, -3.0),
        (line.is_enumerated and line not in signs.listed, -3.0),
        (line in signs.listed, 1.0),
        (layout.column is None, -0.5),
        (layout.fills_column(line), 3.0),
        (layout.column is not None and not layout.fills_column(line), -2.0),
    )


def _paragraph_start(line: Line, scene: Scene) -> float:
    indents = scene.layout.indents
    return _total(
        (line.leads, 3.0),
        (line.opens_with_day and not line.leads, 2.0),
        (line.opens_with_adverb, 3.0),
        (line.opens_a_sentence, 1.0),
        (indents and line.is_indented, 3.0),
        (indents and not line.is_indented, -1.0),
    )
