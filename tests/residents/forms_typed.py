"""What people type into the account forms, valid by default."""

from tests.factories import PASSWORD

BOX = "/plan/ring/?theme=green#my-comments"
BOX_IN_A_QUERY = "/plan/ring/%3Ftheme%3Dgreen%23my-comments"


def signup_typed(**changed: str) -> dict[str, str]:
    return {
        "display_name": "枫桥边的阿婆",
        "email": "apo@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "neighbourhood": "",
    } | changed


def login_typed(login: str, password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"login": login, "password": password} | more
