"""Quorum: how many voting members must be present before the council may decide."""

from __future__ import annotations

from enum import StrEnum

from council.errors import Refused, WrongUse
from council.record import record, replace
from council.text import quoted
from council.wording import N_, _, say


class QuorumBasis(StrEnum):
    """Of what the quorum is a part: all voting seats, or those that are held."""

    SEATS = "seats"
    SEATED = "seated"


BASIS_LABELS = {
    QuorumBasis.SEATS: N_("voting seats"),
    QuorumBasis.SEATED: N_("seated voting members"),
}

_MORE_THAN, _AT_LEAST = N_("more than {part} of the {whole}"), N_("at least {part} of the {whole}")


@record
class Quorum:
    """The quorum of one meeting; `present` is None until attendance is known."""

    seated: int
    present: int | None = None
    required: int

    @property
    def met(self) -> bool | None:
        """Whether enough members are present; None while that is unknown."""
        return None if self.present is None else self.present >= self.required


@record
class QuorumRule:
    """More than, or at least, a part of the voting members; numerator 0 asks for none.

    `strict` is more than, `article` where the ordinance or the rules of the house say so. The
    default, more than half of those seated, is what councils without a rule of their own use.
    """

    numerator: int = 1
    denominator: int = 2
    strict: bool = True
    basis: QuorumBasis = QuorumBasis.SEATED
    article: str = ""

    def __post_init__(self) -> None:
        whole = self.numerator == self.denominator
        possible = 0 <= self.numerator <= self.denominator and self.denominator > 0
        if not possible or (whole and self.strict):
            raise Refused(
                say(
                    "A quorum of {numerator}/{denominator} can never be met: "
                    "give a part of the members, such as 1/2.",
                    numerator=self.numerator,
                    denominator=self.denominator,
                ),
                field="quorum",
            )

    def __str__(self) -> str:
        """Write the rule in the user's language, with where it stands."""
        if self.numerator == 0:
            words = _("no quorum is asked")
        else:
            half = self.numerator * 2 == self.denominator
            words = _(
                _MORE_THAN if self.strict else _AT_LEAST,
                part=_("half") if half else f"{self.numerator}/{self.denominator}",
                whole=_(BASIS_LABELS[self.basis]),
            )
        source = self.article or (_("the program's default") if self == QuorumRule() else "")
        return f"{words} ({source})" if source else words

    def asking(self, part: str) -> QuorumRule:
        """Return the rule for another part, written as `2/3`; `0` asks for no quorum."""
        top, slash, bottom = part.strip().partition("/")
        numbers = [top, bottom] if slash else [top, "1"]
        if not all(number.isascii() and number.isdigit() for number in numbers):
            raise WrongUse(
                say("“{part}” is no part of the members: give one such as 1/2.", part=quoted(part)),
                field="part",
            )
        return replace(self, numerator=int(numbers[0]), denominator=int(numbers[1]))

    def required(self, seats: int, seated: int) -> int:
        """Return how many must be present of so many voting seats and seated members."""
        if self.numerator == 0:
            return 0
        whole = seats if self.basis is QuorumBasis.SEATS else seated
        part, rest = divmod(whole * self.numerator, self.denominator)
        return part + 1 if self.strict or rest else part

    def met(self, seats: int, seated: int, present: int) -> bool:
        """Tell whether those present may decide."""
        return present >= self.required(seats, seated)

    def count(self, seats: int, seated: int, present: int | None = None) -> Quorum:
        """Return the quorum of a meeting of a council with these seats and members."""
        return Quorum(seated=seated, present=present, required=self.required(seats, seated))
