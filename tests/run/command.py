"""The command line as a process, on one data directory."""

import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Command:
    """The command line on one data directory, with the pretended site."""

    data: Path
    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "niangjia.run.cli", *words, "--data", str(self.data)]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.words(*words),
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def up(self, port: int, *words: str) -> subprocess.Popen[str]:
        """Start ``up`` and wait until it says that it is ready."""
        process = subprocess.Popen(
            self.words("up", "--no-open", "--port", str(port), *words),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                return process
        raise AssertionError("".join(said))

    def stop(self, process: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> str:
        """Stop ``up`` like a service manager, or as told; returns its last words."""
        process.send_signal(how)
        return process.communicate(timeout=60)[0]

    def stop_all(self) -> None:
        """Stop whatever a failed test left running."""
        for process in self.started:
            if process.poll() is None:
                self.stop(process)
            if process.stdout:
                process.stdout.close()
