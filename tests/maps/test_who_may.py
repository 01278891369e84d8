"""Who may do what while a consultation is coming, open, closed or frozen: a table, tested cell by cell over HTTP.

A letter says what comes of it: y done · n not done and told why · s sent to sign in · . it does not exist for them.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation import services
from maps.consultation.models import Comment, Decision, Report, Support
from maps.plan.models import Proposal
from residents.models import User
from tests import factories
from tests.maps.at_the_desk import TEXT, typed

pytestmark = pytest.mark.django_db

WHO = ("stranger", "resident", "author", "blocked", "desk", "moderator", "second", "planner")
STATES = ("coming", "open", "closed", "frozen")
#: action → one letter for each of WHO, in each of STATES.
TABLE = {
    #                 stranger resident author blocked desk moderator second planner
    "comment":  {"coming": "snnnnnnn", "open": "syynyyyy", "closed": "snnnnnnn", "frozen": "snnnnnnn"},
    "enter":    {"coming": "s...n...", "open": "s...y...", "closed": "s...n...", "frozen": "s...n..."},
    "reply":    {"coming": "snnnnnnn", "open": "syynyyyy", "closed": "snnnnnnn", "frozen": "snnnnnnn"},
    "support":  {"coming": "snnnnnnn", "open": "synyyyyy", "closed": "snnnnnnn", "frozen": "synyyyyy"},
    "report":   {"coming": "synyyyyy", "open": "synyyyyy", "closed": "synyyyyy", "frozen": "synyyyyy"},
    "edit":     {"coming": "s.n.....", "open": "s.y.....", "closed": "s.n.....", "frozen": "s.y....."},
    "withdraw": {"coming": "s.y.....", "open": "s.y.....", "closed": "s.y.....", "frozen": "s.y....."},
    "decide":   {"coming": "s....yy.", "open": "s....yy.", "closed": "s....yy.", "frozen": "s....yy."},
    "undo":     {"coming": "s....yy.", "open": "s....yy.", "closed": "s....yy.", "frozen": "s....yy."},
    "official": {"coming": "s......y", "open": "s......y", "closed": "s......y", "frozen": "s......y"},
    "freeze":   {"coming": "s....yy.", "open": "s....yy.", "closed": "s....yy.", "frozen": "s....nn."},
}  # fmt: skip
CELLS = [
    pytest.param(who, state, action, letters[place], id=f"{who}-{state}-{action}")
    for action, states in TABLE.items()
    for state, letters in states.items()
    for place, who in enumerate(WHO)
]


@pytest.fixture
def cast() -> dict[str, User]:
    groups = {"desk": ("desk",), "moderator": ("moderator",), "second": ("moderator",), "planner": ("planner",)}
    return {who: factories.make_user(who, groups=groups.get(who, ())) for who in WHO if who != "stranger"}


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring")


class Scene:
    """A proposal with a public and a waiting comment of the author, in one state of its consultation."""

    def __init__(self, ring: Proposal, cast: dict[str, User], state: str) -> None:
        now, day = timezone.now(), timedelta(days=1)
        times = {"coming": (day, 9 * day), "closed": (-9 * day, -day)}.get(state, (-day, 9 * day))
        opens, closes = (now + moment for moment in times)
        self.ring = ring
        consultation = factories.make_consultation(ring, opens_at=opens, closes_at=closes)
        facts = {"proposal": ring, "consultation": consultation, "author": cast["author"]}
        self.public = factories.make_comment(text="桥头放两把椅子。", **facts)
        self.waiting = factories.make_comment(text="路灯太暗了一些。", status="waiting", **facts)
        judge = factories.make_moderator("judge")
        other = factories.make_comment(text="河里该清淤了吧。", status="waiting", **facts)
        self.decision = services.decide(comment_id=other.pk, moderator=judge, verb="publish")
        services.block(user=cast["blocked"], by=judge, reason="屡次发广告")
        if state == "frozen":
            services.freeze(proposal=ring, by=judge, reason="正在核实")


def send(client: Client, **more: object) -> Any:
    return client.post("/plan/ring/comment/", {"text": "沿河多种几棵树。", "key": str(uuid.uuid4())} | more)


def publishing(comment: Comment) -> dict[str, str]:
    return {"verb": "publish", "seen": services.fingerprint(comment)}


def freeze(client: Client, scene: Scene) -> Any:
    return client.post("/admin/freezes/new/", {"proposal": scene.ring.pk, "reason": "正在核实"})


#: action → what it sends, and whether it was done.
ACTIONS: dict[str, tuple[Callable[[Client, Scene], Any], Callable[[Scene], bool]]] = {
    "comment": (lambda c, s: send(c), lambda s: Comment.objects.filter(text="沿河多种几棵树。", parent=None).exists()),
    "enter": (
        lambda c, s: c.post("/plan/ring/comment/for/", typed()),
        lambda s: Comment.objects.filter(text=TEXT, entered_by__username="desk").exists(),
    ),
    "reply": (
        lambda c, s: send(c, parent=s.public.pk),
        lambda s: Comment.objects.filter(parent=s.public).exists(),
    ),
    "support": (
        lambda c, s: c.post(f"/plan/ring/comments/{s.public.pk}/support/"),
        lambda s: Support.objects.exists(),
    ),
    "report": (
        lambda c, s: c.post(f"/plan/ring/comment/{s.public.pk}/report/", {"reason": "abuse"}),
        lambda s: Report.objects.exists(),
    ),
    "edit": (
        lambda c, s: c.post(f"/plan/ring/comment/{s.waiting.pk}/edit/", {"text": "改成了另外一句。"}),
        lambda s: Comment.objects.filter(text="改成了另外一句。").exists(),
    ),
    "withdraw": (
        lambda c, s: c.post(f"/plan/ring/comment/{s.waiting.pk}/withdraw/"),
        lambda s: Comment.objects.get(pk=s.waiting.pk).status == "withdrawn",
    ),
    "decide": (
        lambda c, s: c.post(f"/admin/comments/{s.waiting.pk}/decide/", publishing(s.waiting)),
        lambda s: Comment.objects.get(pk=s.waiting.pk).status == "published",
    ),
    "undo": (
        lambda c, s: c.post(f"/admin/comments/decisions/{s.decision.pk}/undo/"),
        lambda s: Decision.objects.filter(undoes=s.decision).exists(),
    ),
    "official": (
        lambda c, s: c.post(
            f"/plan/ring/comments/{s.public.pk}/official/",
            {"office": "街道规划办", "text": "下个月去看。", "key": str(uuid.uuid4())},
        ),
        lambda s: Comment.objects.filter(office="街道规划办").exists(),
    ),
    "freeze": (freeze, lambda s: s.ring.freezes.exclude(frozen_by__username="judge").exists()),
}


@pytest.mark.parametrize(("who", "state", "action", "letter"), CELLS)
def test_a_cell(cast: dict[str, User], ring: Proposal, who: str, state: str, action: str, letter: str) -> None:
    scene, client = Scene(ring, cast, state), Client()
    if who in cast:
        client.force_login(cast[who])
    act, was_done = ACTIONS[action]
    answer = act(client, scene)
    assert answer.status_code < 500
    assert was_done(scene) is (letter == "y")
    if letter == "s":
        to_sign_in = answer.status_code == 302 and "login" in answer["Location"]
        assert to_sign_in or answer.status_code == 401
    elif letter == ".":
        refused_by_the_back_office = answer.status_code == 302 and answer["Location"].startswith("/admin/")
        assert answer.status_code in (403, 404) or refused_by_the_back_office


def test_the_table_has_a_letter_for_everybody_in_every_state() -> None:
    for states in TABLE.values():
        assert tuple(states) == STATES
        assert {len(letters) for letters in states.values()} == {len(WHO)}
