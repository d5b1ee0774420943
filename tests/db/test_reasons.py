"""Why the operating system refused something, in words."""

from __future__ import annotations

import errno
import os

import pytest

from council.errors import Damaged, NotAllowed, RaadError
from council.wording import say
from db.reasons import failure, reason_of


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "you have no right to do that"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EISDIR, "it is a folder"),
        (errno.EPIPE, os.strerror(errno.EPIPE)),
    ],
)
def test_a_reason_reads_as_a_clause(number: int, reason: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == reason


def test_an_error_without_a_number_keeps_its_own_words() -> None:
    assert reason_of(OSError("the tape is torn")) == "the tape is torn"


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, Damaged), (errno.EDQUOT, Damaged), (errno.EACCES, NotAllowed)],
)
def test_a_full_disk_is_no_lack_of_rights(number: int, kind: type[RaadError]) -> None:
    assert type(failure(OSError(number, ""), say("A meeting needs a title."))) is kind
