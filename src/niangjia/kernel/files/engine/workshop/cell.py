"""Locks the process in: little memory, little time, and no way out but its answer.

After `shut()` the kernel refuses whatever is not needed to compute: opening files, sockets, other
programs. Where there is no seccomp (another system than Linux, another machine than x86-64 and
arm64) the limits alone hold.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

MEMORY = 480 * 1024 * 1024
#: Processor seconds. Whoever started the process also watches the clock on the wall.
SECONDS = 8
#: No answer is longer.
MOST_OUT = 32 * 1024 * 1024

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
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


def limit() -> None:
    """Set the limits; first of all, before anything is imported that reads files."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUT, MOST_OUT))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


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
