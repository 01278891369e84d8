"""Wagtail's users app, with our views of people in its place."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "residents.people_admin.PeopleViewSet"
