"""Parameters: each states its default, bounds, step, unit and its words in every language once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

type Value = int | float | str
LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Text:
    """The same words in Dutch and in English; a book in one language leaves the other out."""

    nl: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in `language`, "nl" or "en", or the only one there is; raises KeyError for another."""
        return {"nl": self.nl, "en": self.en}[language] or self.nl or self.en


@dataclass(frozen=True)
class Spec:
    """What is known of one parameter: bounds, step, unit, words, and choices where it is one of several."""

    name: str
    default: Value
    label: Text
    help: Text
    unit: Text
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: Mapping[str, Text] | None = None

    @property
    def whole(self) -> bool:
        """Whether the parameter is a whole number."""
        return isinstance(self.default, int)

    def check(self, value: object) -> Value:
        """Return `value` as this parameter's type; raises ParameterError when it is not allowed."""
        if self.choices is not None:
            if isinstance(value, str) and value in self.choices:
                return value
            raise ParameterError(self.name, value, f"one of {', '.join(self.choices)}")
        assert self.low is not None and self.high is not None
        number = _number(value)
        if number is None or not self.low <= number <= self.high or (self.whole and number % 1):
            kind = "a whole number" if self.whole else "a number"
            raise ParameterError(self.name, value, f"{kind} from {self.low:g} to {self.high:g}")
        return int(number) if self.whole else number


class ParameterError(ValueError):
    """A parameter is unknown or out of bounds; the message names it, its bounds and the value."""

    def __init__(self, name: str, value: object, allowed: str):
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"{name} must be {allowed}, not {value!r}.")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.value, self.allowed)


def _number(value: object) -> float | None:
    """The finite float that `value` stands for, or None. -0.0 becomes 0.0, so that one state has one form."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number + 0.0 if number - number == 0 else None


def parameter(
    default: Value,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    *,
    nl: tuple[str, str] = ("", ""),
    en: tuple[str, str] = ("", ""),
    unit: tuple[str, str] | str = "",
    choices: Mapping[str, tuple[str, str]] | None = None,
) -> Any:
    """A field of `Parameters`.

    `nl` and `en` are (label, help); a book in one language needs only its own. `unit` is one string, or (Dutch, English).
    `choices` maps each allowed value to its (Dutch, English) words.
    """
    units = (unit, unit) if isinstance(unit, str) else unit
    return dataclasses.field(
        default=default,
        metadata={
            "low": low,
            "high": high,
            "step": step,
            "label": Text(nl[0], en[0]),
            "help": Text(nl[1], en[1]),
            "unit": Text(*units),
            "choices": None
            if choices is None
            else {key: Text(*pair) for key, pair in choices.items()},
        },
    )


YES_NO = {"no": ("nee", "no"), "yes": ("ja", "yes")}


@dataclass(frozen=True)
class ParameterSet:
    """Base of every model's `Parameters`: a frozen dataclass whose fields are made by `parameter`."""

    @classmethod
    def specs(cls) -> dict[str, Spec]:
        """The parameters in order of definition, by name."""
        return {
            field.name: Spec(field.name, field.default, **field.metadata)  # type: ignore[arg-type]
            for field in dataclasses.fields(cls)
        }

    @classmethod
    def make(cls, values: Mapping[str, object]) -> Self:
        """Check `values` and fill in defaults; raises ParameterError for an unknown name or a bad value."""
        specs = cls.specs()
        for name, value in values.items():
            if name not in specs:
                raise ParameterError(name, value, f"a parameter of this model ({', '.join(specs)})")
        return cls(**{name: specs[name].check(value) for name, value in values.items()})

    def values(self) -> dict[str, Value]:
        """All values by name, in order of definition."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
