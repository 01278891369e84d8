"""What the footer owes by law: each line from the settings, none made up, each number in its form."""

import pytest
from django.test import Client

from cms.models import SiteDetails
from tests.cms.site_tree import make_home, make_picture, read
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def fill_in(**fields: object) -> None:
    details = SiteDetails.for_site(make_home().get_site())
    for name, value in fields.items():
        setattr(details, name, value)
    details.save()


def footer() -> str:
    return read("/").split("<footer", 1)[1]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        pytest.param("run_by", "示例中心", "<dt>承办</dt><dd>示例中心</dd>", id="run_by"),
        pytest.param("complaints", "举报电话 示例", "<dt>违法和不良信息举报</dt><dd>举报电话 示例</dd>", id="complaints"),
        pytest.param("fault_link", "https://fault.example/?x=1", '<a href="https://fault.example/?x=1">我为政府网站找错</a>', id="fault"),
        pytest.param("icp", "沪ICP备00000001号-1", '<a href="https://beian.miit.gov.cn/">沪ICP备00000001号-1</a>', id="icp"),
        pytest.param("police_record", "沪公网安备 00000000000001号", "code=00000000000001", id="police_record"),
    ],
)  # fmt: skip
def test_a_line_is_there_once_it_is_filled_in(field: str, value: str, shown: str) -> None:
    make_home()
    assert shown not in footer()
    fill_in(**{field: value})
    assert shown in footer()


def test_the_mark_of_an_office_is_the_offices_own_picture() -> None:
    fill_in(office_mark_link="https://mark.example/")
    assert "mark.example" not in footer()
    fill_in(office_mark=make_picture(alt="机构标识"))
    assert '<a href="https://mark.example/"><img' in footer()
    assert 'alt="机构标识"' in footer()


def test_texts_corrections_feed_and_map_are_linked_from_every_footer() -> None:
    make_home()
    for path in ("/me/agreements/privacy/", "/me/agreements/terms/", "/correction/", "/feed/", "/sitemap/"):
        assert f'href="{path}' in footer()
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "good"),
    [
        pytest.param("icp", "沪ICP备00000001号", True, id="icp"),
        pytest.param("icp", "沪ICP备00000001号-12", True, id="icp_of_one_site"),
        pytest.param("icp", "沪ICP备示例号", False, id="icp_without_digits"),
        pytest.param("icp", "ICP备00000001号", False, id="icp_without_province"),
        pytest.param("police_record", "沪公网安备 00000000000001号", True, id="police"),
        pytest.param("police_record", "沪公网安备 1 号", False, id="police_too_short"),
        pytest.param("site_code", "0000000001", True, id="site_code"),
        pytest.param("site_code", "000000001", False, id="site_code_of_nine"),
        pytest.param("fault_link", "https://fault.example/", True, id="link"),
        pytest.param("fault_link", "javascript:alert(1)", False, id="no_link"),
        pytest.param("icp", "", True, id="nothing"),
    ],
)
def test_the_form_of_the_settings_knows_the_form_of_each_number(field: str, value: str, good: bool) -> None:
    site = make_home().get_site()
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    typed = {"moderation_hours": "48", "stale_days": "30", "owner": "示例街道", field: value}
    client.post(f"/admin/settings/cms/sitedetails/{site.pk}/", typed)
    saved = SiteDetails.for_site(site)
    assert (saved.owner == "示例街道") is good
    assert getattr(saved, field) == (value if good else "")
