"""The demonstration's comments: written, decided and answered by the same services as real ones, then dated back."""

import tomllib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from shapely import Point

from maps.consultation import services
from maps.consultation.models import Answer, Comment, Decision
from maps.plan.models import Plan, Proposal
from residents.models import Notice, User

CONTENT = Path(__file__).parent / "content"
NAMESPACE = uuid.UUID("6f0d5a52-5d1c-4d7e-9a58-3c1f6f6d7a01")


def read_cast() -> dict[str, tuple[str, str]]:
    """Return key → (display name, three digits of the neighbourhood) of the residents who do not exist."""
    data = tomllib.loads((CONTENT / "cast.toml").read_text())
    return {row["key"]: (row["display_name"], row.get("neighbourhood", "")) for row in data["person"]}


def make_comments(plan: Plan, people: dict[str, User]) -> None:
    """Write, decide and answer the comments of the content file, as long as their consultations are open."""
    data = tomllib.loads((CONTENT / "comments.toml").read_text())
    proposals = {p.slug: p for p in plan.proposals.all()}
    made = {row["key"]: _comment(row, proposals[row["proposal"]], people) for row in data["comment"]}
    for row in data["comment"]:
        if "parent" in row:
            Comment.objects.filter(pk=made[row["key"]].pk).update(parent=made[row["parent"]])
    for row in data["answer"]:
        _answer(row, made, proposals, people["planner"])
    # The demonstration begins with an empty letter box, but for those who can sign in and ought to see one.
    Notice.objects.exclude(user__username__in=("resident", "resident2", "moderator", "moderator2")).delete()


def _comment(row: dict[str, Any], proposal: Proposal, people: dict[str, User]) -> Comment:
    author = people[row["author"]]
    shape = Point(row["point"]) if "point" in row else None
    key = uuid.uuid5(NAMESPACE, row["key"])
    comment = services.submit_comment(proposal=proposal, author=author, text=row["text"], shape=shape, key=key)
    _bring_to(row, comment, people["moderator"])
    _date_back(row, comment)
    return comment


def _bring_to(row: dict[str, Any], comment: Comment, moderator: User) -> None:
    status = row["status"]
    reason = {"reason": Decision.Reason.OTHER, "note": row.get("reason", "")}
    if status in ("published", "hidden"):
        services.decide(comment_id=comment.pk, moderator=moderator, verb=Decision.Verb.PUBLISH)
    if status == "hidden":
        services.decide(comment_id=comment.pk, moderator=moderator, verb=Decision.Verb.HIDE, **reason)
    if status == "returned":
        services.decide(comment_id=comment.pk, moderator=moderator, verb=Decision.Verb.RETURN, **reason)
    if status == "withdrawn":
        services.withdraw(comment_id=comment.pk, author=comment.author)


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
