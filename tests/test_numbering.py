"""The numbers and the anchors of exercises and figures: the chapter's, permanent, the same in all languages."""

from __future__ import annotations

from pathlib import Path

import lxml.html
from tiny import TinyBook

from scripts.book import Book
from scripts.numbering import exercises

LANGUAGES = {"nl": "", "en": "en/"}
PAGE = """\
## Opgaven

1. Tel de koeien.
   Doe het nog eens.
2. Tel ze weer.

    1. niet deze

```text
1. en deze niet
```

## Verder lezen

1. Geen opgave.
"""


def test_exercises_are_the_numbered_items_under_their_heading() -> None:
    found = list(exercises(PAGE, "Opgaven"))
    assert found == [(3, "Tel de koeien."), (5, "Tel ze weer.")]
    assert list(exercises(PAGE, "Exercises")) == []


def test_a_link_to_a_numbered_thing_is_checked(tiny: TinyBook) -> None:
    chapter = "docs/nl/weide.md"
    for language, heading in (("nl", "Opgaven"), ("en", "Exercises")):
        path = tiny.folder / f"docs/{language}/weide.md"
        path.write_text(path.read_text() + f"\n## {heading}\n\n1. Eén.\n2. Twee.\n")
    tiny.edit(
        chapter,
        "Zie [start](index.md).",
        "Zie [een](#exercise-2), [fig](#figure-1), [lab](#lab-1).",
    )
    done = tiny.run("check")
    assert done.returncode == 0, done.stderr
    tiny.edit(chapter, "#exercise-2", "#exercise-3")
    done = tiny.run("check")
    assert done.returncode == 1 and "no anchor 'exercise-3'" in done.stderr


def test_a_chapter_has_as_many_exercises_in_every_language(tiny: TinyBook) -> None:
    path = tiny.folder / "docs/nl/weide.md"
    path.write_text(path.read_text() + "\n## Opgaven\n\n1. Eén.\n2. Twee.\n")
    done = tiny.run("check")
    assert done.returncode == 1
    assert "docs/en/weide.md:1: 0 exercises stand here, 2 in" in done.stderr


def test_this_book_numbers_them_by_chapter(built: Path, root: Path) -> None:
    book = Book(root)
    for chapter in book.outline.chapters():
        numbers: dict[str, list[str]] = {}
        for language, folder in LANGUAGES.items():
            tree = lxml.html.parse(str(built / folder / chapter.slug / "index.html")).getroot()
            ids = tree.xpath("//@id[starts-with(., 'exercise-') or starts-with(., 'figure-')]")
            assert len(set(ids)) == len(ids), chapter.slug
            exercise = book.say("exercises.heading", language)
            items = tree.xpath("//ol/li[.//a[@class='exercise-number']]")
            assert len(items) >= 3 and tree.xpath(f"//h2[starts-with(., '{exercise}')]")
            for place, item in enumerate(items, 1):
                [link] = item.xpath(".//a[@class='exercise-number']")
                name = book.say("exercise.name", language, number=f"{chapter.number}.{place}")
                assert link.text == name and link.get("id") == f"exercise-{place}"
                assert link.get("href") == f"#exercise-{place}"
            for place, card in enumerate(tree.xpath("//figure[@class='slide-card']"), 1):
                name = book.say("figure.name", language, number=f"{chapter.number}.{place}")
                assert card.get("id") == f"figure-{place}"
                assert card.xpath("string(figcaption)").startswith(f"{name} · ")
            labs = tree.xpath("//model-lab/@id[starts-with(., 'lab-')]")
            assert labs == [f"lab-{place}" for place in range(1, len(labs) + 1)]
            numbers[language] = tree.xpath("//@id[starts-with(., 'exercise-')]") + labs
        assert numbers["nl"] == numbers["en"]
