"""Locks a process in that takes a stranger's file apart: little memory, little time, and no way
out but its answer.

After `shut()` the kernel refuses whatever is not needed to compute: opening files, sockets, other
programs. Where there is no seccomp (another system than Linux, another machine than x86-64 and
arm64) the limits alone hold, and `shut()` says so. Imports nothing of the house: the locked process
knows nothing of it.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a locked process may use: bytes of memory, processor seconds, bytes of its answer where
    that goes to a file, files open at once. Whoever started it also watches the clock on the wall.
    """

    memory: int
    seconds: int
    out: int = 0
    files: int = 64


AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
#: read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
#: pread64 writev sched_yield mremap madvise getpid exit fcntl gettimeofday getrusage sysinfo gettid
#: futex sched_getaffinity clock_gettime clock_nanosleep exit_group tgkill getrandom rseq
ALLOWED = {
    "x86_64": (
        *(0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 20, 24, 25, 28, 39, 60, 72, 96, 98, 99),
        *(186, 202, 204, 228, 230, 231, 234, 318, 334),
    ),
    "aarch64": (
        *(63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 66, 124, 216, 233, 172, 93),
        *(25, 169, 165, 179, 178, 98, 123, 113, 115, 94, 131, 278, 293),
    ),
}
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
#: Numbers from here on are another calling convention of x86-64.
X32 = 0x40000000
PARENT_DEATH, DUMPABLE, NO_NEW_PRIVILEGES, SECCOMP, FILTER = 1, 4, 38, 22, 2


def limit(bounds: Bounds) -> None:
    """Set the limits; first of all, before anything is imported that reads files."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.out, bounds.out))
    resource.setrlimit(resource.RLIMIT_NOFILE, (bounds.files, bounds.files))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))


def undumped() -> None:
    """No image of this process's memory: neither a core file nor one handed to a program, which
    the limit of core files does not stop (core(5)), nor a look from a debugger."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DUMPABLE, 0, 0, 0, 0)


def bound_to_parent() -> None:
    """End with whoever started this process, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL, 0, 0, 0)


def shut() -> bool:
    """Let the kernel refuse everything but computing. False where it has no such filter."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in ALLOWED:
        return False
    code = program(machine)
    rules = ctypes.create_string_buffer(b"".join(code))
    head = struct.pack("HxxxxxxP", len(code), ctypes.addressof(rules))
    libc = ctypes.CDLL(None, use_errno=True)
    held = libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    if not held or libc.prctl(SECCOMP, FILTER, ctypes.c_char_p(head), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return True


def program(machine: str) -> list[bytes]:
    """The filter: this machine's numbers only, those on the list, EPERM for all others."""
    numbers = ALLOWED[machine]
    out = [
        _rule(LOAD, 4),
        _rule(EQUAL, AUDIT_ARCH[machine], 1, 0),
        _rule(RETURN, KILL),
        _rule(LOAD, 0),
        _rule(AT_LEAST, X32, len(numbers), 0),
    ]
    for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
        out.append(_rule(EQUAL, number, left, 0))
    return [*out, _rule(RETURN, REFUSE), _rule(RETURN, ALLOW)]


def _rule(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)
