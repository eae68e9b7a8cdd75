"""The glossary: what it reads of its page, and which words of other pages it links."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import TinyBook

from scripts.errors import BookError
from scripts.glossary import check_same, explanation, link_terms, read_terms

PAGE = """\
An introduction.

Feedback circle {#circle data-forms="feedback circles, circling"}
:   *Kring.* A loop of *measuring* and [steering](x.md) [@ashby1956, p. 3]. And more.

Exit (the door) {#exit}
:   With @hirschman1970: the way out, instead of speaking up about what is wrong.

Seed {#seed .quiet data-forms="seed of chance"}
:   The number that chance begins with, the same again for the same history.

## Short forms

UWV {#uwv}
:   The agency for “insurance”, made in 2002 by merging what there was before.
"""
TERMS = read_terms(PAGE, Path("terms.md"), 3, "Short forms", lambda key: f"<{key}>")


def link(html: str) -> str:
    return link_terms(html, TERMS, "../terms/")


def test_a_term_has_its_anchor_forms_line_and_first_sentence() -> None:
    circle, exit_, seed, uwv = TERMS
    assert (circle.id, circle.line) == ("circle", 6)
    assert circle.forms == ("Feedback circle", "feedback circles", "circling")
    assert circle.text == "Kring. A loop of measuring and steering."
    assert exit_.forms == ("Exit",)
    assert exit_.text == (
        "With <@hirschman1970>: the way out, instead of speaking up about what is wrong."
    )
    assert seed.forms == ("seed of chance",)
    assert [term.abbreviation for term in TERMS] == [False, False, False, True] and uwv.line == 17


def test_a_sentence_ends_where_the_next_begins() -> None:
    text = "In 2024 there were 9.834 rules, said the “count”. Next."
    assert explanation(text, str) == "In 2024 there were 9.834 rules, said the “count”."
    assert explanation("Short one. It goes on. No more.", str) == "Short one. It goes on."


def test_the_first_mention_becomes_a_link_that_explains_itself() -> None:
    html = link("<p>Two feedback\ncircles, and a feedback circle. Circling.</p>")
    assert html == (
        '<p>Two <a class="term" href="../terms/#circle" interestfor="term-circle" '
        'aria-describedby="term-circle">feedback\ncircles</a>, and a feedback circle. Circling.</p>'
        '\n<div class="term-tips" data-search-exclude><p class="term-tip" id="term-circle" '
        'role="tooltip" popover="hint">Kring. A loop of measuring and steering.</p></div>'
    )


def test_an_abbreviation_has_its_meaning_as_title() -> None:
    assert link("<p>The UWV paid; the UWV’s letter.</p>") == (
        '<p>The <a class="term" href="../terms/#uwv"><abbr title="The agency for “insurance”, made '
        'in 2002 by merging what there was before.">UWV</abbr></a> paid; the UWV’s letter.</p>'
    )
    assert "<abbr" not in link("<p>uwv and Uwv, UWV-letter</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>An exit</h2>",
        '<p><a href="#">the exit</a></p>',
        "<p><code>exit</code></p>",
        "<pre><code>exit <b>exit</b></code></pre>",
        '<model-lab><p>exit</p><input name="exit"><p>exit</p></model-lab>',
        '<figure class="slide-card"><div class="slide">exit</div></figure>',
        '<p><span class="cite">(Exit, 1970)</span></p>',
        '<div class="references"><ul><li>Exit.</li></ul></div>',
        '<p class="admonition-title">Exit?</p>',
        "<p>exits, exit-strategy, re-exit, exit’s, existence</p>",
        '<p title="exit"><!-- exit --><img alt="exit"></p>',
        "<p>A seed, and Seeds.</p>",
        "<svg viewBox='0 0 1 1'><linearGradient/><text>exit</text></svg>",
        "<p>Nothing &amp; nobody.</p>",
    ],
)
def test_what_is_no_prose_stays_as_it_is(html: str) -> None:
    assert link(html) == html


def test_prose_behind_silent_parts_is_found() -> None:
    html = link('<h2>Exit</h2><p><br>A <b>b</b> &eacute; <code>exit</code><img src="x"> Exit.</p>')
    assert html.count('class="term"') == 1 and ">Exit</a>.</p>" in html


def test_text_without_terms_is_the_same_text() -> None:
    assert link_terms("<p>exit</p>", [], "x") == "<p>exit</p>"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("UWV {#uwv}", "UWV", "terms.md:17: 'UWV' has no anchor, such as {#uwv}"),
        ("{#uwv}", "{#exit}", "terms.md:17: the anchor {#exit} stands in line 9 too"),
        ("circling", "exit", "terms.md:9: the term 'Exit' stands in line 6 too"),
    ],
)
def test_a_fault_on_the_page_is_named_with_its_line(old: str, new: str, said: str) -> None:
    with pytest.raises(BookError) as caught:
        read_terms(PAGE.replace(old, new), Path("terms.md"), 3, "Short forms", str)
    assert said in str(caught.value)


def test_an_anchor_that_another_language_lacks_is_unknown() -> None:
    with pytest.raises(BookError, match=r"a.md:17: unknown id: b.md has no term \{#uwv\}"):
        check_same(TERMS, Path("a.md"), TERMS[:-1], Path("b.md"))


@pytest.mark.build
def test_faults_stop_a_book(tiny: TinyBook) -> None:
    tiny.edit("docs/source/outline.yml", "parts:", "pages: {glossary: woorden}\nparts:")
    assert "outline.yml:1: pages: there is no page 'woorden'" in tiny.run("check").stderr
    for language, term in (("nl", "Weide"), ("en", "Meadow")):
        path = tiny.folder / f"docs/{language}/woorden.md"
        path.write_text(
            f"---\ntitle: W\n---\n\n{term} {{#{term.lower()}}}\n:   Gras [@hardin1968].\n"
        )
    said = tiny.run("check").stderr
    assert "docs/nl/woorden.md:5: unknown id: " in said and "has no term {#weide}" in said
