"""The pages of the models: the gallery, and for each model its lab, its notebook and its card."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import DictLoader

from .book import GENERATOR
from .cache import digest, short
from .chart import accessible
from .codepage import around, bar, code_cells, data_bytes, is_hidden
from .execution import VEGA_LITE
from .labfence import LabFence
from .notebook import CHART, tags
from .pages import Composed, Source, Stage
from .runs import causes, kept_run

TEMPLATE = (GENERATOR / "theme" / "notebook.md.j2").read_text(encoding="utf-8")


def model_source(stage: Stage, slug: str) -> Source:
    """The page of a model as Markdown; charts are tokens that `fragments` of the source resolve."""
    language = stage.language
    model = stage.book.library.model(slug)
    executed = stage.notebooks[slug][language]
    body = _notebook_markdown(executed, stage)
    text = "\n\n".join(
        [
            f"# {model.title.in_language(language)}",
            f'<p class="model-claim">{escape(model.claim.in_language(language))}</p>',
            f'<p class="model-limit">{escape(stage.book.say("model.claim", language))}</p>',
            "zlabz",
            body,
            f"## {stage.book.say('model.card', language)} {{#card}}",
            _card(stage, model),
            f"## {stage.book.say('model.run.yourself', language)} {{#run}}",
            _downloads(stage, slug),
        ]
    )
    meta = {
        "title": model.title.in_language(language),
        "description": model.claim.in_language(language)[:160],
    }
    return Source(f"models/{slug}.md", stage.book.notebook(slug), language, meta, text)


def finish_model(stage: Stage, source: Source, composed: Composed) -> None:
    """Put the lab and the notebook's charts in the place of their tokens."""
    slug = source.name.removeprefix("models/").removesuffix(".md")
    model = stage.book.library.model(slug)
    wanted = LabFence(slug, tuple(model.controls))
    html = stage.lab(wanted, source, 1, stage.book.say("lab.only", stage.language))
    composed.markdown = composed.markdown.replace("zlabz", composed.keep(html), 1)
    assets = stage.assets(source)
    notebook = f"{assets}cells/{notebook_name(stage, slug)}"
    runtime = f"{assets}{stage.runtime.manifest}"
    _swap(composed, "zcellbarz", bar(stage, slug, notebook, runtime))
    for cell in code_cells(stage, slug):
        for part, html in around(stage, cell).items() if not cell["hidden"] else ():
            _swap(composed, f"zcell{cell['number']}{part}z", html)
    for number, chart in enumerate(_charts(stage, slug)):
        composed.markdown = composed.markdown.replace(f"zchart{number}z", composed.keep(chart), 1)


def _swap(composed: Composed, token: str, html: str) -> None:
    composed.markdown = composed.markdown.replace(token, composed.keep(html), 1)


def notebook_name(stage: Stage, slug: str) -> str:
    """The file name of what the browser must know of a notebook's cells."""
    return f"{slug}-{stage.language}-{short(data_bytes(stage, slug))}.json"


def _notebook_markdown(executed: Any, stage: Stage) -> str:
    """The notebook as Markdown, kept under all that it is made of."""
    key = digest(stage.book.generator, stage.book.tools, executed, stage.language)
    made = stage.book.cache.made("notebookpages", key, lambda: _converted(executed, stage))
    return made.decode()


def _converted(executed: Any, stage: Stage) -> bytes:
    from nbconvert.exporters import MarkdownExporter  # half a second

    loader = DictLoader({"notebook.md.j2": TEMPLATE})
    exporter = MarkdownExporter(extra_loaders=[loader], template_file="notebook.md.j2")
    notebook = nbformat.from_dict(executed)
    charts = shown = 0
    for cell in notebook.cells:
        cell.metadata.hidden = is_hidden(cell)
        if cell.cell_type == "code" and not cell.metadata.hidden:
            shown += 1
            cell.metadata.number = shown
        cell.metadata.folded = "answer" in tags(cell)
        cell.metadata.chart = CHART in tags(cell)
        for output in cell.get("outputs", []):
            if VEGA_LITE in output.get("data", {}):
                output.data = {"text/markdown": f"zchart{charts}z"}
                charts += 1
    words = {key: stage.book.say(key, stage.language) for key in ("answer", "code")}
    body, _ = exporter.from_notebook_node(notebook, {"words": words})
    return str(body).encode()


def _charts(stage: Stage, slug: str) -> list[str]:
    """The charts of the notebook as figures, in order."""
    found = []
    label = stage.book.say("chart.alt", stage.language)
    for cell in stage.notebooks[slug][stage.language].cells:
        for output in cell.get("outputs", []):
            spec = output.get("data", {}).get(VEGA_LITE)
            if spec:
                found.append(_figure(stage, spec, label))
    return found


def _figure(stage: Stage, spec: Any, label: str) -> str:
    charts = "".join(
        f'<div data-width="{size}">{accessible(stage.charts.svg(spec, None, size, stage.language), label)}</div>'
        for size in ("narrow", "wide")
    )
    return f'<figure class="notebook-chart"><div class="lab-chart">{charts}</div></figure>'


def _card(stage: Stage, model: Any) -> str:
    """The model card as a definition list; sources become citations."""
    parts = []
    for heading, content in stage.book.kit("card").sections(model, stage.language):
        if content == ", ".join(model.sources):
            content = "; ".join(f"@{key}" for key in model.sources) + "."
        if isinstance(content, str):
            parts.append(f"{heading}\n:   {content}\n")
        else:
            rows = "\n".join(f"    - `{term}`: {text}" for term, text in content)
            parts.append(f"{heading}\n:   \n{rows}\n")
    return "\n".join(parts)


def _downloads(stage: Stage, slug: str) -> str:
    say, language = stage.book.say, stage.language
    source = Source(f"models/{slug}.md", Path(), language, {}, "")
    root = source.up + ("" if stage.primary else "../")
    wheel = stage.wheel
    return (
        f"{say('model.install', language)}\n\n"
        f'```\npip install "./{wheel}[charts]" jupyterlab\n```\n\n'
        f'<ul><li><a href="{root}downloads/{slug}-{language}.ipynb" download>'
        f"{say('model.download', language)}</a></li>"
        f'<li><a href="{root}downloads/{wheel}" download>{say("model.wheel", language)}</a></li></ul>\n'
    )


def download(stage: Stage, slug: str) -> bytes:
    """The notebook of one language as .ipynb, with its results and the model card; kept."""
    book, language = stage.book, stage.language
    key = digest(
        book.generator, book.tools, causes(book, slug), stage.notebooks[slug][language], language,
        stage.wheel,
    )  # fmt: skip
    return book.cache.made("downloads", key, lambda: _download(stage, slug))


def _download(stage: Stage, slug: str) -> bytes:
    language = stage.language
    model = stage.book.library.model(slug)
    notebook = nbformat.from_dict(stage.notebooks[slug][language])
    for cell in notebook.cells:
        cell.metadata.pop("line", None)
        cell.metadata.pop("lang", None)
    wheel = stage.wheel
    lead = (
        f"# {model.title.in_language(language)}\n\n{model.claim.in_language(language)}\n\n"
        f"{stage.book.say('model.install', language)}\n\n"
        f'```\npip install "./{wheel}[charts]" jupyterlab\n```'
    )
    card = [f"## {stage.book.say('model.card', language)}"]
    for heading, content in stage.book.kit("card").sections(model, language):
        text = (
            content if isinstance(content, str) else "\n".join(f"- `{a}`: {b}" for a, b in content)
        )
        card.append(f"### {heading}\n\n{text}")
    first = nbformat.v4.new_markdown_cell(lead, id="cell-title")
    last = nbformat.v4.new_markdown_cell("\n\n".join(card), id="cell-card")
    notebook.cells = [first, *notebook.cells, last]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def gallery_source(stage: Stage) -> Source:
    """The page with all models: a small picture, the claim, and the way to each."""
    say, language = stage.book.say, stage.language
    cards = []
    for slug in stage.notebooks:
        model = stage.book.library.model(slug)
        run = kept_run(stage.book, slug)
        picture = stage.charts.svg(stage.specs[slug], run.rows, "thumb", language)
        picture = picture.replace("<svg ", '<svg aria-hidden="true" ', 1)
        cards.append(
            f'<li><a href="{slug}/"><span class="gallery-picture lab-chart">{picture}</span>'
            f'<span class="gallery-title">{escape(model.title.in_language(language))}</span></a>'
            f"<p>{escape(model.claim.in_language(language))}</p></li>"
        )
    text = (
        f"# {say('models', language)}\n\n{say('models.lead', language)}\n\n"
        f'<ul class="gallery">{"".join(cards)}</ul>\n'
    )
    meta = {"title": say("models", language), "description": say("models.lead", language)[:160]}
    path = stage.book.models_folder
    return Source("models/index.md", path, language, meta, text)
