"""What stops a build: an error that names the file and the line to look at."""

from pathlib import Path


class BookError(Exception):
    """One mistake in the book's sources; printed as `file:line: message`."""

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None):
        self.message, self.path, self.line = message, path, line
        where = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{where}: {message}" if where else message)


class BookErrors(BookError):
    """Several mistakes found in one go."""

    def __init__(self, errors: list[BookError]):
        self.errors = errors
        Exception.__init__(self, "\n".join(str(error) for error in errors))


def raise_all(errors: list[BookError]) -> None:
    """Raise nothing, the one error, or all of them together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise BookErrors(errors)
