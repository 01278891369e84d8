"""Valid by default, no randomness: one small square to reason about by eye, and a cast that recurs.

The square goes from (121.40, 31.24) to (121.41, 31.25).
"""

import itertools
import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Site

from maps.consultation.models import Comment, Consultation
from maps.plan.models import Plan, Proposal
from residents.models import Agreement, Consent, User

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[121.40, 31.24], [121.41, 31.24], [121.41, 31.25], [121.40, 31.25], [121.40, 31.24]]],
}
INSIDE = {"type": "Point", "coordinates": [121.405, 31.245]}
ON_EDGE = {"type": "Point", "coordinates": [121.40, 31.245]}
OUTSIDE = {"type": "Point", "coordinates": [121.42, 31.245]}
AREA_INSIDE = {
    "type": "Polygon",
    "coordinates": [[[121.404, 31.244], [121.406, 31.244], [121.406, 31.246], [121.404, 31.246], [121.404, 31.244]]],
}
LINE_INSIDE = {"type": "LineString", "coordinates": [[121.402, 31.242], [121.408, 31.248]]}

PASSWORD = "a-password-for-tests-7"

_numbers = itertools.count(1)


def make_user(username: str = "", *, groups: tuple[str, ...] = (), agreed: bool = True, **fields: Any) -> User:
    """Make a resident, who has agreed to the texts unless told; with ``groups`` a person of the back office."""
    name = username or f"resident-{next(_numbers)}"
    fields.setdefault("display_name", f"{name} 显示名")
    fields.setdefault("email", f"{name}@example.org")
    fields.setdefault("phone_verified", True)  # without a number: that they proved one is enough here
    user = User.objects.create_user(username=name, password=PASSWORD, **fields)
    for group in groups:
        user.groups.add(Group.objects.get(name=group))
    if agreed:
        texts = Agreement.objects.in_force()
        Consent.objects.bulk_create(Consent(user=user, text=text.name, version=text.version) for text in texts)
    return user


def make_moderator(username: str = "moderator") -> User:
    return make_user(username, groups=("moderator",))


def make_plan(**fields: Any) -> Plan:
    """Make the current plan of the default site, with the square as its outline."""
    number = next(_numbers)
    values: dict[str, Any] = {"name": f"规划 {number}", "slug": f"plan-{number}", "outline": SQUARE}
    if "site" not in fields:
        site = Site.objects.get(is_default_site=True)
        values["site"] = None if Plan.objects.filter(site=site).exists() else site
    return Plan.objects.create(**(values | fields))


def make_proposal(**fields: Any) -> Proposal:
    number = next(_numbers)
    plan = fields.pop("plan", None) or Plan.objects.first() or make_plan()
    values: dict[str, Any] = {
        "plan": plan,
        "code": f"P-{number}",
        "slug": f"proposal-{number}",
        "title": f"方案 {number}",
        "kind": Proposal.Kind.RING,
        "theme": Proposal.Theme.GREEN,
        "summary": "沿河走一圈。",
        "shape": LINE_INSIDE,
    }
    return Proposal.objects.create(**(values | fields))


def make_consultation(*proposals: Proposal, **fields: Any) -> Consultation:
    """Make a consultation that opened yesterday and closes in 30 days, where points may be set."""
    covered = proposals or (make_proposal(),)
    now = timezone.now()
    values: dict[str, Any] = {
        "plan": covered[0].plan,
        "title": "一环双轴线 意见征集",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=30),
        "shapes": Consultation.Shapes.POINT,
    }
    consultation = Consultation.objects.create(**(values | fields))
    consultation.proposals.set(covered)
    return consultation


def make_key() -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, str(next(_numbers)))


def make_comment(**fields: Any) -> Comment:
    """Make a published comment; name ``status`` for another state. Counters are not touched: use services for that."""
    if "consultation" not in fields:
        proposal = fields.get("proposal") or make_proposal()
        existing = Consultation.objects.filter(proposals=proposal).first()
        fields["consultation"] = existing or make_consultation(proposal)
    fields.setdefault("proposal", fields["consultation"].proposals.first())
    values: dict[str, Any] = {
        "author": fields.pop("author", None) or make_user(),
        "text": "希望沿河多放几把椅子。",
        "status": Comment.Status.PUBLISHED,
        "looked_at": timezone.now(),
        "key": make_key(),
    }
    if fields.get("status", values["status"]) == Comment.Status.PUBLISHED:
        values["published_at"] = timezone.now()
    return Comment.objects.create(**(values | fields))
