"""Every exception that Rashomon raises. They mean that there is no result at all; everything else is a `Problem`.

    RashomonError
    ├── InputError            a source cannot be read
    │   ├── NoSources         nothing to read was found
    │   ├── UnknownFormat     the bytes are of no format that we read
    │   ├── UnreadableInput   the format is known, the content is broken or over a limit
    │   └── FetchError        an address could not be fetched, or may not be
    ├── OptionError           an option or a story file asks for something impossible
    ├── StoreError            the story's database cannot be used
    │   └── SchemaTooNew      it was written by a later version
    ├── OutputError           the output folder cannot be written
    ├── VerifyError           a record does not agree with its sources
    └── ModelError            a shipped model file is missing or altered

A message says what, where, and what to do next.
"""


class RashomonError(Exception):
    """Root of the tree; `exit_code` is what the command line returns for it."""

    exit_code = 1


class InputError(RashomonError):
    """A source cannot be read."""

    exit_code = 3


class NoSources(InputError):
    """Nothing to read was found among the given files, folders and globs."""


class UnknownFormat(InputError):
    """The bytes are of no format that Rashomon reads."""


class UnreadableInput(InputError):
    """The format is known, but the content is broken or over a limit."""


class FetchError(InputError):
    """An address could not be fetched, or may not be: `code` is the short name of the reason, for its Problem.

    `wait` is the number of seconds after which to ask again, where the host said so.
    """

    def __init__(self, code: str, message: str, *, wait: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.wait = wait


class OptionError(RashomonError):
    """An option or a story file asks for something impossible."""

    exit_code = 2


class StoreError(RashomonError):
    """The story's database cannot be used."""

    exit_code = 4


class SchemaTooNew(StoreError):
    """The database was written by a later version of Rashomon."""


class OutputError(RashomonError):
    """The output folder cannot be written."""

    exit_code = 4


class VerifyError(RashomonError):
    """A record does not agree with its sources."""

    exit_code = 5


class ModelError(RashomonError):
    """A shipped model file is missing or altered."""

    exit_code = 6
