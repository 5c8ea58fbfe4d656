"""A small closed-loop HTTP load generator and CPU meter, loopback only, bounded in count."""

from __future__ import annotations

import asyncio
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: One request: its bytes and the status that means success.
Request = tuple[bytes, int]
TICKS = 100  # clock ticks per second of /proc/*/stat on Linux


@dataclass(slots=True)
class Outcome:
    """What one run measured. Times in seconds."""

    latencies: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    seconds: float = 0.0
    cpu_ms: float = 0.0

    def report(self) -> dict[str, float | int]:
        """Figures for a table: rate, percentiles, CPU of all server processes per request."""
        done = len(self.latencies)
        cuts = statistics.quantiles(self.latencies, n=100) if done > 1 else [0.0] * 99
        return {
            "per_s": round(done / self.seconds, 1),
            "p50_ms": round(cuts[49] * 1e3, 1),
            "p95_ms": round(cuts[94] * 1e3, 1),
            "p99_ms": round(cuts[98] * 1e3, 1),
            "cpu_ms": round(self.cpu_ms / max(done, 1), 2),
            "done": done,
            "wrong": len(self.wrong),
        }


def http(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of one HTTP/1.1 request over a kept connection."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}"] if body or method == "POST" else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def _client(port: int, todo: Iterator[Request], out: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for data, expected in todo:
        start = time.perf_counter()
        writer.write(data)
        status = await _answer(reader)
        if status == expected:
            out.latencies.append(time.perf_counter() - start)
        else:
            out.wrong.append(status)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        while (size := int((await reader.readline()).split(b";")[0], 16)) or False:
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    elif (at := lower.find(b"content-length: ")) >= 0:
        await reader.readexactly(int(lower[at + 16 : lower.index(b"\r\n", at)]))
    return int(head[9:12])


def run(
    port: int, requests: Iterator[Request], clients: int, pids: Callable[[], list[int]]
) -> Outcome:
    """Send all `requests` with `clients` connections, each waiting for its answer."""
    out = Outcome()
    before, start = cpu_seconds(pids()), time.perf_counter()

    async def all_clients() -> None:
        await asyncio.gather(*(_client(port, requests, out) for _ in range(clients)))

    asyncio.run(all_clients())
    out.seconds = time.perf_counter() - start
    out.cpu_ms = (cpu_seconds(pids()) - before) * 1e3
    return out


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of processes and those of their children that ended."""
    total = 0
    for pid in pids:
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(part) for part in parts[11:15])
    return total / TICKS


def tree(root: int) -> list[int]:
    """A process and all below it."""
    found, queue = [root], [root]
    while queue:
        pid = queue.pop()
        try:
            text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        except OSError:
            continue
        children = [int(part) for part in text.split()]
        found += children
        queue += children
    return found
