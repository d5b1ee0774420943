"""The front door: choose the language, run what was asked, say in one line what went wrong."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress

from council.errors import RaadError, fault
from council.meetings import TIMEZONE
from council.wording import _
from raadtui.cli.context import Context, Options, read_options
from raadtui.cli.printing import (
    BROKEN_PIPE,
    DAMAGED,
    DONE,
    INTERRUPTED,
    WRONG_USE,
    ReaderGone,
    complain,
    fall_silent,
    open_closed_streams,
    speak_utf8,
    status_of,
)
from raadtui.language import choose, use


class Ended(BaseException):
    """The system ended the command, with the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> int:
    """Run the command on the command line and return its exit status."""
    # What is loaded is no garbage; looking for some takes a twentieth of a short command.
    gc.disable()
    _keep_the_time_of_the_council()
    status = run(sys.argv[1:])
    if "threading" not in sys.modules:
        # All is closed and there is nobody to wait for. Python would take down every object
        # first, which is a tenth of what a short command takes.
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status)
    return status


def _keep_the_time_of_the_council() -> None:
    """Let today begin, and a meeting be over, when it is so for the council.

    Many servers keep UTC, and whoever logs in brings a time zone of their own.
    """
    if sys.platform != "win32":  # which knows no other zone than its own
        os.environ["TZ"] = TIMEZONE
        time.tzset()


def run(arguments: list[str]) -> int:
    """Run one command; whatever goes wrong becomes one sentence and an exit status."""
    open_closed_streams()
    speak_utf8()
    options, rest = read_options(arguments)
    context = Context()
    _choose_language(options, context)
    try:
        status = _dispatch(arguments, options, rest, context)
        sys.stdout.flush()
        return status
    except RaadError as error:
        complain(str(error))
        return status_of(error)
    except (ReaderGone, BrokenPipeError):
        fall_silent()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Ended as end:
        fall_silent()
        return 128 + end.number
    except OSError as error:
        from db.reasons import reason_of

        complain(_("This did not work: {reason}.", reason=reason_of(error)))
        fall_silent()
        return DAMAGED
    except Exception as error:
        complain(str(fault(error)))
        return DAMAGED
    finally:
        context.close()


def _choose_language(options: Options, context: Context) -> None:
    try:
        configured = context.settings.lang
    except RaadError:  # told when the settings are needed, in a language chosen without them
        configured = ""
    use(choose(options.lang, configured, os.environ))


def _dispatch(arguments: list[str], options: Options, rest: list[str], context: Context) -> int:
    """Run what needs no parser at once, and everything else through click."""
    completing = "_RAADTUI_COMPLETE" in os.environ
    if rest in ([], ["today"]) and options.lang in ("", "nl", "en") and not completing:
        context.options = options
        if not rest:
            from raadtui.cli.screens import open_screens

            return open_screens(context)
        from raadtui.cli.today import show

        show(context)
        return DONE
    return _through_click(arguments, context)


def _through_click(arguments: list[str], context: Context) -> int:
    import gettext

    import click

    from raadtui.cli.program import program
    from raadtui.language import CATALOGUES, DOMAIN

    gc.enable()
    _end_in_order()
    # Click asks gettext for the few words of its help.
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
    try:
        status = program.main(arguments, prog_name="raadtui", standalone_mode=False, obj=context)
    except click.ClickException as error:
        from raadtui.cli.wrong_use import sentence

        complain(sentence(error))
        return WRONG_USE
    except click.Abort:
        return INTERRUPTED
    return status if isinstance(status, int) else DONE


def _end_in_order() -> None:
    """Let the system, or a line that is cut, end a command as an error does: all is tidied up.

    Else a copy of the database that was being made stays beside it. What is ignored (`nohup`)
    stays ignored; the screens and a watched folder have answers of their own.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows knows no hang-up
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> None:
    raise Ended(number)


if __name__ == "__main__":
    sys.exit(main())
