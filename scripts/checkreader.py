"""Reads the self-checks of a chapter; every mistake is an error at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .checkdata import (
    Asked,
    Check,
    Choice,
    LabTask,
    Match,
    ModelRun,
    Numeric,
    Option,
    Order,
    Pair,
    Until,
)
from .demands import list_of, needed, no_doubles, number, only, read_id, read_words
from .errors import BookError, raise_all
from .marked import Marked
from .outline import Words

if TYPE_CHECKING:
    from .book import Book

COMMON = ("id", "kind", "question")
KEYS = {
    "choice": ("options",),
    "numeric": ("answer", "tolerance", "unit", "low", "high", "from", "why"),
    "order": ("items", "why"),
    "match": ("pairs", "why"),
    "lab": ("model", "controls", "values", "seed", "until", "why"),
}
SEEDS = 999_999


class CheckReader:
    """Reads checks against the models of a book."""

    def __init__(self, book: Book):
        self.book = book

    def checks(self, given: Marked) -> tuple[Check, ...]:
        """All checks; raises BookError for each that is wrong."""
        found: list[Check] = []
        errors: list[BookError] = []
        ids: set[str] = set()
        for one in list_of(given, "checks"):
            try:
                check = self.check(one)
                if check.id in ids:
                    raise one.fail(f"checks: {check.id!r} stands here twice", "id")
                ids.add(check.id)
                found.append(check)
            except BookError as error:
                errors.append(error)
        raise_all(errors)
        return tuple(found)

    def check(self, given: Marked) -> Check:
        """One check."""
        name = read_id(given, "a check")
        kind = needed(given, "kind", name).value
        if not isinstance(kind, str) or kind not in KEYS:
            raise given.fail(f"{name}: kind is one of {', '.join(KEYS)}, not {kind!r}", "kind")
        only(given, f"{name} ({kind})", (*COMMON, *KEYS[kind]))
        asked = Asked(name, given.line, self.words(given, "question", name))
        make: Any = getattr(self, kind)
        return make(given, asked)  # type: ignore[no-any-return]

    def words(self, given: Marked, key: str, name: str) -> Words:
        """The text of a key that must be there."""
        what = f"{name}, {key}"
        return read_words(needed(given, key, name), what, self.book.languages)

    def choice(self, given: Marked, asked: Asked) -> Choice:
        """Options, of which some are right and some are not."""
        place = needed(given, "options", asked.id)
        options = []
        for one in list_of(place, f"{asked.id}, options"):
            only(one, f"{asked.id}, an option", ("text", "right", "why"))
            right = one.entries["right"].value if "right" in one.entries else False
            if not isinstance(right, bool):
                raise one.fail(f"{asked.id}: right is true or false", "right")
            text = self.words(one, "text", asked.id)
            options.append(Option(text, right, self.words(one, "why", asked.id)))
        if len(options) < 2:
            raise place.fail(f"{asked.id}: at least two options")
        if not any(one.right for one in options):
            raise given.fail(f"{asked.id}: no option is right", "options")
        if all(one.right for one in options):
            raise given.fail(f"{asked.id}: every option is right", "options")
        self.distinct(place, [one.text for one in options], asked.id)
        return Choice(asked.id, asked.line, asked.question, tuple(options))

    def numeric(self, given: Marked, asked: Asked) -> Numeric:
        """A number, within a tolerance and perhaps within bounds."""
        name, entries = asked.id, given.entries
        answer = number(needed(given, "answer", name), f"{name}, answer")
        optional = {
            key: number(entries[key], f"{name}, {key}") if key in entries else None
            for key in ("tolerance", "low", "high")
        }
        tolerance, low, high = optional["tolerance"] or 0, optional["low"], optional["high"]
        if tolerance < 0:
            raise given.fail(f"{name}: a tolerance is not below zero", "tolerance")
        if (low is not None and answer < low) or (high is not None and answer > high):
            raise given.fail(f"{name}: the answer is not from low to high", "answer")
        unit = self.words(given, "unit", name) if "unit" in entries else {}
        source = self.source(entries["from"], name) if "from" in entries else None
        why = self.words(given, "why", name)
        return Numeric(
            name, asked.line, asked.question, answer, tolerance, unit, low, high, source, why
        )

    def source(self, given: Marked, name: str) -> ModelRun:
        """The run that an answer comes from."""
        only(given, f"{name}, from", ("model", "values", "seed", "measure", "times"))
        model = self.model(given, name)
        values, seed = self.values(given, model, name), self.seed(given, name)
        measure = self.measure(given, model, name)
        entries = given.entries
        times = number(entries["times"], f"{name}, times") if "times" in entries else 1
        return ModelRun(model.slug, values, seed, measure, times)

    def order(self, given: Marked, asked: Asked) -> Order:
        """Items in the right order."""
        place = needed(given, "items", asked.id)
        items = [
            read_words(one, f"{asked.id}, an item", self.book.languages)
            for one in list_of(place, f"{asked.id}, items")
        ]
        if len(items) < 3:
            raise place.fail(f"{asked.id}: at least three items")
        self.distinct(place, items, asked.id)
        why = self.words(given, "why", asked.id)
        return Order(asked.id, asked.line, asked.question, tuple(items), why)

    def match(self, given: Marked, asked: Asked) -> Match:
        """Pairs."""
        place = needed(given, "pairs", asked.id)
        pairs = []
        for one in list_of(place, f"{asked.id}, pairs"):
            only(one, f"{asked.id}, a pair", ("left", "right"))
            left, right = (self.words(one, key, asked.id) for key in ("left", "right"))
            pairs.append(Pair(left, right))
        if len(pairs) < 2:
            raise place.fail(f"{asked.id}: at least two pairs")
        self.distinct(place, [one.left for one in pairs], asked.id)
        self.distinct(place, [one.right for one in pairs], asked.id)
        why = self.words(given, "why", asked.id)
        return Match(asked.id, asked.line, asked.question, tuple(pairs), why)

    def lab(self, given: Marked, asked: Asked) -> LabTask:
        """A lab with its start, and where its measure must come."""
        name = asked.id
        model = self.model(given, name)
        specs = model.parameters.specs()
        controls = list(model.controls)
        if "controls" in given.entries:
            place = given.entries["controls"]
            for one in list_of(place, f"{name}, controls"):
                if str(one.value) not in specs:
                    message = f"{name}: {model.slug} has no parameter {one.value!r}"
                    raise one.fail(f"{message} (it has: {', '.join(specs)})")
            controls = [str(one.value) for one in place.items]
            no_doubles(place, controls, f"{name}, controls")
            if not controls:
                raise place.fail(f"{name}: at least one control")
        values, seed = self.values(given, model, name), self.seed(given, name)
        until = self.until(needed(given, "until", name), model, name)
        why = self.words(given, "why", name)
        return LabTask(
            name, asked.line, asked.question, model.slug, tuple(controls), values, seed, until, why
        )

    def until(self, given: Marked, model: Any, name: str) -> Until:
        """A measure and one bound, or `between` with two."""
        only(given, f"{name}, until", ("measure", "above", "below", "between"))
        measure = self.measure(given, model, name)
        bounds = [key for key in ("above", "below", "between") if key in given.entries]
        if len(bounds) != 1:
            raise given.fail(f"{name}, until: one of above, below and between")
        place = given.entries[bounds[0]]
        if bounds == ["between"]:
            both = [number(one, f"{name}, between") for one in list_of(place, f"{name}, between")]
            if len(both) != 2 or both[0] > both[1]:
                raise place.fail(f"{name}: between has two numbers, the lower one first")
            return Until(measure, both[0], both[1], closed=True)
        bound = number(place, f"{name}, {bounds[0]}")
        return Until(measure, bound) if bounds == ["above"] else Until(measure, None, bound)

    def model(self, given: Marked, name: str) -> Any:
        """The model that is named."""
        slug = needed(given, "model", name).value
        if slug not in self.book.library.slugs():
            there = ", ".join(self.book.library.slugs())
            raise given.fail(f"{name}: there is no model {slug!r} (there are: {there})", "model")
        return self.book.library.model(slug)

    def measure(self, given: Marked, model: Any, name: str) -> str:
        """A measure of the model."""
        measure = needed(given, "measure", name).value
        known = [one.name for one in model.summary]
        if str(measure) not in known:
            message = (
                f"{name}: {model.slug} has no measure {measure!r} (it has: {', '.join(known)})"
            )
            raise given.fail(message, "measure")
        return str(measure)

    def values(self, given: Marked, model: Any, name: str) -> dict[str, Any]:
        """The values that differ from the model's own, checked against their bounds."""
        if "values" not in given.entries:
            return {}
        place, specs = given.entries["values"], model.parameters.specs()
        if not place.is_mapping():
            raise place.fail(f"{name}, values: a mapping from parameters to values")
        asked = {}
        for parameter, one in place.entries.items():
            value = one.value  # YAML reads a bare yes or no as a truth value
            asked[parameter] = ("no", "yes")[value] if isinstance(value, bool) else value
            try:
                model.parameters.make({parameter: asked[parameter]})
            except (ValueError, TypeError) as error:
                raise place.fail(f"{name}: {error}", parameter) from error
        made = model.parameters.make(asked).values()
        return {key: value for key, value in made.items() if value != specs[key].default}

    def seed(self, given: Marked, name: str) -> int:
        """The seed of a run; 1 unless another is named."""
        seed = given.entries["seed"].value if "seed" in given.entries else 1
        if isinstance(seed, bool) or not isinstance(seed, int) or not 1 <= seed <= SEEDS:
            raise given.fail(f"{name}: seed is a whole number from 1 to {SEEDS}", "seed")
        return seed

    def distinct(self, place: Marked, texts: list[Words], name: str) -> None:
        """No text twice in any language: a reader could not tell them apart."""
        for language in self.book.languages:
            no_doubles(place, [one[language] for one in texts], f"{name} ({language})")
