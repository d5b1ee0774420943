"""Why the operating system refused something, in the user's language."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from council.errors import Damaged, NotAllowed, RaadError
from council.wording import N_, Message, _, say

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The errors that mean there is no room left (POSIX `errno.h`)."""

_REASONS = {
    errno.EACCES: N_("you have no right to do that"),
    errno.EPERM: N_("you have no right to do that"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOENT: N_("it is not there"),
    errno.ENOTDIR: N_("a folder in its path is a file"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it exists already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.EMFILE: N_("too many files are open"),
    errno.ELOOP: N_("its links go round in a circle"),
    **dict.fromkeys(FULL, N_("the disk is full")),
}


def reason_of(error: OSError) -> str:
    """Return why, as a clause that fits behind a colon."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)


def failure(error: OSError, message: Message) -> RaadError:
    """Return the error for a file that cannot be used: a full disk is nobody's lack of rights."""
    return Damaged(message) if error.errno in FULL else NotAllowed(message)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[None]:
    """Say of the file or folder that the user knows why what is done inside cannot be written."""
    try:
        yield
    except OSError as error:
        raise failure(
            error,
            say("{file} cannot be written: {reason}.", file=str(path), reason=reason_of(error)),
        ) from error
