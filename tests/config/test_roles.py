"""The groups of the back office have exactly the rights that are meant, and reach their menus."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page

from config.roles import ROLES, make_groups
from media.models import Picture
from tests.cms.lecture_files import make_recording
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EVERYONE = {"wagtailadmin.access_admin"}
#: By hand, from what each office does; the code is not asked.
RIGHTS = {
    "writer": EVERYONE,
    "editor": EVERYONE
    | {"cms.change_sitedetails"}
    | {f"cms.{verb}_glossaryterm" for verb in ("add", "change", "delete", "view")}
    | {f"cms.{verb}_correction" for verb in ("change", "delete", "view")}
    | {"cms.receive_registration", "cms.host_question"},
    "reviewer": EVERYONE,
    "moderator": EVERYONE
    | {"consultation.moderate_comment", "consultation.view_comment"}
    | {"cms.moderate_question", "cms.host_question"},
    "desk": EVERYONE | {"residents.confirm_resident", "consultation.enter_comment", "cms.receive_registration"},
    "planner": EVERYONE
    | {f"plan.{verb}_{noun}" for verb in ("add", "change", "delete", "view") for noun in ("plan", "proposal", "layer")}
    | {
        f"consultation.{verb}_{noun}"
        for verb in ("add", "change", "delete", "view")
        for noun in ("consultation", "answer", "topic")
    }
    | {"consultation.answer_comment", "consultation.view_comment"},
}
#: What Wagtail adds for a snippet with drafts and locks, when the proposal is registered as one.
OF_DRAFTS = {"plan.publish_proposal", "plan.lock_proposal", "plan.unlock_proposal"}
#: Whose approval lets a proposal out.
PUBLISHES = {"plan.publish_proposal"}
PAGES = {
    "writer": {"add_page", "change_page"},
    "editor": {"add_page", "change_page", "publish_page"},
    "reviewer": {"change_page", "publish_page", "lock_page", "unlock_page"},
    "moderator": set(),
    "desk": set(),
    "planner": set(),
}


def rights_of(name: str) -> set[str]:
    found = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in found}


def test_after_migrating_there_are_our_groups_and_no_others() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {*RIGHTS, "admin"}


@pytest.mark.parametrize("name", RIGHTS)
def test_a_group_has_exactly_its_rights(name: str) -> None:
    assert rights_of(name) - OF_DRAFTS == RIGHTS[name]
    expected = OF_DRAFTS if name == "planner" else PUBLISHES if name in ("editor", "reviewer") else set()
    assert rights_of(name) & OF_DRAFTS == expected


def test_admins_have_every_right() -> None:
    everything = Permission.objects.exclude(content_type__app_label="sessions")  # nobody edits sessions anywhere
    assert everything.count() > 100
    assert not everything.exclude(group__name="admin").exists()


@pytest.mark.parametrize("name", list(RIGHTS))
def test_only_admins_edit_people(name: str) -> None:
    confirms = {"residents.confirm_resident"}  # a place only
    assert not {r for r in rights_of(name) if r.startswith(("residents.", "auth."))} - confirms


@pytest.mark.parametrize("name", PAGES)
def test_a_group_may_do_exactly_this_to_pages(name: str) -> None:
    found = GroupPagePermission.objects.filter(group__name=name).values_list("permission__codename", flat=True)
    assert set(found) == PAGES[name]


@pytest.mark.parametrize("name", [*RIGHTS, "admin"])
def test_each_office_reaches_its_menus(client: Client, name: str) -> None:
    client.force_login(make_user(groups=(name,)))
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("name", "adds", "publishes"),
    [("writer", True, False), ("editor", True, True), ("reviewer", False, True), ("moderator", False, False)],
)
def test_who_adds_pages_and_who_publishes_them(name: str, adds: bool, publishes: bool) -> None:
    rights = Page.objects.get(depth=2).permissions_for_user(make_user(groups=(name,)))
    assert (rights.can_add_subpage(), rights.can_publish()) == (adds, publishes)


@pytest.mark.parametrize(
    ("name", "may"), [("editor", True), ("writer", False), ("reviewer", False), ("planner", False)]
)
def test_only_editors_bring_recordings_and_change_them(client: Client, name: str, may: bool) -> None:
    recording = make_recording()
    client.force_login(make_user(groups=(name,)))
    for path in ("/admin/media/audio/add/", f"/admin/media/edit/{recording.pk}/"):
        assert (client.get(path).status_code == 200) is may


def test_a_writer_sees_the_way_to_a_new_page(client: Client) -> None:
    client.force_login(make_user(groups=("writer",)))
    page = Page.objects.get(depth=2)
    answer = client.get(f"/admin/pages/{page.pk}/")
    assert f"/admin/pages/{page.pk}/add_subpage/" in answer.content.decode()


def test_a_writer_changes_pictures_that_are_there() -> None:
    from wagtail.images.permissions import permission_policy

    writer, moderator = (make_user(groups=(name,)) for name in ("writer", "moderator"))
    assert permission_policy.user_has_permission(writer, "add")
    assert not permission_policy.user_has_permission(moderator, "add")
    assert Picture.objects.count() == 0


def test_our_approvers_approve_what_is_submitted() -> None:
    task = GroupApprovalTask.objects.get()
    assert set(task.groups.values_list("name", flat=True)) == {"editor", "reviewer", "admin"}


def test_a_group_that_was_changed_stays_changed() -> None:
    writers = Group.objects.get(name="writer")
    writers.permissions.clear()
    make_groups()
    assert not writers.permissions.exists()


def test_an_upgrade_gives_a_group_what_is_new_and_nothing_that_was_taken_from_it() -> None:
    planner, moderator = rights_of("planner"), rights_of("moderator")
    Group.objects.get(name="desk").permissions.remove(Permission.objects.get(codename="confirm_resident"))
    Permission.objects.filter(codename="enter_comment").delete()  # as before the release that brings it
    others = {"cms.receive_registration"}
    assert rights_of("desk") == EVERYONE | others
    for _upgrade in range(2):
        call_command("migrate", verbosity=0)
        assert rights_of("desk") == EVERYONE | others | {"consultation.enter_comment"}
        assert "consultation.enter_comment" in rights_of("admin")
        assert (rights_of("planner"), rights_of("moderator")) == (planner, moderator)


def test_a_group_that_was_removed_comes_back_whole() -> None:
    Group.objects.get(name="moderator").delete()
    make_groups()
    assert rights_of("moderator") == RIGHTS["moderator"]


def test_every_role_of_the_house_is_tested() -> None:
    assert set(ROLES) == {*RIGHTS, "admin"}
