"""The rules of a QTI 3 package: manifest, test and items."""

from __future__ import annotations

from typing import Any

from .inspect import CP_QTI3, NAME, Pack, hold_files, manifest, opening, referred, resources

ASI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
NS = {"q": ASI}
ITEM, TEST = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"
# What an interaction's response must be declared as: cardinalities and base type.
INTERACTIONS = {
    "qti-choice-interaction": ({"single", "multiple"}, {"identifier"}),
    "qti-order-interaction": ({"ordered"}, {"identifier"}),
    "qti-match-interaction": ({"multiple"}, {"directedPair"}),
    "qti-text-entry-interaction": ({"single"}, {"float", "integer", "string"}),
}
PARTS = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]


def qti(pack: Pack) -> None:
    """Check all of it."""
    opening(pack, CP_QTI3)
    root = manifest(pack, CP_QTI3, "QTI Package", "3.0.0")
    if root is None:
        return
    tests: dict[str, list[str]] = {}
    items: dict[str, str] = {}
    needs: dict[str, set[str]] = {}
    for resource in resources(root, CP_QTI3):
        name, kind = resource.get("identifier"), resource.get("type")
        files = hold_files(pack, resource, CP_QTI3)
        if not pack.check(kind in (ITEM, TEST, "webcontent"), f"{name}: unknown type {kind!r}"):
            continue
        if not pack.check(resource.get("href"), f"{name}: no href"):
            continue
        for file in files:
            if kind == TEST:
                tests[name] = _test(pack, file)
                found = resource.iterfind(f"{{{CP_QTI3}}}dependency")
                needs[name] = {one.get("identifierref") for one in found}
            elif kind == ITEM:
                items[file] = _item(pack, file)
    names = list(items.values())
    for name in sorted({name for name in names if names.count(name) > 1}):
        pack.fault(f"two items are called {name!r}")
    pack.check(len(tests) == 1, f"a package has one test, not {len(tests)}")
    shown = [file for files in tests.values() for file in files]
    for file in sorted(set(items) - set(shown)):
        pack.fault(f"{file}: the test does not ask it")
    for file in sorted(set(shown) - set(items)):
        pack.fault(f"{file}: the test asks it, and the manifest does not call it an item")
    referred(pack, root, CP_QTI3, set(tests))


def _test(pack: Pack, file: str) -> list[str]:
    """The files of the items that a test asks."""
    root = pack.xml(file)
    if root is None:
        return []
    if not pack.check(
        root.tag == f"{{{ASI}}}qti-assessment-test", f"{file}: its root is {root.tag}"
    ):
        return []
    pack.check(root.get("identifier") and root.get("title"), f"{file}: identifier and title")
    part = root.find("q:qti-test-part", NS)
    if not pack.check(part is not None, f"{file}: a test has a part"):
        return []
    pack.check(part.get("navigation-mode") in ("linear", "nonlinear"), f"{file}: navigation-mode")
    pack.check(
        part.get("submission-mode") in ("individual", "simultaneous"), f"{file}: submission-mode"
    )
    section = part.find("q:qti-assessment-section", NS)
    visible = section is not None and section.get("visible") in ("true", "false")
    if not pack.check(visible and section.get("title"), f"{file}: a section, its title, visible"):
        return []
    references = section.findall("q:qti-assessment-item-ref", NS)
    names = [one.get("identifier") for one in references]
    pack.check(len(set(names)) == len(names), f"{file}: two references are called the same")
    pack.check(references, f"{file}: the test asks nothing")
    below = file.rpartition("/")[0]
    found = [pack.file(one.get("href") or "", below) for one in references]
    return [one for one in found if one]


def _item(pack: Pack, file: str) -> str:
    root = pack.xml(file)
    if root is None:
        return file
    if not pack.check(
        root.tag == f"{{{ASI}}}qti-assessment-item", f"{file}: its root is {root.tag}"
    ):
        return file
    name = root.get("identifier") or ""
    pack.check(NAME.match(name) and root.get("title"), f"{file}: identifier and title")
    for attribute in ("adaptive", "time-dependent"):
        pack.check(root.get(attribute) in ("true", "false"), f"{file}: {attribute}")
    found = [child.tag.rpartition("}")[2] for child in root if isinstance(child.tag, str)]
    known = [PARTS.index(one) for one in found if one in PARTS]
    pack.check(len(known) == len(found), f"{file}: {set(found) - set(PARTS)} in an item")
    pack.check(known == sorted(known), f"{file}: its parts are out of order")
    outcomes = {
        one.get("identifier"): one for one in root.iterfind("q:qti-outcome-declaration", NS)
    }
    pack.check("SCORE" in outcomes, f"{file}: no SCORE is declared")
    responses = {
        one.get("identifier"): one for one in root.iterfind("q:qti-response-declaration", NS)
    }
    interactions = [one for one in root.iter(f"{{{ASI}}}*") if one.get("response-identifier")]
    pack.check(interactions, f"{file}: there is nothing to answer")
    for one in interactions:
        _interaction(pack, file, one, responses)
    _processing(pack, file, root, set(responses), set(outcomes))
    return name


def _interaction(pack: Pack, file: str, one: Any, responses: dict[str, Any]) -> None:
    kind = one.tag.rpartition("}")[2]
    if not pack.check(kind in INTERACTIONS, f"{file}: unknown interaction {kind}"):
        return
    declared = responses.get(one.get("response-identifier"))
    pack.check(declared is not None, f"{file}: its response is not declared")
    if declared is None:
        return
    cardinalities, types = INTERACTIONS[kind]
    fits = declared.get("cardinality") in cardinalities and declared.get("base-type") in types
    pack.check(fits, f"{file}: the response of a {kind} is not declared as one")
    if kind == "qti-choice-interaction":
        single = one.get("max-choices", "1") == "1"
        pack.check(
            single == (declared.get("cardinality") == "single"),
            f"{file}: max-choices and cardinality",
        )
    values = [
        value.text or "" for value in declared.iterfind("q:qti-correct-response/q:qti-value", NS)
    ]
    pack.check(values, f"{file}: it has no right answer")
    choices = [
        choice.get("identifier")
        for choice in one.iter(
            f"{{{ASI}}}qti-simple-choice", f"{{{ASI}}}qti-simple-associable-choice"
        )
    ]
    pack.check(len(set(choices)) == len(choices), f"{file}: two choices are called the same")
    if kind == "qti-text-entry-interaction":
        if declared.get("base-type") == "float":
            pack.check(_is_number(values[0] if values else ""), f"{file}: {values} is no number")
        return
    for name in " ".join(values).split():
        pack.check(name in choices, f"{file}: there is no choice {name!r}")
    if kind == "qti-order-interaction":
        pack.check(sorted(values) == sorted(map(str, choices)), f"{file}: the order names not all")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _processing(
    pack: Pack, file: str, root: Any, responses: set[str | None], outcomes: set[str | None]
) -> None:
    processing = root.find("q:qti-response-processing", NS)
    if not pack.check(processing is not None, f"{file}: nothing scores it"):
        return
    for one in processing.iter(f"{{{ASI}}}qti-variable", f"{{{ASI}}}qti-correct"):
        name = one.get("identifier")
        pack.check(name in responses | outcomes, f"{file}: {name!r} is not declared")
    set_names = {
        one.get("identifier") for one in processing.iter(f"{{{ASI}}}qti-set-outcome-value")
    }
    pack.check(set_names <= outcomes, f"{file}: sets {set_names - outcomes}, which is not declared")
    pack.check("SCORE" in set_names, f"{file}: nothing sets SCORE")
    for one in root.iterfind("q:qti-modal-feedback", NS):
        name = one.get("outcome-identifier")
        pack.check(name in outcomes, f"{file}: feedback on {name!r}, which is not declared")
