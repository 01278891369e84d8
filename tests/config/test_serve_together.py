"""Two processes side by side: neither outlives the other, and the end of the first is told on."""

import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.management.commands import serve

WAIT = "import os, pathlib, signal, sys, time\ndef wait_for(file):\n    while not pathlib.Path(file).exists(): time.sleep(0.01)\n"
#: Says who it is once it is ready, then stays for longer than any test.
STAYS = "new = pathlib.Path(sys.argv[1] + '.new'); new.write_text(str(os.getpid())); new.rename(sys.argv[1])\ntime.sleep(60)\n"
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STAYS


def child(code: str, *arguments: Path | str) -> list[str]:
    return [sys.executable, "-S", "-c", WAIT + code, *map(str, arguments)]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("code", [0, 3])
@pytest.mark.parametrize("ender_first", [True, False], ids=["server_ends", "worker_ends"])
def test_when_one_ends_the_other_is_ended_and_the_code_is_passed_on(
    code: int, ender_first: bool, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    ends, stays = child("wait_for(sys.argv[1]); sys.exit(int(sys.argv[2]))", ready, str(code)), child(STAYS, ready)
    assert serve.run_together(*((ends, stays) if ender_first else (stays, ends))) == code
    assert not alive(int(ready.read_text()))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_both_and_is_no_failure(number: signal.Signals, tmp_path: Path) -> None:
    server, worker = tmp_path / "server", tmp_path / "worker"
    signals = "new = pathlib.Path(sys.argv[1] + '.new'); new.write_text(str(os.getpid())); new.rename(sys.argv[1])\n"
    signals += "wait_for(sys.argv[2]); os.kill(os.getppid(), int(sys.argv[3])); time.sleep(60)"
    code = serve.run_together(child(signals, server, worker, str(int(number))), child(STAYS, worker))
    assert code == 0
    assert not alive(int(server.read_text()))
    assert not alive(int(worker.read_text()))


def test_one_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "STOP_SECONDS", 0.2)
    ready = tmp_path / "ready"
    assert serve.run_together(child("wait_for(sys.argv[1]); sys.exit(5)", ready), child(STUBBORN, ready)) == 5
    assert not alive(int(ready.read_text()))


def test_one_that_tidies_up_is_given_the_time(tmp_path: Path) -> None:
    ready, tidied = tmp_path / "ready", tmp_path / "tidied"
    tidies = "def tidy(*_):\n    pathlib.Path(sys.argv[2]).touch(); sys.exit(0)\nsignal.signal(signal.SIGTERM, tidy)\n"
    assert serve.run_together(child("wait_for(sys.argv[1])", ready), child(tidies + STAYS, ready, tidied)) == 0
    assert tidied.exists()


def test_both_find_the_code_of_the_site(tmp_path: Path) -> None:
    said = tmp_path / "path"
    serve.run_together(child("pathlib.Path(sys.argv[1]).write_text(os.environ['PYTHONPATH'])", said))
    folders = [Path(folder) for folder in said.read_text().split(os.pathsep)]
    assert (folders[0] / "config" / "wsgi.py").exists()
    assert (folders[1] / "manage.py").exists()


def test_the_server_is_told_where_to_listen_and_with_how_many() -> None:
    command = serve.server_command("127.0.0.1", 8010, 3)
    pairs = dict(itertools.pairwise(command))
    assert (pairs["--host"], pairs["--port"], pairs["--workers"]) == ("127.0.0.1", "8010", "3")
    assert command[-1] == "config.wsgi:application"


def test_the_worker_is_the_one_of_the_database_queue() -> None:
    command = serve.worker_command()
    assert Path(command[1]).name == "manage.py"
    assert Path(command[1]).exists()
    assert command[2] == "db_worker"
