"""Who moderates, and what of the back office is theirs alone."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.base import BasePermissionPolicy

from maps.consultation.permissions import MODERATE, moderators
from residents.models import User


def require_moderator(request: HttpRequest) -> User:
    """Return who moderates; answer 404 to everyone else: for them these pages do not exist."""
    user = request.user
    if not user.is_authenticated or not user.has_perm(MODERATE):
        raise Http404
    return user


class ModeratorMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)


class ModeratorPolicy(BasePermissionPolicy):
    """Whoever may moderate may do the actions named, and nobody anything else."""

    def __init__(self, model: Any, actions: tuple[str, ...]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.actions and user.has_perm(MODERATE)

    def users_with_any_permission(self, actions: list[str]) -> QuerySet[User]:
        return moderators() if set(actions) & set(self.actions) else User.objects.none()
