"""Builds winmail.dat streams, attribute by attribute (MS-OXTNEF section 2.1.3)."""

from __future__ import annotations

import struct

SUBJECT, BODY, PROPERTIES, CODEPAGE = 0x00018004, 0x0002800C, 0x00069003, 0x00069007
NEW_FILE, FILE_NAME, FILE_DATA, FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005


def attribute(level: int, identity: int, value: bytes) -> bytes:
    head = struct.pack("<BII", level, identity, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def unicode_property(identity: int, text: str) -> bytes:
    return _variable(0x1F, identity, f"{text}\0".encode("utf-16-le"))


def binary_property(identity: int, value: bytes) -> bytes:
    return _variable(0x102, identity, value)


def object_property(identity: int, value: bytes) -> bytes:
    return _variable(0xD, identity, value)


def number_property(identity: int, value: int) -> bytes:
    return struct.pack("<HHI", 3, identity, value)


def named_property(name: str, value: str) -> bytes:
    raw = f"{name}\0".encode("utf-16-le")
    head = struct.pack("<HH", 0x1F, 0x8001) + bytes(16) + struct.pack("<II", 1, len(raw))
    coded = f"{value}\0".encode("utf-16-le")
    return head + _padded(raw) + struct.pack("<II", 1, len(coded)) + _padded(coded)


def properties(*values: bytes) -> bytes:
    return struct.pack("<I", len(values)) + b"".join(values)


def file(name: str, data: bytes, *extra: bytes) -> bytes:
    return (
        attribute(2, NEW_FILE, bytes(14))
        + attribute(2, FILE_NAME, b"BIJLAG~1.PDF\0")
        + attribute(2, FILE_DATA, data)
        + attribute(2, FILE_PROPERTIES, properties(unicode_property(0x3707, name), *extra))
    )


def attached_mail(stream: bytes) -> bytes:
    value = object_property(0x3701, bytes(16) + stream)
    return attribute(2, NEW_FILE, bytes(14)) + attribute(2, FILE_PROPERTIES, properties(value))


def tnef(*attributes: bytes) -> bytes:
    codepage = attribute(1, CODEPAGE, struct.pack("<II", 1252, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + codepage + b"".join(attributes)


def _variable(kind: int, identity: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, identity, 1, len(value)) + _padded(value)


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 4)


LETTER = tnef(
    attribute(1, SUBJECT, b"Adviesaanvraag\0"),
    attribute(
        1,
        PROPERTIES,
        properties(
            number_property(0x0017, 1),
            named_property("x-zaak", "Z-2026-0001"),
            unicode_property(0x0037, "Adviesaanvraag re-integratie"),
            unicode_property(0x1000, "Geachte leden,\r\nbijgaand het stuk."),
        ),
    ),
    file("Verordening re-integratie é.pdf", b"%PDF-1.7 verordening"),
    file("memo.docx", b"PK memo", unicode_property(0x370E, "application/x-memo")),
)
