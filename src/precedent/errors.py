"""One base for what can go wrong and be told to a person: what was wrong, and what to do."""

from __future__ import annotations


class PrecedentError(Exception):
    """An error a user can act on. ``str()`` is one line: what was wrong; what to do."""

    exit_code = 1

    def __init__(self, wrong: str, advice: str | None = None) -> None:
        self.wrong, self.advice = wrong, advice
        super().__init__(f"{wrong}; {advice}" if advice else wrong)


class UsageError(PrecedentError):
    """The command or call itself was off."""

    exit_code = 2


class SourceError(PrecedentError):
    """A source that cannot be read at all (no such file, no permission)."""


class CodebookError(PrecedentError):
    """A codebook that does not follow the format."""


class LedgerError(PrecedentError):
    """The ledger cannot be opened, read or written."""


class Interrupted(LedgerError):
    """The ledger was told to stop in the middle of its work; the transaction under way was taken back."""


class Conflict(PrecedentError):
    """Something was changed by another since it was looked at."""


class NotFound(PrecedentError):
    """No report, event or claim has that id."""
