"""The real thing: the demonstration loaded into a temporary folder, served as `make demo` does, driven by Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-password-for-tests"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(var: Path, port: int) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "CAOYANG_VAR": str(var),
        "DEMO_PASSWORD": PASSWORD,
        "COMMENT_RATE": "500/10m",  # a few people write for all tests
        "PORT": str(port),
    }


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration of its own, gone after the session."""
    var, port = tmp_path_factory.mktemp("var"), _free_port()
    environment = _environment(var, port)
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "demo"], env=environment, check=True, timeout=300)
    process = subprocess.Popen([*manage, "serve"], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + "/readyz/", process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended while starting"
        try:
            if urllib.request.urlopen(url, timeout=5).status == 200:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "Chromium is missing: make test says how to install it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, server: str) -> Iterator[OpenPage]:
    """Open a page as somebody new: a fresh context, of phone size unless told, with fingers if told; its faults fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(path: str = "/", *, size: ViewportSize = PHONE, script: bool = True, touch: bool = False) -> Page:
        context = chromium.new_context(
            viewport=size, java_script_enabled=script, has_touch=touch, base_url=server, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda m: faults.append(f"{page.url}: {m.text}") if "Content Security" in m.text else None)
        page.on("request", lambda r: faults.append(f"{page.url} asked {r.url}") if _foreign(r.url, server) else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _foreign(url: str, server: str) -> bool:
    return not url.startswith((server, "data:", "blob:", "about:"))


def sign_in(page: Page, name: str, *, then: str = "/me/") -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def has_no_barrier(page: Page) -> None:
    """Fail when axe finds something on the page, or when it is wider than its screen."""
    found = Axe().run(page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
