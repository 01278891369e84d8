"""The demonstration's comments: written, decided and answered by the same services as real ones, then dated back."""

import tomllib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from shapely import Point

from maps.consultation import services
from maps.consultation.models import Answer, Comment, Decision, Topic
from maps.plan.models import Plan, Proposal
from residents.models import Notice, User

CONTENT = Path(__file__).parent / "content"
#: Slug → name, and words by which a comment of the content file belongs to it.
TOPICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "access": ("适老", ("轮椅", "台阶", "坡", "扶手", "老人", "椅子", "无障碍")),
    "parking": ("停车", ("停车", "电瓶车", "车位", "充电")),
    "traffic": ("交通", ("马路", "红绿灯", "过街", "公交", "骑车", "路口", "绕")),
    "green": ("绿化", ("树", "花", "草", "水", "河", "鱼", "鸟")),
    "culture": ("文化", ("照片", "电影", "故事", "展", "书", "老房子", "活动")),
}
NAMESPACE = uuid.UUID("6f0d5a52-5d1c-4d7e-9a58-3c1f6f6d7a01")


def read_cast() -> dict[str, tuple[str, str]]:
    """Return key → (display name, three digits of the neighbourhood) of the residents who do not exist."""
    data = tomllib.loads((CONTENT / "cast.toml").read_text())
    return {row["key"]: (row["display_name"], row.get("neighbourhood", "")) for row in data["person"]}


def make_comments(plan: Plan, people: dict[str, User]) -> None:
    """Write, decide and answer the comments of the content file, as long as their consultations are open."""
    data = tomllib.loads((CONTENT / "comments.toml").read_text())
    proposals = {p.slug: p for p in plan.proposals.all()}
    topics = make_topics(plan)
    made: dict[str, Comment] = {}
    for row in data["comment"]:
        parent = made[row["parent"]] if "parent" in row else None
        made[row["key"]] = _comment(row, proposals[row["proposal"]], people, parent=parent, topic=_topic(row, topics))
    # Last, for somebody has replied while it stood.
    for row in data["comment"]:
        if row["status"] == "hidden":
            hide = {"verb": Decision.Verb.HIDE, **_why(row)}
            services.decide(comment_id=made[row["key"]].pk, moderator=people["moderator"], **hide)
            made[row["key"]].refresh_from_db()
    _support(list(made.values()), [person for key, person in people.items() if key in read_cast()])
    for row in data["answer"]:
        _answer(row, made, proposals, people["planner"])
    # The demonstration begins with an empty letter box, but for those who can sign in and ought to see one.
    Notice.objects.exclude(user__username__in=("resident", "resident2", "moderator", "moderator2")).delete()


def make_topics(plan: Plan) -> dict[str, Topic]:
    rows = enumerate(TOPICS.items())
    return {
        slug: Topic.objects.create(plan=plan, slug=slug, name=name, order=order) for order, (slug, (name, _w)) in rows
    }


def _topic(row: dict[str, Any], topics: dict[str, Topic]) -> Topic | None:
    """Return the first topic one of whose words stands in the text; a reply has none of its own."""
    if "parent" in row:
        return None
    return next((topics[slug] for slug, (_name, words) in TOPICS.items() if any(w in row["text"] for w in words)), None)


def _support(comments: list[Comment], cast: list[User]) -> None:
    """Let some of the cast agree with what is public: more with some than with others, the same at every start."""
    for number, comment in enumerate(c for c in comments if c.status == Comment.Status.PUBLISHED):
        for person in cast[: (number * 7) % len(cast)]:
            if person.pk != comment.author_id and comment.consultation.is_open():
                services.support(comment_id=comment.pk, user=person)


def _comment(
    row: dict[str, Any], proposal: Proposal, people: dict[str, User], *, parent: Comment | None, topic: Topic | None
) -> Comment:
    author = people[row["author"]]
    shape = Point(row["point"]) if "point" in row else None
    key = uuid.uuid5(NAMESPACE, row["key"])
    comment = services.submit_comment(
        proposal=proposal, author=author, text=row["text"], shape=shape, key=key, parent=parent, topic=topic
    )
    _bring_to(row, comment, people["moderator"])
    _date_back(row, comment)
    comment.refresh_from_db()
    return comment


def _bring_to(row: dict[str, Any], comment: Comment, moderator: User) -> None:
    status = row["status"]
    if status in ("published", "hidden"):
        services.decide(comment_id=comment.pk, moderator=moderator, verb=Decision.Verb.PUBLISH)
    if status == "returned":
        services.decide(comment_id=comment.pk, moderator=moderator, verb=Decision.Verb.RETURN, **_why(row))
    if status == "withdrawn":
        services.withdraw(comment_id=comment.pk, author=comment.author)


def _why(row: dict[str, Any]) -> dict[str, str]:
    return {"reason": Decision.Reason.OTHER, "note": row.get("reason", "")}


def _date_back(row: dict[str, Any], comment: Comment) -> None:
    sent = timezone.now() - timedelta(days=row["days_ago"], minutes=7 * len(row["text"]))
    fields: dict[str, Any] = {"created_at": sent}
    if row["status"] in ("published", "hidden"):
        fields["published_at"] = sent + timedelta(hours=20)
    Comment.objects.filter(pk=comment.pk).update(**fields)


def _answer(row: dict[str, Any], made: dict[str, Comment], proposals: dict[str, Proposal], planner: User) -> None:
    answer = Answer(
        proposal=proposals[row["proposal"]] if "proposal" in row else None,
        kind=row["kind"],
        text=row["text"],
        office=row["office"],
        answered_at=timezone.now() - timedelta(days=row["days_ago"]),
    )
    services.publish_answer(answer=answer, by=planner, comments=[made[key] for key in row.get("comments", [])])
