"""Reading what the user hands over: a file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from council.errors import Damaged, NotAllowed, NotFound
from council.wording import say
from db.reasons import reason_of


def read_input(name: str) -> bytes:
    """Return the bytes of the file called `name`; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(say("There is no file {file}.", file=name)) from error
    except PermissionError as error:
        raise NotAllowed(say("You have no right to read {file}.", file=name)) from error
    except OSError as error:
        raise Damaged(
            say("{file} cannot be read: {reason}.", file=name, reason=reason_of(error))
        ) from error
