from __future__ import annotations

import base64
import time
from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.errors import Damaged
from intake.mail import MAX_BYTES, IncomingMail, read_mail
from tests.intake import tnef_builder as build
from tests.intake.mails import HEAD, LETTER_TEXT, LOGO, PDF, WORD, letter, problems, raw
from tests.intake.tnef_builder import LETTER as WINMAIL


def test_a_letter_with_a_pdf_and_a_word_file() -> None:
    mail = read_mail(letter().as_bytes())
    assert mail.sender_name == "Zilt, Noor (beleid)"
    assert mail.sender_address == "n.zilt@gemeente.example.nl"
    assert mail.subject == mail.topic == "Adviesaanvraag Verordening jeugdhulp 2027"
    assert mail.sent_on is not None and mail.sent_on.isoformat() == "2026-11-09T10:15:00+01:00"
    assert mail.received_at == mail.sent_on + timedelta(seconds=2)
    assert mail.message_id == "2026-4711@gemeente.example.nl"
    assert mail.text == LETTER_TEXT.strip()
    assert [(file.name, file.data) for file in mail.attachments] == [
        ("Verordening jeugdhulp – concept.pdf", PDF),
        ("Aanbiedingsbrief aan de cliëntenraad met een tamelijk lange naam erbij.docx", WORD),
    ]
    assert mail.attachments[1].media_type.endswith("wordprocessingml.document")
    assert mail.problems == ()
    assert mail.forwarded is None


def test_html_alone_becomes_readable_text() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "n.zilt@example.nl", "x"
    mail["Date"] = "Mon, 09 Nov 2026 10:15:00 +0100"
    mail.set_content("<p>Beste leden,</p><ul><li>een<li>twee</ul>", subtype="html")
    assert read_mail(mail.as_bytes()).text == "Beste leden,\n\n- een\n- twee"


def test_a_stub_beside_the_html_is_not_taken_for_the_text() -> None:
    mail = EmailMessage()
    mail["From"] = "n.zilt@example.nl"
    mail.set_content("Dit bericht is opgemaakt.")
    mail.add_alternative(f"<p>{'Hierbij de adviesaanvraag. ' * 20}</p>", subtype="html")
    assert read_mail(mail.as_bytes()).text.startswith("Hierbij de adviesaanvraag.")


def test_logos_of_the_signature_are_marked() -> None:
    mail = EmailMessage()
    mail["From"] = "n.zilt@example.nl"
    mail.set_content('<p>Dag</p><img src="cid:logo"><img src="cid:scan">', subtype="html")
    mail.add_related(LOGO, "image", "png", cid="<logo>", filename="image001.png")
    mail.add_related(LOGO * 50, "image", "png", cid="<scan>", filename="scan.png")
    mail.add_related(LOGO, "image", "png", cid="<los>", filename="plattegrond.png")
    files = read_mail(mail.as_bytes()).attachments
    assert [(file.name, file.inline) for file in files] == [
        ("image001.png", True),
        ("scan.png", False),
        ("plattegrond.png", False),
    ]


def test_a_mail_attached_to_a_mail_is_kept_and_opened() -> None:
    inner = letter()
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "voorzitter@example.nl", "FW: dit kwam binnen"
    outer["Date"] = "Wed, 11 Nov 2026 08:00:00 +0100"
    outer.set_content("Zie bijlage.")
    outer.add_attachment(inner)
    mail = read_mail(outer.as_bytes())
    assert mail.topic == "dit kwam binnen"
    assert mail.text == "Zie bijlage."
    kept = mail.attachments[0]
    assert kept.name == "Adviesaanvraag Verordening jeugdhulp 2027.eml"
    assert kept.media_type == "message/rfc822"
    assert mail.forwarded is not None
    assert mail.forwarded == read_mail(kept.data) == read_mail(inner.as_bytes())
    assert [file.data for file in mail.forwarded.attachments] == [PDF, WORD]


@pytest.mark.parametrize("kind", ["message/rfc822", "application/octet-stream"])
def test_a_mail_attached_in_base64_is_opened_all_the_same(kind: str) -> None:
    mail = read_mail(
        raw(
            *HEAD,
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            f'Content-Type: {kind}; name="brief.eml"',
            "Content-Transfer-Encoding: base64",
            "",
            base64.encodebytes(letter().as_bytes()),
            "--b--",
        )
    )
    assert mail.forwarded is not None
    assert mail.forwarded.subject == "Adviesaanvraag Verordening jeugdhulp 2027"
    assert mail.attachments[0].name == "brief.eml"


def test_a_mail_passed_on_within_the_text() -> None:
    mail = read_mail(
        raw(
            "From: voorzitter@example.nl",
            "Date: Wed, 11 Nov 2026 08:00:00 +0100",
            "Subject: FW: Adviesaanvraag minima",
            "",
            "Pak jij dit op?",
            "",
            "-----Oorspronkelijk bericht-----",
            "Van: Zilt, Noor <n.zilt@example.nl>",
            "Verzonden: maandag 9 november 2026 10:15",
            "Aan: voorzitter@example.nl",
            "Onderwerp: RE: Adviesaanvraag minima",
            "",
            "Graag advies.",
        )
    )
    assert mail.text.startswith("Pak jij dit op?") and mail.text.endswith("Graag advies.")
    assert mail.forwarded is not None
    assert mail.forwarded.sender_name == "Zilt, Noor"
    assert mail.forwarded.topic == "Adviesaanvraag minima"
    assert mail.forwarded.text == "Graag advies."
    assert mail.forwarded.sent_on is not None
    assert mail.forwarded.sent_on.isoformat() == "2026-11-09T10:15:00+01:00"


def test_the_quotation_under_an_answer_is_not_passed_on() -> None:
    mail = read_mail(
        raw(
            "From: voorzitter@example.nl",
            "Subject: RE: Adviesaanvraag",
            "In-Reply-To: <1@example.nl>",
            "References: <0@example.nl> <1@example.nl>",
            "",
            "Akkoord.",
            "",
            "Van: n.zilt@example.nl",
            "Verzonden: maandag 9 november 2026 10:15",
            "Onderwerp: Adviesaanvraag",
            "",
            "Graag advies.",
        )
    )
    assert mail.forwarded is None
    assert mail.in_reply_to == "1@example.nl"
    assert mail.references == ("0@example.nl", "1@example.nl")


def winmail(stream: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"] = "n.zilt@example.nl"
    mail["Date"] = "Mon, 09 Nov 2026 10:15:00 +0100"
    mail.add_attachment(stream, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def test_winmail_dat_is_opened() -> None:
    mail = read_mail(winmail(WINMAIL))
    assert mail.subject == "Adviesaanvraag re-integratie"
    assert mail.text == "Geachte leden,\nbijgaand het stuk."
    assert [(file.name, file.media_type) for file in mail.attachments] == [
        ("Verordening re-integratie é.pdf", "application/pdf"),
        ("memo.docx", "application/x-memo"),
    ]
    assert mail.problems == ()


def test_a_mail_within_winmail_dat_is_passed_on() -> None:
    mail = read_mail(winmail(build.tnef(build.attached_mail(WINMAIL))))
    assert mail.forwarded is not None
    assert mail.forwarded.topic == "Adviesaanvraag re-integratie"
    assert len(mail.forwarded.attachments) == 2


@pytest.mark.parametrize("stream", [WINMAIL[:-40], b"geen tnef"])
def test_winmail_dat_that_is_damaged_is_kept_and_named(stream: bytes) -> None:
    mail = read_mail(winmail(stream))
    assert mail.attachments[0].name == "winmail.dat"
    assert mail.attachments[0].data == stream
    assert "winmail.dat" in problems(mail)


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", "€ 5 – “cliënt”".encode("cp1252"), "€ 5 – “cliënt”"),
        ("us-ascii", "één".encode("cp1252"), "één"),
        ("us-ascii", "één".encode(), "één"),
        ("iso-8859-1", "één".encode(), "één"),
        ("", "cliënt".encode(), "cliënt"),
        ("utf-8", "cliënt".encode("cp1252"), "cliënt"),
        ("utf-8", "cliënten, één, vóór".encode()[:-1] + b"\xff", "cliënten, één, vóó\ufffd"),
        ("x-onbekend", "cliënt".encode("cp1252"), "cliënt"),
        ("zlib", "cliënt".encode(), "cliënt"),
        ("utf-16-le", "cliënt".encode("utf-16-le"), "cliënt"),
    ],
)
def test_the_character_set_need_not_be_the_declared_one(
    charset: str, data: bytes, text: str
) -> None:
    declared = f"Content-Type: text/plain; charset={charset}" if charset else "X-None: 1"
    coded = base64.encodebytes(data)
    mail = read_mail(raw(*HEAD, declared, "Content-Transfer-Encoding: base64", "", coded))
    assert mail.text == text


@pytest.mark.parametrize("charset", [b"utf\x00-7", b"utf-8\x00", b"utf/8"])
def test_a_character_set_without_a_name_that_can_be_is_passed_over(charset: bytes) -> None:
    part = b"Content-Type: text/plain; charset=" + charset + b"\n\ncli\xebnt\n--x--\n"
    mail = read_mail(
        b"From: a@example.nl\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + part
    )
    assert mail.text.strip() == "cliënt"


def test_flowed_text_has_its_paragraphs_whole() -> None:
    mail = read_mail(
        raw(
            *HEAD,
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            "",
            "Graag ontvangen wij uw advies ",
            "uiterlijk 18 december.",
            "Groet",
            "> oude tekst ",
            "> loopt door",
            " From hier ingesprongen",
            "-- ",
            "Noor",
        )
    )
    assert mail.text.split("\n") == [
        "Graag ontvangen wij uw advies uiterlijk 18 december.",
        "Groet",
        "> oude tekst loopt door",
        "From hier ingesprongen",
        "--",
        "Noor",
    ]


def test_a_mail_that_breaks_off_gives_what_can_be_read() -> None:
    whole = letter().as_bytes()
    mail = read_mail(whole[: int(len(whole) * 0.6)])
    assert mail.text == LETTER_TEXT.strip()
    assert mail.attachments[0].name == "Verordening jeugdhulp – concept.pdf"
    assert "breaks off" in problems(mail)


def test_damaged_encodings_are_named() -> None:
    mail = read_mail(
        raw(
            *HEAD,
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Cli=C3=ABnten =ZZ einde",
            "--b",
            'Content-Type: application/pdf; name="stuk.pdf"',
            "Content-Transfer-Encoding: base64",
            "",
            "JVBERi0x!!!Ljc=",
            "--b--",
        )
    )
    assert mail.text.startswith("Cliënten") and mail.text.endswith("einde")
    assert mail.attachments[0].data == b"%PDF-1.7"
    assert "damaged in places" in problems(mail)
    assert "“stuk.pdf” is damaged" in problems(mail)


def test_signed_and_sealed_mail_is_kept_and_named() -> None:
    mail = read_mail(
        raw(
            *HEAD,
            'Content-Type: application/pkcs7-mime; name="smime.p7m"',
            "Content-Transfer-Encoding: base64",
            "",
            "MIIB",
        )
    )
    assert mail.attachments[0].name == "smime.p7m"
    assert "smime.p7m" in problems(mail)


def test_parts_nested_beyond_reason_are_left_out() -> None:
    lines = [*HEAD]
    for depth in range(30):
        lines += [f"Content-Type: multipart/mixed; boundary=b{depth}", "", f"--b{depth}"]
    lines += ["Content-Type: text/plain", "", "diep"]
    mail = read_mail(raw(*lines))
    assert "deeper" in problems(mail)


def test_a_mail_within_a_mail_without_end_is_bounded() -> None:
    inner: EmailMessage = letter("de kern")
    for depth in range(15):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@example.nl", f"laag {depth}"
        outer.add_attachment(inner)
        inner = outer
    mail: IncomingMail | None = read_mail(inner.as_bytes())
    depth = 0
    while mail is not None and mail.forwarded is not None:
        mail, depth = mail.forwarded, depth + 1
    assert depth == 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (PDF, "no mail"),
        (WORD, "no mail"),
        (bytes(2000), "no mail"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), ".msg"),
        (b"Beste leden,\n\nHierbij het advies.", "no mail"),
        (b"naam;rol\nNoor;lid\n", "no mail"),
        (b"Naam: Noor\nRol: lid\n\nx", "no mail"),
        (b"From: a@example.nl\n\n" + bytes(MAX_BYTES), "50 MB"),
        (b"From: a@example.nl\n\n" + b"--b\n" * 30_000, "more parts"),
    ],
)
def test_what_is_no_mail_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        read_mail(data)


def test_a_mail_taken_from_an_mbox_is_read() -> None:
    mail = read_mail(b"From a@example.nl Mon Nov  9 10:15:00 2026\n" + letter().as_bytes())
    assert mail.sender_address == "n.zilt@gemeente.example.nl"


def _survives(data: bytes) -> None:
    try:
        mail = read_mail(data)
    except Damaged as error:
        assert str(error).endswith((".", ")."))
        return
    assert not set(mail.subject + mail.text) & set("\x00\x1b\u202e")
    assert mail.sent_on is None or mail.sent_on.tzinfo is not None


@given(st.binary(max_size=400))
def test_noise_is_refused_or_read(noise: bytes) -> None:
    _survives(noise)
    _survives(b"From: a@example.nl\n" + noise)


WHOLE = letter().as_bytes()[:3000]
NASTY = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary*0=a; boundary*=b\n",
        b"Content-Type: text/plain; charset*=x''y; charset*0=z\n",
        b"Content-Type: message/rfc822\n",
        b'Content-Type: multipart/digest; boundary=""\n',
        b"Content-Transfer-Encoding: \xff\n",
        b"Subject: =?utf-8?B?=?= =?utf-16?Q?=D8?=\n",
        b"Date: Fri, 31 Dec 0000 99:99:99 +99999999\n",
        b"\n\n--",
        b"=?",
        b"\x00",
        b"\r",
        b'"',
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.one_of(NASTY, st.binary(max_size=4)))))
def test_a_mutated_mail_is_refused_or_read(changes: list[tuple[int, bytes]]) -> None:
    data = WHOLE
    for place, piece in changes:
        data = data[:place] + piece + data[place + len(piece) // 2 :]
    _survives(data)


def test_thousands_of_nested_parts_do_not_break_the_reader() -> None:
    piece = b"Content-Type: message/rfc822\n\nFrom: a@example.nl\n"
    _survives(b"From: a@example.nl\n" + piece * 3000)


MANY = 200_000
PASSED_ON = "Van: a@example.nl\nAan: b@example.nl\nDatum: 1 november 2026\nOnderwerp: re:\n"


def nested(depth: int, text: str) -> bytes:
    lines = [*HEAD]
    for level in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{level}", "", f"--b{level}"]
    return raw(*lines, "", text)


@pytest.mark.parametrize(
    "data",
    [
        nested(300, "\n" * MANY),
        raw(*HEAD, "Content-Type: text/plain; format=flowed", "", "a \n" * MANY * 4),
        raw(
            *HEAD,
            "Content-Type: message/rfc822",
            "",
            "From: a@example.nl",
            f"Subject: {'fw: ' * (MANY // 4)}",
            "",
            "x",
        ),
        raw(*HEAD, "", "a" + "\u0345" * MANY + "\u0316" * MANY),
        raw(*HEAD, "Content-Type: text/html", "", "<b> " * MANY),
    ],
    ids=["nested parts", "one flowed line", "a field", "marks", "blanks"],
)
def test_a_hostile_mail_takes_time_in_proportion(data: bytes) -> None:
    started = time.process_time()
    read_mail(data)
    assert time.process_time() - started < 8


def test_a_mail_that_is_attached_keeps_its_fields_as_they_were_sent() -> None:
    inner = b"From: a@example.nl\nSubject: =?utf-8?q?be?=\n  =?utf-8?q?leid?=\nX-Kort:  ja\n\nDag\n"
    outer = b"\n".join([b"Content-Type: multipart/mixed; boundary=x", b"", b"--x"])
    kind = b"Content-Type: message/rfc822"
    mail = read_mail(b"From: b@example.nl\n%b\n%b\n\n%b\n--x--\n" % (outer, kind, inner))
    assert mail.attachments[0].data == inner.replace(b"X-Kort:  ja", b"X-Kort: ja")


def test_deep_within_passed_on_mails_nothing_is_lost() -> None:
    inner = raw(*HEAD, "Content-Type: text/plain; charset=utf-8", "", "cliëntenraad")
    for level in range(8):
        kind = f"Content-Type: multipart/mixed; boundary=b{level}"
        attached = raw("Content-Type: message/rfc822", "", inner)
        inner = raw(*HEAD, kind, "", f"--b{level}", attached, f"--b{level}--", "")
    mail = read_mail(inner)
    while mail.forwarded is not None:
        mail = mail.forwarded
    assert mail.text == "cliëntenraad"


def test_a_subject_is_read_to_a_limit() -> None:
    mail = read_mail(raw("From: a@example.nl", "Subject: " + "plan" * 4000, "", "Dag"))
    assert mail.subject == mail.topic == "plan" * 250
    inside = read_mail(raw("From: a@example.nl", "Subject: FW: x", "", PASSED_ON + "re:" * MANY))
    assert inside.forwarded is not None
    assert len(inside.forwarded.subject) <= 1000 and inside.forwarded.topic == ""
