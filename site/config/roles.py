"""The groups of the back office and what each may do; what is there is left as its people changed it.

Who may edit people can make themselves a superuser in Wagtail's user form, so only ``admin`` has those rights.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

ENTER = "wagtailadmin.access_admin"
#: Whose approval lets a proposal out needs it; it opens no menu.
PUBLISH_PROPOSAL = "plan.publish_proposal"
#: Group name → permissions as ``app.codename``; ``app.*noun`` is every action on it, ``*`` everything there is.
ROLES: dict[str, tuple[str, ...]] = {
    "writer": (ENTER,),
    "editor": (
        ENTER,
        "cms.change_sitedetails",
        "cms.*glossaryterm",
        "cms.*correction",
        PUBLISH_PROPOSAL,
        "cms.receive_registration",
        "cms.host_question",
    ),
    "reviewer": (ENTER, PUBLISH_PROPOSAL),
    "moderator": (
        ENTER,
        "consultation.moderate_comment",
        "consultation.view_comment",
        "cms.moderate_question",
        "cms.host_question",
    ),
    "desk": (ENTER, "residents.confirm_resident", "consultation.enter_comment", "cms.receive_registration"),
    "planner": (
        ENTER,
        "plan.*plan",
        "plan.*proposal",
        "plan.*layer",
        "consultation.*consultation",
        "consultation.*answer",
        "consultation.*topic",
        "consultation.answer_comment",
        "consultation.view_comment",
    ),
    "admin": ("*",),
}
#: What a group may do to every page.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    "writer": ("add_page", "change_page"),
    "editor": ("add_page", "change_page", "publish_page"),
    "reviewer": ("change_page", "publish_page", "lock_page", "unlock_page"),
    "admin": ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
#: Group → what it may do to pictures and documents, to recordings, and to the collections they are sorted into.
#: "add" covers what one brought oneself; "change" is everybody's and shows at once. Wagtail asks for its own models'
#: permissions, not for ours'. wagtailmedia knows no "choose": a recording is put into a lecture by an editor.
MEDIA: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "writer": (("add", "choose"), (), ()),
    "editor": (("add", "change", "choose"), ("add", "change"), ()),
    "reviewer": (("choose",), (), ()),
    "planner": (("add", "choose"), (), ()),
    "admin": (("add", "change", "choose"), ("add", "change"), ("add", "change", "delete")),
}
#: Who approves pages in Wagtail's first workflow.
APPROVERS = ("editor", "reviewer", "admin")
ACTIONS = ("add", "change", "delete", "view", "publish", "lock", "unlock")


#: The permissions there were before the migrations that run now, by database.
_before: dict[str, set[int]] = {}


def remember_permissions(using: str, **kwargs: Any) -> None:
    """Note which permissions there are; a receiver of ``pre_migrate``."""
    if Permission._meta.db_table in connections[using].introspection.table_names():
        _before[using] = set(Permission.objects.using(using).values_list("pk", flat=True))


@transaction.atomic
def make_groups(using: str = "default", **kwargs: Any) -> None:
    """Make the groups that are missing, and give the others what is new and theirs; a receiver of ``post_migrate``.

    What an administrator took from a group is not new and stays away.
    """
    there = set(Group.objects.filter(name__in=ROLES).values_list("name", flat=True))
    known = _before.pop(using, None)
    if known is not None:
        for name in there:
            new = [permission for permission in _permissions(ROLES[name]) if permission.pk not in known]
            group = Group.objects.get(name=name)
            group.permissions.add(*new)
            _let_use_media(group, [permission for permission in _media_permissions(name) if permission.pk not in known])
    made = [_make(name) for name in ROLES if name not in there]
    if made:
        _replace_wagtails_own()


def _make(name: str) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.set(_permissions(ROLES[name]))
    root = Page.get_first_root_node()
    for codename in PAGE_PERMISSIONS.get(name, ()) if root else ():
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    _let_use_media(group, _media_permissions(name))
    return group


def _media_permissions(name: str) -> list[Permission]:
    """Return what a group may do to pictures, documents, recordings and collections."""
    files, recordings, collections = MEDIA.get(name, ((), (), ()))
    wanted = {
        "wagtailimages": [f"{verb}_image" for verb in files],
        "wagtaildocs": [f"{verb}_document" for verb in files],
        "wagtailmedia": [f"{verb}_media" for verb in recordings],
        "wagtailcore": [f"{verb}_collection" for verb in collections],
    }
    return _permissions(tuple(f"{app}.{codename}" for app, codenames in wanted.items() for codename in codenames))


def _let_use_media(group: Group, permissions: list[Permission]) -> None:
    collection = Collection.get_first_root_node()
    for permission in permissions if collection else ():
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    if "*" in names:
        return list(Permission.objects.all())
    wanted = Q(pk=None)
    for name in names:
        app, codename = name.split(".")
        if codename.startswith("*"):
            wanted |= Q(content_type__app_label=app, codename__in=[f"{a}_{codename[1:]}" for a in ACTIONS])
        else:
            wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _replace_wagtails_own() -> None:
    """Take away Wagtail's two groups, which are ours under other names, and hand its approval to our approvers."""
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators"):
        task.groups.set(Group.objects.filter(name__in=APPROVERS))
    Workflow.objects.filter(name="Moderators approval").update(name=_("发布审核"))
    GroupApprovalTask.objects.filter(name="Moderators approval").update(name=_("发布审核"))
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()
