"""How allauth works with our user: made-up user names, nothing confirmed to a stranger."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from residents.models import User
from residents.models.user import made_up_username


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: User) -> None:
        user.username = made_up_username()
