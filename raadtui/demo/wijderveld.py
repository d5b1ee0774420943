"""The fictional council of the demonstration: its terms, its seats and who holds them.

Everything is told in months or days before today, so that the council always stands in the
middle of its year. Names are coined, so that no real person is hit.
"""

from __future__ import annotations

from council.members import Office, Role
from council.record import record
from council.terms import Purpose, Unit

COUNCIL = "Adviesraad Sociaal Domein Wijderveld"
MUNICIPALITY = "Wijderveld"
ORDINANCE = "Verordening Adviesraad Sociaal Domein Wijderveld"
CHAIR = "T. Testema"
WORKING_GROUPS = (
    ("AS", "Werkgroep Armoede & Schulden"),
    ("TI", "Werkgroep Toegankelijkheid & Inclusie"),
)

TERMS = (
    (Purpose.ACKNOWLEDGEMENT, False, 3, Unit.WORKDAY, "art. 6 lid 1"),
    (Purpose.ADVICE, False, 6, Unit.WEEK, "art. 6 lid 2"),
    (Purpose.ADVICE, True, 2, Unit.WEEK, "art. 6 lid 4"),
    (Purpose.ANSWER, False, 6, Unit.WEEK, "art. 8 lid 1"),
)
"""Purpose, whether urgent, how long, and the article of the ordinance."""


@record
class Chair:
    """A seat with its holder, whose present term began `months` ago, on the first."""

    code: str
    role: Role
    domain: str | None
    name: str
    months: int
    second_term: bool = False
    office: Office | None = None
    group: str | None = None


_CLIENT, _FOR_CLIENTS, _RESIDENT = Role.CLIENT_MEMBER, Role.REPRESENTATIVE, Role.RESIDENT

# Terms are 48 months: who began 45 or 43 months ago leaves within half a year.
SEATS = (
    Chair(code="VZ", role=Role.INDEPENDENT_CHAIR, domain=None, name=CHAIR, months=26),
    Chair(code="SEC", role=Role.SECRETARY, domain=None, name="G. Schetsema", months=14),
    Chair(code="PW-1", role=_CLIENT, domain="pw", name="S. van der Proef", months=20, group="AS"),
    Chair(
        code="PW-2",
        role=_CLIENT,
        domain="pw",
        name="B. Voorbeeldt",
        months=31,
        second_term=True,
        office=Office.TREASURER,
        group="AS",
    ),
    Chair(code="PW-3", role=_FOR_CLIENTS, domain="pw", name="K. Dummerink", months=43),
    Chair(code="WMO-1", role=_CLIENT, domain="wmo", name="A. Schijn-de Wit", months=8, group="TI"),
    Chair(
        code="WMO-2",
        role=_CLIENT,
        domain="wmo",
        name="J. Fictema",
        months=33,
        office=Office.VICE_CHAIR,
        group="TI",
    ),
    Chair(
        code="WMO-3",
        role=_FOR_CLIENTS,
        domain="wmo",
        name="N. Bedachtsma",
        months=45,
        second_term=True,
    ),
    Chair(code="WMO-4", role=_CLIENT, domain="wmo", name="O. Verzonnen", months=3),
    Chair(code="JGD-1", role=_FOR_CLIENTS, domain="youth", name="M. Denkbeeldema", months=20),
    Chair(code="JGD-2", role=_CLIENT, domain="youth", name="R. van Zogenaemd", months=12),
    Chair(code="ALG-1", role=_RESIDENT, domain="general", name="L. Maquettestra", months=36),
    Chair(
        code="ALG-2", role=_RESIDENT, domain="general", name="F. Droomkampers", months=5, group="TI"
    ),
    Chair(
        code="ALG-3", role=_RESIDENT, domain="general", name="H. Papierink", months=24, group="AS"
    ),
)

VACANT = Chair(code="PW-4", role=_CLIENT, domain="pw", name="E. van Nepperen", months=22)
VACANT_FOR_DAYS = 49
LEFT_BECAUSE = "Heeft betaald werk gevonden in een andere gemeente."

SUCCESSOR = "D. Proefstra"
SUCCEEDS = "WMO-3"
