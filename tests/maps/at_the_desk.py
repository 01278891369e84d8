"""A neighbour before the desk: what the desk types for them."""

from typing import Any
from uuid import UUID

from maps.consultation import services
from maps.consultation.models import Comment
from maps.plan.models import Proposal
from residents.models import Neighbourhood, User
from tests import factories

NAME = "花溪路的王阿姨"
TEXT = "桥头的台阶太高，轮椅过不去。"
KEY = UUID(int=7)


def make_desk(username: str = "desk") -> User:
    return factories.make_user(username, groups=("desk",), display_name=f"窗口 {username}")


def neighbourhood(number: int = 0) -> Neighbourhood:
    return Neighbourhood.objects.order_by("code")[number]


def enter(proposal: Proposal, by: User, **changes: Any) -> Comment:
    values: dict[str, Any] = {"display_name": NAME, "neighbourhood": neighbourhood(), "text": TEXT, "key": KEY}
    return services.enter_comment(proposal=proposal, by=by, **(values | changes))


def typed(**changes: Any) -> dict[str, Any]:
    values = {"display_name": NAME, "neighbourhood": neighbourhood().pk, "agreed": "on", "text": TEXT, "key": str(KEY)}
    return values | changes
