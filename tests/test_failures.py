"""What is wrong in a book stops its build, and the message names file and line."""

from __future__ import annotations

import pytest
from tiny import TinyBook

pytestmark = pytest.mark.build


def complaint(tiny: TinyBook, *words: str) -> str:
    done = tiny.run(*(words or ("check",)))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "\nTraceback" not in f"\n{done.stderr}", done.stderr
    return done.stderr


def test_a_good_book_has_no_mistake(tiny: TinyBook) -> None:
    done = tiny.run("check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_kernel_says_nothing_when_it_ends(tiny: TinyBook) -> None:
    farewell = 'import atexit, os\natexit.register(os.write, 2, b"I am going\\n")\n'
    tiny.edit("notebooks/cows.py", "import meadow\n", f"import meadow\n{farewell}")
    done = tiny.run("check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_deleted_slide_line(tiny: TinyBook) -> None:
    tiny.edit("docs/source/presentation.txt", "• Niemand telt de koeien\n", "")
    said = complaint(tiny)
    assert "presentation.en.txt:1: slide 1: 2 lines" in said


def test_a_slide_line_that_no_chapter_shows(tiny: TinyBook) -> None:
    tiny.edit("docs/source/outline.yml", "slides: [1]", 'slides: ["1: 1-1"]')
    said = complaint(tiny)
    assert "presentation.txt:5: slide 1, line 2 is in no chapter: • Niemand telt de koeien" in said


def test_a_slide_that_two_chapters_show(tiny: TinyBook) -> None:
    tiny.edit("docs/source/outline.yml", "slides: [1]", "slides: [1, 1]")
    assert "is in 2 chapters" in complaint(tiny)


def test_a_slide_card_left_out_of_its_chapter(tiny: TinyBook) -> None:
    tiny.edit("docs/en/weide.md", "```slide\n1\n```", "")
    assert "docs/en/weide.md:1: slide 1 has no card here" in complaint(tiny)


def test_a_missing_english_cell(tiny: TinyBook) -> None:
    tiny.edit("notebooks/cows.py", '# %% [markdown] lang="en"\n# ## Counting cows\n', "")
    assert "notebooks/cows.py:8: the text from here has no cell in en" in complaint(tiny)


def test_a_missing_english_page(tiny: TinyBook) -> None:
    (tiny.folder / "docs/nl/los.md").write_text("---\ntitle: Los\n---\nTekst.\n")
    said = complaint(tiny)
    assert "docs/nl/los.md:1: this page has no counterpart" in said and "docs/en/los.md" in said


def test_a_page_to_print_that_is_not_there(tiny: TinyBook) -> None:
    tiny.edit("docs/source/outline.yml", "parts:\n", "pages: {printed: [weg]}\nparts:\n")
    assert "outline.yml:1: pages: there is no page 'weg'" in complaint(tiny)


def test_an_unknown_model_in_a_fence(tiny: TinyBook) -> None:
    tiny.edit("docs/nl/weide.md", "model: cows", "model: horses")
    said = complaint(tiny)
    assert "docs/nl/weide.md:14: lab: there is no model 'horses' (there are: cows)" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("controls: [farmers]", "controls: [sheep]", "15: lab: cows has no parameter 'sheep'"),
        ("controls: [farmers]", "values: {farmers: 51}", "15: lab: farmers must be a whole number"),
        ("controls: [farmers]", "colour: red", "15: lab: unknown key colour"),
        ("controls: [farmers]", "seed: 0", "15: lab: seed is a whole number from 1"),
        ("controls: [farmers]", "controls: [", "lab: not YAML"),
        (
            "controls: [farmers]",
            "predict: {question: Q, measure: m, options: [{label: a, below: 1}, {label: b}]}",
            "15: lab: cows has no measure 'm'",
        ),
        (
            "controls: [farmers]",
            "predict: {question: Q, measure: cows_final, options: [{label: a}, {label: b}]}",
            "15: lab: options need `below`",
        ),
    ],
)
def test_a_bad_lab(tiny: TinyBook, old: str, new: str, said: str) -> None:
    tiny.edit("docs/nl/weide.md", old, new)
    assert said in complaint(tiny)


def test_a_model_whose_words_lack_a_language(tiny: TinyBook) -> None:
    tiny.edit("models/meadow/cows.py", '"Koeien aan het eind", ', '"Koeien aan het eind", "", ')
    tiny.edit("models/meadow/cows.py", '"Cows at the end", "count"', '"count"')
    said = complaint(tiny)
    assert "models/meadow/cows.py:" in said and "'Koeien aan het eind' has no words in en" in said


def test_labs_that_differ_between_languages(tiny: TinyBook) -> None:
    tiny.edit("docs/en/weide.md", "controls: [farmers]", "controls: [chance]")
    assert "docs/en/weide.md:1: its labs are not those of" in complaint(tiny)


def test_a_canvas_without_its_data_or_its_counterpart(tiny: TinyBook) -> None:
    tiny.edit("docs/en/weide.md", "See [start]", "```canvas\n```\n\nSee [start]")
    said = complaint(tiny)
    assert "docs/en/weide.md:1: its canvases are not those of" in said
    tiny.edit("docs/nl/weide.md", "Zie [start]", "```canvas\n```\n\nZie [start]")
    assert "canvas: there is no " in complaint(tiny)
    (tiny.folder / "docs/source/design.yml").write_text("model: cows\n")
    assert "design.yml:1: canvas: these keys are missing: always," in complaint(tiny)


def test_a_broken_link(tiny: TinyBook) -> None:
    tiny.edit("docs/en/weide.md", "(index.md)", "(nowhere.md)")
    said = complaint(tiny)
    assert "docs/en/weide.md:18: broken link: there is no page 'nowhere.md'" in said


def test_a_broken_anchor(tiny: TinyBook) -> None:
    tiny.edit("docs/en/weide.md", "(index.md)", "(index.md#gone)")
    assert "docs/en/weide.md:18: broken link: index.md has no anchor 'gone'" in complaint(tiny)


def test_a_missing_citation(tiny: TinyBook) -> None:
    tiny.edit("docs/nl/weide.md", "@hardin1968", "@hardin1969")
    assert "docs/nl/weide.md:7: no entry 'hardin1969' in the bibliography" in complaint(tiny)


def test_a_failing_notebook_cell(tiny: TinyBook) -> None:
    tiny.edit("notebooks/cows.py", "run = meadow", "1 / 0\nrun = meadow")
    said = complaint(tiny)
    assert "notebooks/cows.py:20: cell 6 fails: ZeroDivisionError: division by zero" in said
    assert "1 / 0" in said


def test_a_chart_of_other_rows(tiny: TinyBook) -> None:
    tiny.edit("notebooks/cows.py", "run.rows", "run.rows[:3]")
    assert "notebooks/cows.py:19: the lab-chart cell must end in a chart" in complaint(tiny)


def test_an_unknown_region(tiny: TinyBook) -> None:
    tiny.edit("notebooks/cows.py", "# rule\n", "# law\n")
    assert "notebooks/cows.py:15: cows.py has no region 'law' (there are: rule)" in complaint(tiny)


def test_a_missing_chapter(tiny: TinyBook) -> None:
    (tiny.folder / "docs/en/weide.md").unlink()
    (tiny.folder / "docs/nl/weide.md").unlink()
    said = complaint(tiny)
    assert "docs/source/outline.yml:6: chapter 'weide' has no page" in said


def test_the_outline_scaffolds_what_it_names(tiny: TinyBook) -> None:
    (tiny.folder / "docs/en/weide.md").unlink()
    done = tiny.run("outline")
    assert done.stdout == "new: docs/en/weide.md\n"
    made = (tiny.folder / "docs/en/weide.md").read_text()
    assert "```slide\n1\n```" in made
    assert tiny.run("outline").stdout == ""


def test_a_failed_build_leaves_the_old_site(tiny: TinyBook) -> None:
    old = tiny.folder / "build/site/index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    tiny.edit("docs/nl/weide.md", "(index.md)", "(nowhere.md)")
    complaint(tiny, "build")
    assert old.read_text() == "old"
    assert not (tiny.folder / "build/site.new").exists()
