from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from council.requests import DocumentKind
from intake.mail import Attachment, IncomingMail, read_mail
from intake.policy_words import domains_in, kind_in, points_at_advice
from intake.suggestion import MAX_TEXT, suggest
from tests.intake.mails import letter

TODAY = date(2026, 11, 20)
RECEIVED = datetime(2026, 11, 9, 23, 30, tzinfo=UTC)


def mail(text: str = "", subject: str = "Adviesaanvraag", **more: object) -> IncomingMail:
    fields = {"received_at": RECEIVED, "text": text, "subject": subject, "topic": subject} | more
    return IncomingMail(**fields)  # type: ignore[arg-type]


def test_a_letter_gives_all_a_secretary_would_write_down() -> None:
    suggestion = suggest(read_mail(letter().as_bytes()), TODAY)
    assert suggestion.title == "Verordening jeugdhulp 2027"
    assert suggestion.received_on == date(2026, 11, 9)
    assert suggestion.asked_by == date(2026, 12, 18)
    assert suggestion.domains == ("youth",)
    assert suggestion.kind is DocumentKind.ORDINANCE
    assert suggestion.their_reference == "Z-2026-004711"
    assert not suggestion.urgent
    quoted = " ".join(map(str, suggestion.evidence))
    assert "uiterlijk 18 december 2026" in quoted and "Z-2026-004711" in quoted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Graag ontvangen wij uw advies uiterlijk 18 december 2026.", date(2026, 12, 18)),
        ("Uw advies ontvangen wij graag vóór 18-12-2026.", date(2026, 12, 17)),
        ("Graag uw reactie voor vrijdag 18 december.", date(2026, 12, 17)),
        ("Wij zien uw advies voor of op 18 december 2026 tegemoet.", date(2026, 12, 18)),
        ("Uw advies graag uiterlijk op\nvrijdag 18\ndecember om 12.00 uur.", date(2026, 12, 18)),
        ("Wij vragen u te reageren, uiterlijk 5 januari.", date(2027, 1, 5)),
        ("Gewenste adviesdatum: 18-12-2026", date(2026, 12, 18)),
        ("De adviestermijn loopt tot en met 18 december 2026.", date(2026, 12, 18)),
        ("Please send your advice no later than Friday 18 December 2026.", date(2026, 12, 18)),
        ("Wij vragen u binnen zes weken te adviseren.", date(2026, 12, 22)),
        ("Graag uw advies binnen 10 dagen.", date(2026, 11, 20)),
        ("Graag uw advies binnen 11 dagen.", date(2026, 11, 23)),
        (
            "Graag advies uiterlijk 18 december 2026, zodat het college op 12 januari 2027 besluit.",
            date(2026, 12, 18),
        ),
        (
            "De raad besluit uiterlijk 28 januari 2027. Uw advies graag t/m 18 dec. 2026.",
            date(2026, 12, 18),
        ),
        ("Het college besluit uiterlijk 20 januari 2027 over uw advies.", None),
        ("Op 3 november 2026 spraken wij over uw advies.", None),
        ("Uw advies van 18 december 2026 is besproken.", None),
        ("U ontvangt binnen zes weken een reactie.", None),
        ("De bijeenkomst is uiterlijk 18 december 2026.", None),
        ("Graag ontvangen wij uw advies uiterlijk 18 oktober 2026.", None),
        ("Graag ontvangen wij uw advies uiterlijk 31 november 2026.", None),
        ("", None),
    ],
)
def test_by_when_advice_is_asked(text: str, day: date | None) -> None:
    assert suggest(mail(text), TODAY).asked_by == day


def test_two_days_that_differ_are_both_told() -> None:
    text = "Graag ontvangen wij uw advies uiterlijk 18 december 2026."
    suggestion = suggest(mail(text, "Adviesaanvraag nota armoede, advies vóór 18 december"), TODAY)
    assert suggestion.asked_by == date(2026, 12, 17)
    (doubt,) = map(str, suggestion.doubts)
    assert "uiterlijk 18 december 2026”, Fri 18 Dec 2026" in doubt
    same = suggest(mail(text, "Advies uiterlijk 18-12-2026 over nota armoede"), TODAY)
    assert (same.asked_by, same.doubts) == (date(2026, 12, 18), ())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("De raad besluit op 25 februari 2027.", date(2027, 2, 25)),
        ("De raad besluit naar verwachting op donderdag 25 februari.", date(2027, 2, 25)),
        ("De gemeenteraad stelt dit vast.", None),
        ("Het voorstel wordt vastgesteld op 25-2-2027.", date(2027, 2, 25)),
        ("Het college besluit uiterlijk 20 januari 2027 over uw advies.", date(2027, 1, 20)),
        (
            "Graag advies uiterlijk 18 december 2026, zodat het college op 12 januari 2027 besluit.",
            date(2027, 1, 12),
        ),
        (
            "De raad besluit op 25 februari 2027; het college besluit op 12 januari 2027.",
            date(2027, 1, 12),
        ),
        ("The city council decides by 25 February 2027.", date(2027, 2, 25)),
        (
            "Graag advies uiterlijk 8 januari 2027, zodat het voorstel op 11 februari 2027 in de "
            "gemeenteraad kan worden behandeld.",
            date(2027, 2, 11),
        ),
        ("De nota wordt op 28 januari 2027 in de raadscommissie behandeld.", None),
        ("Op 28 januari 2027 is het college in de raad. Daarna behandelen wij uw advies.", None),
        ("De raad besloot op 25 februari 2025.", None),
        ("Het besluit van 25 februari 2027.", None),
        ("Graag uw advies uiterlijk 18 december 2026, besluitvorming volgt in januari.", None),
        ("Voor ons besluit ontvangen wij graag uw advies uiterlijk 18 december 2026.", None),
    ],
)
def test_when_the_municipality_decides(text: str, day: date | None) -> None:
    assert suggest(mail(text), TODAY).decision_on == day


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Adviesaanvraag Verordening jeugdhulp", "Verordening jeugdhulp"),
        ("Adviesaanvraag: beleidsregels minima", "Beleidsregels minima"),
        ("Verzoek om advies over het beleidsplan Wmo", "Het beleidsplan Wmo"),
        ("SPOED! Adviesaanvraag inzake nota armoede", "Nota armoede"),
        ("Formele adviesaanvraag – Visie sociaal domein", "Visie sociaal domein"),
        ("Adviesaanvraag", "Adviesaanvraag"),
        ("Beleidsregels bijzondere bijstand", "Beleidsregels bijzondere bijstand"),
        ("Adviesaanvraag Verordening Wmo (Z/26/104512)", "Verordening Wmo"),
        ("Adviesaanvraag Verordening Wmo - zaaknummer 104512", "Verordening Wmo"),
        ("Z/26/104512: adviesaanvraag Verordening Wmo", "Verordening Wmo"),
        ("Zaak Z/26/104512 over de Wmo", "Over de Wmo"),
        ("Verordening Wmo 2027, kenmerk 2027", "Verordening Wmo 2027"),
        ("Z/26/104512", "Z/26/104512"),
    ],
)
def test_the_title_is_what_the_advice_is_about(subject: str, title: str) -> None:
    assert suggest(mail(subject=subject), TODAY).title == title


def test_without_a_subject_the_title_comes_from_the_file_or_the_text() -> None:
    file = Attachment(name="Nota minima 2027.pdf", media_type="application/pdf", data=b"")
    assert suggest(mail(subject="", attachments=(file,)), TODAY).title == "Nota minima 2027"
    assert suggest(mail("\n\nBeste leden,", subject=""), TODAY).title == "Beste leden,"


def test_a_letter_passed_on_is_read_instead_of_the_note_above_it() -> None:
    inner = mail("Graag advies uiterlijk 18 december 2026.", "Adviesaanvraag nota schuldhulp")
    outer = mail("Kun jij dit oppakken?", "FW: even kijken", forwarded=inner)
    suggestion = suggest(outer, TODAY)
    assert suggestion.title == "Nota schuldhulp"
    assert suggestion.asked_by == date(2026, 12, 18)
    assert suggestion.domains == ("pw",)


def test_the_day_of_receipt_is_the_dutch_one_and_today_when_unknown() -> None:
    assert suggest(mail(), TODAY).received_on == date(2026, 11, 10)
    assert suggest(mail(received_at=None, sent_on=RECEIVED), TODAY).received_on.day == 10
    assert suggest(mail(received_at=None), TODAY).received_on == TODAY


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Verordening Participatiewet", ("pw",)),
        ("bijzondere bijstand en schuldhulpverlening", ("pw",)),
        ("afdeling Werk en Inkomen", ("pw",)),
        ("re-integratieverordening", ("pw",)),
        ("Verordening Wmo en jeugdhulp", ("wmo", "youth")),
        ("hulp bij het huishouden", ("wmo",)),
        ("Sociaal domein breed", ("general",)),
        ("sociaal domein: Wmo", ("wmo",)),
        ("rechtsbijstand", ()),
        ("participatieverordening", ()),
        ("Afvalstoffen", ()),
    ],
)
def test_domains_by_their_words(text: str, codes: tuple[str, ...]) -> None:
    assert domains_in(text) == codes


def test_a_letter_about_no_domain_is_general_and_says_so() -> None:
    suggestion = suggest(mail("Graag advies.", "Participatieverordening"), TODAY)
    assert suggestion.domains == ("general",)
    assert "no domain" in " ".join(map(str, suggestion.evidence))


def test_the_subject_counts_before_the_text() -> None:
    text = "Aan de adviesraad voor Wmo, jeugd en Participatiewet"
    assert suggest(mail(text, "Beleidsregels Wmo"), TODAY).domains == ("wmo",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jeugdhulpverordening 2027", DocumentKind.ORDINANCE),
        ("Verordening Wmo 2027", DocumentKind.ORDINANCE),
        ("Concept-verordening leerlingenvervoer", DocumentKind.ORDINANCE),
        ("Nota van wijziging op de Verordening Wmo 2027", DocumentKind.ORDINANCE),
        ("Nota van toelichting bij de verordening jeugdhulp", DocumentKind.ORDINANCE),
        ("Verordeningswijziging Wmo", DocumentKind.ORDINANCE),
        ("Wijzigingsverordening sociaal domein 2027", DocumentKind.ORDINANCE),
        ("Re-integratieverordening Participatiewet", DocumentKind.ORDINANCE),
        ("Algemene subsidieverordening 2027", DocumentKind.ORDINANCE),
        ("Verordeningen sociaal domein", DocumentKind.ORDINANCE),
        ("Verordening minimabeleid 2027", DocumentKind.ORDINANCE),
        ("Graag uw visie op de concept-verordening Wmo", DocumentKind.ORDINANCE),
        ("Beleidsregels bij de Verordening", DocumentKind.POLICY_RULES),
        ("Beleidsregels bijzondere bijstand 2027", DocumentKind.POLICY_RULES),
        ("Beleidsregel terugvordering", DocumentKind.POLICY_RULES),
        ("Minimabeleid 2027: concept beleidsregels", DocumentKind.POLICY_RULES),
        ("Nadere regels jeugdhulp", DocumentKind.IMPLEMENTING_RULES),
        ("Nadere regels bij de Verordening Wmo", DocumentKind.IMPLEMENTING_RULES),
        ("Uitvoeringsregels minima", DocumentKind.IMPLEMENTING_RULES),
        ("Uitvoeringsregeling gehandicaptenparkeren", DocumentKind.IMPLEMENTING_RULES),
        ("Uitvoeringsbesluit Wmo 2027", DocumentKind.IMPLEMENTING_RULES),
        ("Besluit maatschappelijke ondersteuning 2027", DocumentKind.IMPLEMENTING_RULES),
        ("Besluit jeugdhulp gemeente Wijderveld", DocumentKind.IMPLEMENTING_RULES),
        ("Financieel besluit Wmo en Jeugdhulp", DocumentKind.IMPLEMENTING_RULES),
        ("Tariefbesluit jeugdhulp", DocumentKind.IMPLEMENTING_RULES),
        ("Subsidieregeling mantelzorg", DocumentKind.IMPLEMENTING_RULES),
        ("Beleidsplan sociaal domein", DocumentKind.POLICY_PLAN),
        ("Beleidskader Wmo en jeugd", DocumentKind.POLICY_PLAN),
        ("Kadernota minima", DocumentKind.POLICY_PLAN),
        ("Beleidsnota", DocumentKind.POLICY_PLAN),
        ("Armoedenota", DocumentKind.POLICY_PLAN),
        ("Kadernota 2027", DocumentKind.POLICY_PLAN),
        ("Beleidsnota voor mantelzorgers", DocumentKind.POLICY_PLAN),
        ("Concept-nota armoedebeleid", DocumentKind.POLICY_PLAN),
        ("Nota lokaal gezondheidsbeleid 2027-2030", DocumentKind.POLICY_PLAN),
        ("Nota van uitgangspunten inkoop jeugdhulp", DocumentKind.POLICY_PLAN),
        ("Startnota inclusie", DocumentKind.POLICY_PLAN),
        ("Startnotitie beleidsplan Wmo", DocumentKind.POLICY_PLAN),
        ("Visie op participatie", DocumentKind.POLICY_PLAN),
        ("Regiovisie beschermd wonen", DocumentKind.POLICY_PLAN),
        ("Woonzorgvisie", DocumentKind.POLICY_PLAN),
        ("Toekomstvisie 2040", DocumentKind.POLICY_PLAN),
        ("Uitvoeringsplan", DocumentKind.POLICY_PLAN),
        ("Actieplan", DocumentKind.POLICY_PLAN),
        ("Uitvoeringsprogramma", DocumentKind.POLICY_PLAN),
        ("Minimabeleid 2027", DocumentKind.POLICY_PLAN),
        ("Evaluatie armoedebeleid", DocumentKind.POLICY_PLAN),
        ("Plan van aanpak dak- en thuisloosheid", DocumentKind.POLICY_PLAN),
        ("Ontwikkelagenda sociaal domein", DocumentKind.POLICY_PLAN),
        ("Let op, nota bene: revisie van de televisie", None),
        ("Graag uw visie op het vervoer", None),
        ("Uitnodiging agenda sociaal overleg 12 mei", None),
        ("Nota voor de huur van de vergaderzaal", None),
        ("Huurnota december", None),
        ("Nota van inlichtingen aanbesteding hulpmiddelen", None),
        ("Nota 2026-331", None),
        ("Algemene verordening gegevensbescherming: nieuwe werkwijze wijkteam", None),
        ("Europese verordening toegankelijkheid", None),
        ("EU-verordening medische hulpmiddelen", None),
        ("Inkoop jeugdhulp 2027", None),
        ("Collegebesluit van 12 mei", None),
        ("Besluit Wmo-toezichthouder aan te wijzen", None),
        ("Gemeenschappelijke regeling jeugdhulp", None),
        ("Cliëntervaringsonderzoek Wmo", None),
        ("Beleid en uitvoering: kennismaking", None),
    ],
)
def test_sorts_of_document_by_their_words(text: str, kind: DocumentKind | None) -> None:
    assert kind_in(text) is kind


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("Spoedadvies gevraagd", True),
        ("Wij vragen u met spoed te adviseren", True),
        ("SPOED: adviesaanvraag", True),
        ("zo spoedig mogelijk", False),
        ("er is geen spoed", False),
        ("de spoedeisende hulp", False),
    ],
)
def test_haste(text: str, urgent: bool) -> None:
    assert suggest(mail(text), TODAY).urgent is urgent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Zaaknummer: Z-2026-00123", "Z-2026-00123"),
        ("Ons kenmerk: 2026/4711.", "2026/4711"),
        ("zaak 1234567", "1234567"),
        ("(Z26-004711)", "Z26-004711"),
        ("Uw kenmerk: CR-2026-001", ""),
        ("de zaak is urgent", ""),
    ],
)
def test_the_number_of_the_municipality(text: str, number: str) -> None:
    assert suggest(mail(text), TODAY).their_reference == number


def test_a_length_and_a_second_decision_that_say_otherwise_are_doubts() -> None:
    text = (
        "Wij vragen u binnen 3 weken te adviseren. Graag ontvangen wij uw reactie voor 10 december. "
        "Het college neemt op 15 januari een besluit. De gemeenteraad besluit 12 februari 2027."
    )
    suggestion = suggest(mail(text), TODAY)
    assert (suggestion.asked_by, suggestion.decision_on) == (date(2026, 12, 9), date(2027, 1, 15))
    weeks, council = map(str, suggestion.doubts)
    assert "binnen 3 weken”, Tue 1 Dec 2026" in weeks
    assert "De gemeenteraad besluit 12 februari 2027”, Fri 12 Feb 2027" in council


@pytest.mark.parametrize(
    "text",
    [
        "Graag uw advies binnen 3 weken, uiterlijk 1 december.",
        "Graag uw advies voor 10 december. Binnen drie weken na uw advies volgt een reactie.",
        "Graag uw advies voor 10 december. U ontvangt binnen zes weken een reactie.",
        "Het college besluit op 15 januari. Het besluit van 15 januari hoort u.",
    ],
)
def test_what_says_the_same_or_something_else_is_no_doubt(text: str) -> None:
    assert suggest(mail(text), TODAY).doubts == ()


def test_a_quotation_begins_with_a_whole_word() -> None:
    text = "Na de zomervakantie en alle overleggen daarna ontvangen wij graag uw advies uiterlijk 18 december 2026."
    quoted = str(suggest(mail(text), TODAY).evidence[0])
    assert quoted.startswith("“… overleggen daarna ontvangen")


@pytest.mark.parametrize(
    ("received", "sent", "day", "doubt"),
    [
        (None, datetime(1970, 1, 1, tzinfo=UTC), TODAY, "Thu 1 Jan 1970, which cannot be right"),
        (None, datetime(2031, 5, 1, tzinfo=UTC), TODAY, "Thu 1 May 2031, which cannot be right"),
        (RECEIVED, datetime(1970, 1, 1, tzinfo=UTC), date(2026, 11, 10), ""),
        (datetime(2031, 5, 1, tzinfo=UTC), RECEIVED, date(2026, 11, 10), ""),
        (None, datetime(2026, 11, 20, 23, 30, tzinfo=UTC), TODAY, ""),
        (None, datetime(2024, 3, 1, tzinfo=UTC), date(2024, 3, 1), "check the day of receipt"),
        (None, datetime.max.replace(tzinfo=UTC), TODAY, ""),
        (None, None, TODAY, ""),
    ],
)
def test_a_day_of_receipt_that_cannot_be_is_told_and_not_taken(
    received: datetime | None, sent: datetime | None, day: date, doubt: str
) -> None:
    found = suggest(mail("Graag advies.", received_at=received, sent_on=sent), TODAY)
    assert found.received_on == day
    assert doubt in " ".join(map(str, found.doubts))
    assert bool(found.doubts) is bool(doubt)


def test_the_day_that_is_asked_for_survives_a_date_in_the_future() -> None:
    late = mail(
        "Graag advies uiterlijk 18 december 2026.",
        received_at=None,
        sent_on=datetime(2031, 5, 1, tzinfo=UTC),
    )
    assert suggest(late, TODAY).asked_by == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Graag uw advies voor 31-02-2027.", "voor 31-02-2027"),
        ("Wij ontvangen uw reactie graag uiterlijk 31 november.", "uiterlijk 31 november"),
        ("De raad besluit op 30 februari 2027.", "op 30 februari 2027"),
        ("Graag uw advies uiterlijk 31-12-9999.", "uiterlijk 31-12-9999"),
        ("Graag uw advies over artikel 31.02.20.", ""),
        ("Graag uw advies voor 28-02-2027.", ""),
    ],
)
def test_a_limit_on_a_day_that_does_not_exist_is_a_doubt(text: str, words: str) -> None:
    doubts = " ".join(map(str, suggest(mail(text), TODAY).doubts))
    assert words in doubts
    assert ("not a day that exists" in doubts) is bool(words)


LONG = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "x" * LONG,
        "beleid" * (LONG // 6) + "x",
        "advies" * (LONG // 6) + "x",
        "verordenings" * (LONG // 12) + " gegevensbescherming",
    ],
    ids=["no word", "beleid", "advies", "verordening"],
)
def test_one_endless_word_is_looked_at_once(text: str) -> None:
    started = time.process_time()
    kind_in(text)
    domains_in(text)
    points_at_advice(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "Wij vragen advies " + "voor 1-1-2027 " * (MAX_TEXT // 14),
        "Wij beslissen " + "op 1-1-2027 " * (MAX_TEXT // 12),
        "besluit " + "op 1-1-2027 advies " * (MAX_TEXT // 19),
        "advies, " + "op 1-1-2027 a " * (MAX_TEXT // 14),
        "kenmerk" + " " * (MAX_TEXT - 8) + "x",
    ],
    ids=["limits", "decisions", "decisions on advice", "dates", "blanks"],
)
def test_a_letter_of_one_sentence_with_thousands_of_dates_takes_no_longer(text: str) -> None:
    started = time.process_time()
    suggest(mail(text), TODAY)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("de Verordeningen", DocumentKind.ORDINANCE),
        ("verordeningstekst", DocumentKind.ORDINANCE),
        ("ontwerpverordening", DocumentKind.ORDINANCE),
        ("verordeningetje", None),
        ("verordening gegevensbescherming", None),
        ("verordeningentekst", None),
        ("nadere beleidsregel", DocumentKind.POLICY_RULES),
        ("minimabeleidsplannen", DocumentKind.POLICY_PLAN),
        ("wmo-beleidskader", DocumentKind.POLICY_PLAN),
        ("transformatieagenda sociaal domein", DocumentKind.POLICY_PLAN),
    ],
)
def test_a_compound_names_the_document_it_ends_with(text: str, kind: DocumentKind | None) -> None:
    assert kind_in(text) is kind


@pytest.mark.parametrize("year", ["0199", "1899", "2200", "9999"])
def test_a_day_that_no_form_would_read_is_not_taken_over(year: str) -> None:
    letter = mail(f"Graag uw advies uiterlijk 31-12-{year}. De raad besluit op 31-12-{year}.")
    found = suggest(letter, TODAY)
    assert (found.asked_by, found.decision_on) == (None, None)
