"""The model card: purpose, state, process, parameters, observables, limits, viewpoint and sources.

The order follows the ODD protocol (Grimm et al. 2006, 2020).
"""

from __future__ import annotations

from .model import Model
from .parameters import Spec, Text

HEADINGS = {
    "purpose": Text("Doel", "Purpose"),
    "state": Text("Toestand", "State"),
    "process": Text("Verloop", "Process"),
    "parameters": Text("Parameters", "Parameters"),
    "observables": Text("Wat je ziet", "Observables"),
    "assumes": Text("Wat het aanneemt", "What it assumes"),
    "leaves_out": Text("Wat het weglaat", "What it leaves out"),
    "viewpoint": Text("Wiens gezichtspunt", "Whose viewpoint"),
    "refuted_by": Text("Wat het zou weerleggen", "What would refute it"),
    "sources": Text("Bronnen", "Sources"),
}


def bounds(spec: Spec, language: str) -> str:
    """A parameter's default and range, or its choices, in words."""
    if spec.choices is not None:
        words = "; ".join(f"{key} = {text.in_language(language)}" for key, text in spec.choices.items())
        default = Text("standaard", "default").in_language(language)
        return f"{words} ({default} {spec.default})"
    unit = spec.unit.in_language(language)
    form = Text("{}{} (van {} tot {}, stap {})", "{}{} (from {} to {}, step {})")
    text = form.in_language(language).format(
        _plain(spec.default, language),
        f" {unit}" if unit else "",
        *(_plain(value, language) for value in (spec.low, spec.high, spec.step)),
    )
    return text


def _plain(value: object, language: str) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if language == "nl" else text


def sections(model: Model, language: str) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The card as (heading, text or list of (term, text)), in the order of HEADINGS."""
    specs = model.parameters.specs().values()
    content: dict[str, str | list[tuple[str, str]]] = {
        "parameters": [
            (
                spec.name,
                f"{spec.label.in_language(language)}: {bounds(spec, language)}. "
                f"{spec.help.in_language(language)}",
            )
            for spec in specs
        ],
        "observables": [
            (one.name, one.label.in_language(language)) for one in (model.axis, *model.columns)
        ]
        + [(one.name, one.label.in_language(language)) for one in model.summary],
        "sources": ", ".join(model.sources),
    }
    for name in ("purpose", "state", "process", "assumes", "leaves_out", "viewpoint", "refuted_by"):
        content[name] = getattr(model.card, name).in_language(language)
    return [(text.in_language(language), content[name]) for name, text in HEADINGS.items()]


def card_text(model: Model, language: str) -> str:
    """The card as plain text."""
    lines = [f"{model.title.in_language(language)} ({model.slug}, {model.version})", ""]
    lines += [model.claim.in_language(language), ""]
    for heading, content in sections(model, language):
        lines.append(heading.upper())
        if isinstance(content, str):
            lines.append(f"  {content}")
        else:
            lines += [f"  {term}: {text}" for term, text in content]
        lines.append("")
    return "\n".join(lines)
