"""Records: frozen classes with slots and keyword-only fields, cheap to define.

They are what `@dataclass(frozen=True, slots=True, kw_only=True)` makes, and a type checker
takes them for that. But `dataclasses` imports `inspect`, and writes and compiles source for
every class: over all records of this program that is more processor time than a whole
command may take. Here every record shares the same few methods.
"""

from __future__ import annotations

# The name alone tells a type checker; `typing` itself would be half of what this saves.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

    Class = TypeVar("Class", bound=type)
    Same = TypeVar("Same")
else:

    def dataclass_transform(**_options):
        """Leave a decorator as it is: its options are for type checkers."""
        return lambda decorator: decorator


class _Record:
    """What a record can do."""

    __slots__ = ()
    _setters: ClassVar[dict[str, Callable[[object, object], None]]] = {}
    _defaults: ClassVar[dict[str, object]] = {}

    def __init__(self, **values: object) -> None:
        setters = self._setters
        if len(values) < len(setters):
            values = self._defaults | values
        if values.keys() != setters.keys():
            odd = ", ".join(sorted(values.keys() ^ setters.keys()))
            raise TypeError(f"{type(self).__name__} misses fields or has others: {odd}")
        for name, value in values.items():
            setters[name](self, value)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Refuse values that do not belong together."""

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._setters)
        return f"{type(self).__qualname__}({fields})"

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(plain: Class) -> Class:
    """Make a class with annotated fields a record; it may add fields to another record.

    A field without a default must be given. `__post_init__` runs when all are set.
    """
    fields = tuple(plain.__annotations__)
    body = {
        name: value
        for name, value in vars(plain).items()
        if name not in ("__dict__", "__weakref__", *fields)
    }
    bases = tuple(base for base in plain.__bases__ if base is not object)
    if not issubclass(plain, _Record):
        bases += (_Record,)
    made: Any = type(plain)(plain.__name__, bases, body | {"__slots__": fields})
    made.__qualname__ = plain.__qualname__
    # The slots themselves still set what __setattr__ refuses.
    made._setters = made._setters | {name: vars(made)[name].__set__ for name in fields}
    own_defaults = {name: vars(plain)[name] for name in fields if name in vars(plain)}
    made._defaults = made._defaults | own_defaults
    return made  # type: ignore[no-any-return]


def replace(original: Same, **changes: object) -> Same:
    """Return a record like `original` with other values in some fields."""
    old: Any = original
    values = {name: getattr(old, name) for name in old._setters}
    return type(original)(**(values | changes))


def _values(one: Any) -> tuple[object, ...]:
    return tuple([getattr(one, name) for name in one._setters])
