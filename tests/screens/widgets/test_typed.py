"""What is typed is read whole, however it comes in, and in the letters that old terminals send."""

from __future__ import annotations

import asyncio
import os
import select

import pytest
from textual import events
from textual.message import Message

from screens.widgets.typed import Typed

PASTED = "pasted: b\x1b3\r\nc"


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        pytest.param([b"a\x1b[Bc"], ["a", "down", "c"], id="several at once"),
        pytest.param([b"\x1b", b"[", b"B"], ["down"], id="a key in pieces"),
        pytest.param([b"\x1b"], ["escape"], id="an Esc that nothing follows"),
        pytest.param([b"\x1b3"], ["escape", "3"], id="an Esc with the key after it"),
        pytest.param([b"\x1b", b"3"], ["escape", "3"], id="an Esc and soon a key"),
        pytest.param([b"\x1b/ab\x1b\r"], ["escape", "/", "a", "b", "escape", "enter"], id="twice"),
        pytest.param([b"\x1b\x1b[B"], ["escape", "down"], id="an Esc and a key that begins so"),
        pytest.param([b"\x1b\x1b"], ["escape", "escape"], id="an Esc and another"),
        pytest.param([b"\x1b\xc3\xab"], ["escape", "ë"], id="an Esc and a letter in pieces"),
        pytest.param([b"a\x1b[200~b\x1b3\r\nc\x1b[201~d"], ["a", PASTED, "d"], id="a paste"),
        pytest.param(
            [b"\x1b[200~b\x1b3", b"\r\nc\x1b[20", b"1~d"], [PASTED, "d"], id="a paste in pieces"
        ),
        pytest.param(
            [b"a\x1b[20", b"0~b\x1b3\r\nc\x1b", b"[201~d"], ["a", PASTED, "d"], id="marks in pieces"
        ),
        pytest.param(
            [bytes([one]) for one in b"\x1b[200~b\x1b3\r\nc\x1b[201~d"],
            [PASTED, "d"],
            id="a paste byte by byte",
        ),
        pytest.param(
            [b"\x1b\x1b[200~b\x1b[201~"], ["escape", "pasted: b"], id="an Esc and a paste"
        ),
        pytest.param([b"\x1bO"], ["escape", "O"], id="an Esc and a letter that keys begin with"),
        pytest.param([b"\x1b", b"["], ["escape", "["], id="and soon such a one"),
        pytest.param(
            [b"\x1b\x1bOB"], ["escape", "down"], id="an Esc and a key that begins with it"
        ),
        pytest.param([b"\xc3", b"\xab"], ["ë"], id="a letter in pieces"),
        pytest.param([b"caf\xe9s"], ["c", "a", "f", "é", "s"], id="a letter of Windows"),
        pytest.param([b"\xe9"], ["é"], id="a letter of Windows that nothing follows"),
        pytest.param([b"\x80\x92"], ["€", "\u2019"], id="signs of Windows"),
        pytest.param([b"\x81a"], ["\ufffd", "a"], id="a byte that is no letter anywhere"),
    ],
)
async def test_what_comes_in_is_what_was_typed(pieces: list[bytes], keys: list[str]) -> None:
    there, here = os.pipe()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    failed: list[Exception] = []
    typed = Typed(there, asyncio.get_running_loop(), heard.put_nowait, failed.append)
    for piece in pieces:
        await _write(here, piece, there)
    messages = [await asyncio.wait_for(heard.get(), 10) for _ in keys]
    typed.stop()
    assert [_name(one) for one in messages] == keys
    assert heard.empty()
    assert not failed
    os.close(here)
    os.close(there)


class _Clock(asyncio.SelectorEventLoop):
    """A loop that has the time it is given."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def pass_until(self, now: float) -> None:
        """Do what there is to do up to a moment."""
        self.now = now
        for _ in range(3):  # what is read is dealt with in a turn of its own
            self.call_soon(self.stop)
            self.run_forever()


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        # As OpenSSH for Windows may send an arrow, and the answer to what a terminal can do.
        ({0.0: b"\x1b", 0.08: b"[B", 0.5: b""}, ["down"]),
        ({0.0: b"\x1b", 0.08: b"[?2026;2$y", 0.5: b""}, []),
        ({0.0: b"\x1b", 0.11: b"", 0.12: b"3"}, ["escape", "3"]),
    ],
)
def test_the_rest_of_a_key_has_a_tenth_of_a_second_to_come(
    pieces: dict[float, bytes], keys: list[str]
) -> None:
    there, here = os.pipe()
    loop, heard = _Clock(), list[Message]()
    typed = Typed(there, loop, heard.append, _fail)
    for moment, piece in pieces.items():
        loop.pass_until(moment)
        os.write(here, piece)
        loop.pass_until(moment)
    assert [_name(one) for one in heard if isinstance(one, events.Key)] == keys
    typed.stop()
    loop.close()
    os.close(here)
    os.close(there)


async def test_keys_are_typed_again_after_a_paste_that_is_not_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screens.widgets.typed._GIVEN_UP", 0.01)
    there, here = os.pipe()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    typed = Typed(there, asyncio.get_running_loop(), heard.put_nowait, _fail)
    os.write(here, b"\x1b[200~half")
    assert _name(await asyncio.wait_for(heard.get(), 10)) == "pasted: half"
    os.write(here, b"\x1b[201~\x11")
    assert _name(await asyncio.wait_for(heard.get(), 10)) == "ctrl+q"
    typed.stop()
    os.close(here)


@pytest.mark.parametrize(
    ("typed", "heard"), [(b"\x1b", "escape"), (b"\x1b[200~half", "pasted: half")]
)
async def test_what_was_half_typed_at_a_stop_is_there_at_once(typed: bytes, heard: str) -> None:
    there, here = os.pipe()
    messages: asyncio.Queue[Message] = asyncio.Queue()
    reading = Typed(there, asyncio.get_running_loop(), messages.put_nowait, _fail)
    await _write(here, typed, there)
    reading.stop()
    assert _name(await asyncio.wait_for(messages.get(), 1)) == heard
    os.close(here)


@pytest.mark.parametrize(
    ("read", "waiting", "rest"),
    [
        (b"a\x1b[200~ha", b"", b"lf1q\x1b[201~"),
        (b"a\x1b[200~ha", b"lf1q", b"q\x1b[201~"),
        (b"a", b"\x1b[200~half1q", b"q\x1b[201~"),
        (b"a\x1b[20", b"", b"0~half1q\x1b[201~"),
        (b"a", b"\x1b[20", b"0~half1q\x1b[201~"),
        (b"a\x1b[200~one\x1b[201~", b"\x1b[200~two", b"1q\x1b[201~"),
        (b"a\x1b[200~half1q", b"\x1b[201~", b""),
        (b"a", b"\x1b[200~half1q\x1b[201~", b""),
        (b"a", b"1q", b""),
    ],
)
async def test_the_rest_of_a_paste_that_a_stop_broke_off_does_nothing(
    read: bytes, waiting: bytes, rest: bytes
) -> None:
    there, here = os.pipe()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    before = Typed(there, asyncio.get_running_loop(), heard.put_nowait, _fail)
    await _write(here, read, there)
    os.write(here, waiting)
    broken_off = before.stop()
    assert broken_off is bool(rest)
    after = Typed(there, asyncio.get_running_loop(), heard.put_nowait, _fail, broken_off=broken_off)
    for piece in (*(bytes([one]) for one in rest), b"d"):
        await _write(here, piece, there)
    names: list[str] = []
    while names[-1:] != ["d"]:
        names.append(_name(await asyncio.wait_for(heard.get(), 10)))
    assert [name for name in names if not name.startswith("pasted: ")] == ["a", "d"]
    after.stop()
    os.close(here)
    os.close(there)


async def test_keys_are_typed_again_when_no_rest_of_a_paste_comes_after_a_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screens.widgets.typed._BROKEN_OFF", 0.01)
    there, here = os.pipe()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    typed = Typed(there, loop, heard.put_nowait, _fail, broken_off=True)
    while typed.dropping:
        await asyncio.sleep(0)
    os.write(here, b"d")
    assert _name(await asyncio.wait_for(heard.get(), 10)) == "d"
    typed.stop()
    os.close(here)


async def test_a_program_that_reads_the_same_terminal_leaves_the_next_keys_to_ours() -> None:
    there, here = os.pipe()
    os.set_blocking(there, False)
    heard: asyncio.Queue[Message] = asyncio.Queue()
    both = [
        Typed(one, asyncio.get_running_loop(), heard.put_nowait, _fail)
        for one in (there, os.dup(there))
    ]
    # Both are told that there is something, and one of them comes too late for it.
    for piece in (b"a", b"b"):
        await _write(here, piece, there)
        assert _name(await asyncio.wait_for(heard.get(), 10)) == piece.decode()
    both[0].stop()
    os.write(here, b"c")
    assert _name(await asyncio.wait_for(heard.get(), 10)) == "c"
    both[1].stop()
    os.close(here)


async def _write(to: int, piece: bytes, there: int) -> None:
    """Write `piece`, and wait until it is read."""
    os.write(to, piece)
    while select.select([there], [], [], 0)[0]:
        await asyncio.sleep(0)


def _fail(error: Exception) -> None:
    raise error


def _name(message: Message) -> str:
    if isinstance(message, events.Paste):
        return f"pasted: {message.text}"
    assert isinstance(message, events.Key)
    return message.character if message.is_printable and message.character else message.key
