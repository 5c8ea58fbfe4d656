"""How a request's files come in: to an unnamed file on disk, and never more than a file may have.

A file that is too large is passed over while the words beside it are read to the end: nothing that
was typed is lost with it.
"""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers

from niangjia.kernel.files import rules

#: No file of the house is larger, and no request altogether.
LARGEST = max(rules.BYTES.values())
REQUEST = 90 * rules.MB


class Bounded(FileUploadHandler):
    """Stands first: counts, and passes over what is too large. `request.passed_over` names it."""

    def handle_raw_input(
        self, source: Any, meta: Any, length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """A request nobody sends by hand is read for its words alone."""
        self.too_long = length > REQUEST
        self.request.passed_over = []  # type: ignore[union-attr]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.left = LARGEST

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what is within bounds."""
        self.left -= len(raw_data)
        if self.left < 0 or self.too_long:
            self.request.passed_over.append((self.file_name or "")[-80:])  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Whoever stands behind has the file."""
        return


class Spooled(FileUploadHandler):
    """Writes to a file without a name: when the process dies, nothing is left of it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file and let nobody behind see it."""
        super().new_file(*args, **kwargs)
        self.file = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the request)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write it down."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file as pages know it."""
        self.file.seek(0)
        return UploadedFile(
            self.file,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The line broke."""
        if spool := getattr(self, "file", None):
            spool.close()
