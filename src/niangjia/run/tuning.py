"""The settings the embedded server runs with, given on its command line.

They stand here and not in a file inside the cluster, because root must not write into a folder
that belongs to another account, and because a restart then always runs with today's values.
"""

import os
from pathlib import Path

MB = 2**20
LARGEST_CACHE = 256 * MB
SMALLEST_CACHE = 32 * MB


def server_options(sockets: Path, port: int, durable: bool = True) -> dict[str, str]:
    """All options of the server. The log keeps to terse messages: rows and parameters of people
    must not end up in a file, hence no statements and no parameter values even on errors."""
    safe = "on" if durable else "off"
    return {
        "listen_addresses": "",
        "unix_socket_directories": quoted(sockets),
        "unix_socket_permissions": "0700",
        "port": str(port),
        "max_connections": "120",
        "shared_buffers": f"{cache_size() // MB}MB",
        "wal_compression": "on",
        "jit": "off",
        "fsync": safe,
        "synchronous_commit": safe,
        "full_page_writes": safe,
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_destination": "stderr",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_checkpoints": "off",
    }


def quoted(path: Path) -> str:
    """Write a folder for a list setting: commas and spaces may stand in its name."""
    return '"' + str(path).replace('"', '""') + '"'


def cache_size() -> int:
    """Shared buffers in bytes: an eighth of the memory, between 32 and 256 MB."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(SMALLEST_CACHE, min(LARGEST_CACHE, memory // 8))
