"""Who is at the keyboard, as the system knows it and not as the environment claims."""

from __future__ import annotations

import os

from db.place import StrPath

_UNSET = 0xFFFFFFFF
"""What the kernel writes where nobody logged in, such as in a container."""


def who(login: StrPath = "/proc/self/loginuid") -> str:
    """Return the account name under which changes are recorded.

    Several people may work under one service account. Who logged in is kept by the kernel
    through sudo and su; where it is not kept, sudo tells; else it is the account itself.
    `$USER` is never believed: anyone can set it.
    """
    try:
        import pwd
    except ImportError:  # Windows
        return os.getlogin()

    for uid in (_logged_in(login), _behind_sudo(), os.getuid()):
        if uid is not None:
            try:
                return pwd.getpwuid(uid).pw_name
            except KeyError:
                return str(uid)
    raise AssertionError  # os.getuid() is never None


def _logged_in(login: StrPath) -> int | None:
    try:
        with open(login, "rb") as file:
            uid = int(file.read())
    except (OSError, ValueError):
        return None
    return None if uid == _UNSET else uid


def _behind_sudo() -> int | None:
    uid = os.environ.get("SUDO_UID", "")
    return int(uid) if uid.isascii() and uid.isdigit() else None
