"""Fences, links, citations, formulas, notebooks, cards: small inputs, exact outputs."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from tiny import ROOT, TinyBook

from scripts.book import Book
from scripts.cache import Cache, digest
from scripts.chart import chart_spec, slim, themed
from scripts.citations import check_keys, citations_in, replace_citations, set_citations
from scripts.errors import BookError
from scripts.fences import fences, outside_fences, replace_fences, without_comments
from scripts.imprint import licence_line
from scripts.links import anchors, check_links
from scripts.maths import to_mathml
from scripts.notebook import check_notebook, in_language, read_notebook, regions
from scripts.outline import read_outline
from scripts.pages import Composed, word_count
from scripts.slides import card, lead, presentation_page


def test_fences_are_found_with_their_lines() -> None:
    text = "a\n```lab\nmodel: x\n```\nb\n````md\n```lab\nnot this\n```\n````\n"
    (lab,) = fences(text, {"lab"})
    assert (lab.body, lab.first, lab.last) == ("model: x", 2, 4)
    assert [line for _, line in outside_fences(text)] == ["a", "b", ""]


def test_fences_are_replaced_and_indentation_kept() -> None:
    text = "a\n  ```slide\n  1\n  ```\nb"
    assert replace_fences(text, {2: "\nX\n"}) == "a\n\n  X\n\nb"


def test_an_open_fence_ends_with_the_text() -> None:
    (fence,) = fences("```lab\nmodel: x")
    assert fence.last == 2


def test_what_is_said_to_the_author_is_taken_out_and_lines_keep_their_numbers() -> None:
    text = (
        "a <!-- stays --> b\n<!-- one -->\n<!--\ntwo [@none]\n-->\n```html\n<!-- code -->\n```\nend"
    )
    assert without_comments(text) == (
        "a <!-- stays --> b\n\n\n\n\n```html\n<!-- code -->\n```\nend"
    )


def test_a_slide_cannot_cite_nor_compute(tiny: TinyBook) -> None:
    """Signs that mean something in a page mean nothing on a slide."""
    tiny.edit(
        "docs/source/presentation.txt", "Acht boeren", "@boer [@wie] $$x$$ zfragment0z \\\\(y\\\\)"
    )
    book = Book(tiny.folder)
    text = presentation_page(book, "nl", {"weide": "../weide/"})
    assert not citations_in(text) and "$" not in text and "zfragment" not in text
    assert "@boer [@wie] $$x$$ zfragment0z" in lxml.html.fromstring(text).text_content()


def test_the_first_language_of_a_deck_is_its_own_the_others_are_translated(tiny: TinyBook) -> None:
    book = Book(tiny.folder)
    assert "woord voor woord" in lead(book, "nl") and "translated" in lead(book, "en")
    tiny.edit(
        "docs/source/outline.yml",
        "{nl: De weide, en: The meadow}",
        "{en: The meadow, nl: De weide}",
    )
    book = Book(tiny.folder)
    assert "vertaald" in lead(book, "nl") and "translated" not in lead(book, "en")


def test_a_book_says_its_own_licences_or_none(tiny: TinyBook) -> None:
    assert licence_line(Book(tiny.folder), "nl") == ""
    text = (ROOT / "docs/source/imprint.yml").read_text().replace("CC BY 4.0", "CC BY-SA 4.0")
    (tiny.folder / "docs/source/imprint.yml").write_text(text)
    assert licence_line(Book(tiny.folder), "en") == "Text CC BY-SA 4.0, code MIT"


def test_anchors_of_a_page() -> None:
    text = "## Het *regelwoud*\n\n## Kaart {#card}\n\n```\n## not this\n```\n\n<p id='x' id=\"y\">"
    assert anchors(text) >= {"het-regelwoud", "card", "y"} and "not-this" not in anchors(text)


def test_links_are_checked_where_they_stand() -> None:
    pages = {"a.md": {"top"}, "models/b.md": None}
    text = "[a](../a.md) [x](https://x.org) `[no](no.md)`\n[b](b.md#any)\n[c](c.md)\n[d](../a.md#d)"
    errors = check_links(text, Path("docs/b.md"), "models/b.md", pages)
    assert [(error.line, error.message) for error in errors] == [
        (3, "broken link: there is no page 'c.md'"),
        (4, "broken link: a.md has no anchor 'd'"),
    ]


def test_citations_are_found() -> None:
    text = "See [@a1990b, pp. 1-2; @c2000d] and @e2010f.\n`@no1`\n```\n@no2\n```\na@b.org"
    assert citations_in(text) == [(1, "[@a1990b, pp. 1-2; @c2000d]"), (1, "@e2010f")]


def test_a_missing_key_is_named() -> None:
    (error,) = check_keys("a\n[@known; @unknown1]", Path("x.md"), ["known"])
    assert str(error) == "x.md:2: no entry 'unknown1' in the bibliography"


@pytest.mark.long
def test_citations_are_set_in_both_languages(tmp_path: Path) -> None:
    bibliography = tmp_path / "x.bib"
    bibliography.write_text(
        "@book{bavel2016, author={van Bavel, Bas}, title={The Invisible Hand}, publisher={OUP}, "
        "year={2016}}\n@misc{huis, author={{Het Huis}}, title={Een bladzijde}, "
        "url={https://huis.example/}}\n"
    )
    wanted = ["[@bavel2016, p. 3]", "@bavel2016", "[@huis]"]
    cache = Cache(tmp_path / "cache")
    dutch = set_citations(bibliography, wanted, "nl", cache, "")
    english = set_citations(bibliography, wanted, "en", cache, "")

    def plain(html: str) -> str:
        return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")

    assert plain(dutch.inline["@bavel2016"]) == "Van Bavel (2016)"
    assert plain(dutch.inline["[@bavel2016, p. 3]"]) == "(Van Bavel, 2016, p. 3)"
    assert plain(dutch.inline["[@huis]"]) == "(Het Huis, z.d.)"
    assert plain(english.inline["[@huis]"]) == "(Het Huis, n.d.)"
    assert plain(dutch.references["bavel2016"]).startswith("Van Bavel, B. (2016). ")
    text, cited = replace_citations("A @bavel2016.", dutch, "../s/", lambda html: html)
    assert cited == ["bavel2016"] and 'href="../s/#ref-bavel2016"' in text


def test_formulas_become_mathml() -> None:
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"K{len(kept)}"

    text = to_mathml("Zo: \\(R^*\\) is\n\n    $$\\frac{a}{b}$$\n\nen € 3 $ blijft.", keep)
    assert text == "Zo: K2 is\n\n    K1\n\nen € 3 $ blijft."
    assert "<mfrac>" in kept[0] and 'display="block"' in kept[0] and "<msup>" in kept[1]


def test_fragments_come_back_in_block_and_line() -> None:
    page = Composed("")
    one, two = page.keep("<div>1</div>"), page.keep("<b>2</b>")
    assert page.finish(f"<p>{one}</p><p>a {two}</p>") == "<div>1</div><p>a <b>2</b></p>"


def test_words_are_counted_without_fences_and_marks() -> None:
    assert word_count("## Een kop\n\nTwee *woorden* [@x1990y].\n\n```lab\nmodel: x\n```\n") == 4


def test_a_notebook_needs_its_pairs(tmp_path: Path) -> None:
    path = tmp_path / "n.py"
    path.write_text(
        '# %% [markdown] lang="nl"\n# Een\n\n# %% [markdown] lang="nl"\n# Twee\n\n'
        '# %% [markdown] lang="en"\n# Two\n\n# %% tags=["lab-chart"]\n1\n'
    )
    with pytest.raises(BookError, match=r"n\.py:1: the text from here has no cell in en"):
        check_notebook(read_notebook(path), path, ["nl", "en"])


def test_a_notebook_in_one_language(tmp_path: Path) -> None:
    path = tmp_path / "n.py"
    path.write_text(
        '# %% tags=["parameters"]\nLANG = "nl"\n\n# %% [markdown] lang="nl"\n# Een\n\n'
        '# %% [markdown] lang="en"\n# One\n\n# %% tags=["lab-chart"]\n1\n'
    )
    notebook = read_notebook(path)
    check_notebook(notebook, path, ["nl", "en"])
    english = in_language(notebook, "en")
    assert [cell.source for cell in english.cells] == ['LANG = "en"', "One", "1"]
    assert [cell.id for cell in english.cells] == ["cell-00", "cell-02", "cell-03"]


def test_regions_of_a_module() -> None:
    source = "a\n# region: one\nb\n# endregion\nc\n    # region: two\n    d\n    # endregion\n"
    assert regions(source, Path("m.py")) == {"one": "b", "two": "    d"}
    with pytest.raises(BookError, match=r"m\.py:1: region 'x' is never closed"):
        regions("# region: x\n", Path("m.py"))


def test_a_charts_rows_are_replaced_by_a_name() -> None:
    rows = [{"x": 1}, {"x": 2}]
    where = BookError("no")
    spec = {"layer": [{"data": {"values": rows}}, {"data": {"name": "d"}}], "datasets": {"d": [{}]}}
    found = chart_spec(spec, rows, where)
    assert found == {"layer": [{"data": {"name": "rows"}}, {"data": {"values": [{}]}}]}
    with pytest.raises(BookError):
        chart_spec({"data": {"values": [{"x": 3}]}}, rows, where)


def test_a_theme_reaches_every_view() -> None:
    spec = {"vconcat": [{"mark": "line"}, {"layer": [{"mark": "line"}]}], "width": 9}
    wide = themed(spec, "wide", "nl")
    assert [view["width"] for view in wide["vconcat"]] == [600, 600] and "width" not in wide
    assert wide["config"]["locale"]["number"]["decimal"] == ","
    assert "width" not in spec["vconcat"][0]


def test_svg_loses_what_pages_do_not_want() -> None:
    svg = '<svg font-family="X" role="graphics" aria-label="y"><path d="M0.123456,1.5"/></svg>'
    assert slim(svg) == '<svg><path d="M0.12,1.5"/></svg>'


def test_digests_tell_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") and digest({"a": 1, "b": 2}) == digest(
        {"b": 2, "a": 1}
    )


def test_a_card_shows_its_lines_and_nothing_else(root: Path) -> None:
    book = Book(root)
    chapter = book.outline.chapter("ontwerplab")
    assert chapter
    html = card(book, chapter.slides[0], "nl", "../presentatie/")
    assert "Designlab: pak een beleidsveld" in html and "heldere context" not in html
    assert 'href="../presentatie/#slide-11"' in html and "Dia 11, vervolg" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "not YAML"),
        ("1", "an outline is a mapping"),
        ("title: {nl: A}\nparts: []", "needs at least one chapter"),
        (
            "title: {nl: A}\nparts:\n  - title: {nl: P}\n    chapters:\n      - {slug: Bad Slug, title: {nl: T}}",
            "x.yml:5: chapter 1: a slug of small letters",
        ),
        (
            "title: {nl: A, en: B}\nparts:\n  - title: {nl: P, en: Q}\n    chapters:\n"
            "      - {slug: s, title: {nl: T}}",
            "x.yml:5: chapter s has no title in en",
        ),
        (
            "title: {nl: A}\nparts:\n  - title: {nl: P}\n    chapters:\n"
            "      - {slug: s, title: {nl: T}, slides: [one]}",
            "x.yml:5: a slide is a number",
        ),
    ],
)
def test_a_bad_outline(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text)
    with pytest.raises(BookError) as caught:
        read_outline(path)
    assert said in str(caught.value)
