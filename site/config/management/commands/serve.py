"""Serve the site: the web server and the task worker, side by side, and what is due by the clock."""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config import clock

STOP_SECONDS = 10
#: A terminal that is closed hangs up.
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Command(BaseCommand):
    help = (
        "Serve the site with granian, run the task worker and the daily commands beside it, until one ends or Ctrl+C."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        host, port = address()
        parser.add_argument("--host", default=host)
        parser.add_argument("--port", type=int, default=port)
        parser.add_argument("--workers", type=int, default=int(os.environ.get("WORKERS", "2")))

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        refuse_to_be_public(host)
        refuse_taken_port(host, port)
        self.stdout.write(_("正在启动：http://%(host)s:%(port)s （按 Ctrl+C 停止）") % {"host": host, "port": port})
        threading.Thread(target=clock.run, daemon=True).start()
        sys.exit(run_together(server_command(host, port, workers), worker_command()))


def address() -> tuple[str, int]:
    """Return the host and the port that the environment says to listen on."""
    return os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))


def refuse_to_be_public(host: str) -> None:
    """A demonstration listens on loopback unless its operator says otherwise."""
    if not settings.DEMO or os.environ.get("DEMO_PUBLIC") == "yes" or is_loopback(host):
        return
    raise CommandError(_("演示站点只在本机开放。确实要对外开放，请设 DEMO_PUBLIC=yes。"))


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            values = {"host": host, "port": port}
            raise CommandError(
                _("%(host)s:%(port)s 已被占用或不可用。换一个端口：make demo PORT=8010") % values
            ) from error


def server_command(host: str, port: int, workers: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws"]
    return [*command, "--log-level", "warning", "config.wsgi:application"]


def worker_command() -> list[str]:
    return [sys.executable, str(settings.ROOT / "manage.py"), "db_worker", "--interval", "0.5", "--no-startup-delay"]


def run_together(*commands: list[str]) -> int:
    """Run the commands until the first ends or a signal comes, end the others, return the first one's code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(settings.ROOT / "site"), str(settings.ROOT)])}
    stopping = False

    def stop(*_: Any) -> None:
        nonlocal stopping
        stopping = True

    for number in STOPPING:
        signal.signal(number, stop)
    children = [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    code = next((child.returncode for child in children if child.returncode is not None), 0)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return 0 if stopping else code
