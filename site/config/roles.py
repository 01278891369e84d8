"""The groups of the back office and what each may do; made once, then theirs to change."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

#: Group name → permissions as ``app.codename``; admins are superusers.
ROLES: dict[str, tuple[str, ...]] = {
    "writer": ("wagtailadmin.access_admin",),
    "editor": ("wagtailadmin.access_admin", "cms.change_sitedetails", "cms.*glossaryterm"),
    "reviewer": ("wagtailadmin.access_admin",),
    "moderator": ("wagtailadmin.access_admin", "consultation.moderate_comment", "consultation.view_comment"),
    "desk": ("wagtailadmin.access_admin",),
    "planner": (
        "wagtailadmin.access_admin",
        "plan.*plan",
        "plan.*proposal",
        "plan.*layer",
        "consultation.*consultation",
        "consultation.*answer",
        "consultation.answer_comment",
        "consultation.view_comment",
    ),
}
#: What each group may do below the home page of every site.
PAGE_PERMISSIONS = {
    "writer": ("add_page", "change_page"),
    "editor": ("add_page", "change_page", "publish_page"),
    "reviewer": ("change_page", "publish_page"),
}
ACTIONS = ("add", "change", "delete", "view", "publish", "lock", "unlock")


def make_groups(**kwargs: Any) -> None:
    """Make the groups that are missing, with their permissions; a receiver of ``post_migrate``."""
    for name, permissions in ROLES.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(_permissions(permissions))
            _allow_pages(group)


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = Q(pk=None)
    for name in names:
        app, codename = name.split(".")
        if codename.startswith("*"):
            wanted |= Q(content_type__app_label=app, codename__in=[f"{a}_{codename[1:]}" for a in ACTIONS])
        else:
            wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _allow_pages(group: Group) -> None:
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

    root = Page.objects.filter(depth=1).first()
    collection = Collection.get_first_root_node()
    if group.name not in PAGE_PERMISSIONS or root is None:
        return
    for codename in PAGE_PERMISSIONS[group.name]:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    for codename in ("add_picture", "change_picture", "choose_picture", "add_material", "change_material", "choose_material"):
        permission = Permission.objects.filter(content_type__app_label="media", codename=codename).first()
        if permission and collection:
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
