"""Floor 5: the front door. The command line, the app, configuration and translations."""

__version__ = "0.1.0"

import sys

if sys.version_info < (3, 12):
    # As later Pythons do: its own datetime defines in Python first what it then has in C.
    import _datetime  # type: ignore[import-not-found]

    sys.modules.setdefault("datetime", _datetime)
