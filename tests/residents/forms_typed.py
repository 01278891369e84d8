"""What people type into the account forms, valid by default."""

from tests.factories import PASSWORD

BOX = "/plan/ring/?theme=green#my-comments"
BOX_IN_A_QUERY = "/plan/ring/%3Ftheme%3Dgreen%23my-comments"


#: What the migrated texts ask for.
TICKED = {
    "old_enough": "on",
    "agree_privacy": "on",
    "version_privacy": "1",
    "agree_terms": "on",
    "version_terms": "1",
}


def signup_typed(**changed: str) -> dict[str, str]:
    return (
        {
            "display_name": "枫桥边的阿婆",
            "email": "apo@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "neighbourhood": "",
        }
        | TICKED
        | changed
    )


def login_typed(login: str, password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"login": login, "password": password} | more
