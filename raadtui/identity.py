"""Who is at the keyboard, as the system knows it and not as the environment claims."""

from __future__ import annotations

import os
import sys

from db.place import StrPath

_UNSET = 0xFFFFFFFF
"""What the kernel writes where nobody logged in, such as in a container."""


def who(login: StrPath = "/proc/self/loginuid") -> str:
    """Return the account name under which changes are recorded.

    Several people may work under one service account. Who logged in is kept by the kernel
    through sudo and su; where it is not kept, sudo tells; else it is the account itself.
    `$USER` is never believed: anyone can set it. Where the kernel and sudo each name another,
    both are noted: what no login set, or no sudo, anyone can set as well. An administrator who
    became root is who logged in.
    """
    if sys.platform == "win32":
        return os.getlogin()
    logged_in, behind_sudo = _logged_in(login), _behind_sudo()
    if logged_in is None:
        return _name(os.getuid() if behind_sudo is None else behind_sudo)
    if behind_sudo is None or behind_sudo in (0, logged_in):
        return _name(logged_in)
    return f"{_name(logged_in)} (sudo: {_name(behind_sudo)})"


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


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
