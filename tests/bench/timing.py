"""How long a piece of work takes: the median of some rounds, after one that fills what a process keeps."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 15


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
