"""The rules of the QTI 1.2 profile of Common Cartridge 1.1, after its schema and its thirteen sets of rules."""

from __future__ import annotations

from typing import Any

from .inspect import Pack

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
NS = {"q": QTI}
YES_NO = {"Yes", "No"}
FIELDS: dict[str, set[str] | None] = {
    "cc_profile": {"cc.exam.v0p1"},
    "qmd_assessmenttype": {"Examination"},
    "qmd_scoretype": {"Percentage"},
    "qmd_feedbackpermitted": YES_NO,
    "qmd_hintspermitted": YES_NO,
    "qmd_solutionspermitted": YES_NO,
    "qmd_timelimit": None,
    "cc_allow_late_submission": YES_NO,
    "cc_maxattempts": {"1", "2", "3", "4", "5", "unlimited", "Examination"},
}
PROFILES = {
    f"cc.{name}.v0p1"
    for name in (
        "multiple_choice",
        "multiple_response",
        "true_false",
        "fib",
        "pattern_match",
        "essay",
    )
}
ITEM_FIELDS: dict[str, set[str] | None] = {
    "cc_profile": PROFILES,
    "cc_question_category": None,
    "cc_weighting": {str(number) for number in range(1, 100)},
    "qmd_scoringpermitted": {"Yes"},
    "qmd_computerscored": YES_NO,
}
LABELS = {"multiple_choice": (3, 99), "multiple_response": (2, 99), "true_false": (2, 2)}
# What may stand in what, in this order.
ORDER = {
    "assessment": ["qtimetadata", "rubric", "presentation_material", "section"],
    "section": ["item"],
    "item": ["itemmetadata", "presentation", "resprocessing", "itemfeedback"],
    "resprocessing": ["outcomes", "respcondition"],
    "outcomes": ["decvar"],
    "respcondition": ["conditionvar", "setvar", "displayfeedback"],
    "and": ["not", "varequal"],
    "not": ["varequal"],
    "render_choice": ["material", "material_ref", "response_label", "flow_label"],
}
FREE = {"and", "render_choice"}  # in any order


def quiz(pack: Pack, file: str) -> None:
    """Check one file."""
    root = pack.xml(file)
    if root is None:
        return
    if not pack.check(root.tag == f"{{{QTI}}}questestinterop", f"{file}: its root is {root.tag}"):
        return
    parts = [child.tag for child in root]
    if not pack.check(parts == [f"{{{QTI}}}assessment"], f"{file}: it holds one assessment"):
        return
    assessment = root[0]
    pack.check(assessment.get("ident") and assessment.get("title"), f"{file}: ident and title")
    sections = assessment.findall("q:section", NS)
    pack.check(len(sections) == 1, f"{file}: an assessment has one section")
    for one in root.iter(f"{{{QTI}}}*"):
        _order(pack, file, one)
    found = _fields(pack, file, assessment.find("q:qtimetadata", NS), FIELDS)
    pack.check("cc_profile" in found, f"{file}: the assessment has no cc_profile")
    items = [item for section in sections for item in section.findall("q:item", NS)]
    pack.check(items, f"{file}: no questions")
    names = [item.get("ident") or "" for item in items]
    for name in sorted({name for name in names if names.count(name) > 1}):
        pack.fault(f"{file}: two items are called {name!r}")
    for item in items:
        _item(pack, file, item)


def _order(pack: Pack, file: str, one: Any) -> None:
    name = one.tag.rpartition("}")[2]
    allowed = ORDER.get(name)
    if allowed is None:
        return
    found = [child.tag.rpartition("}")[2] for child in one if isinstance(child.tag, str)]
    where = f"{file}:{one.sourceline}"
    for child in found:
        pack.check(child in allowed, f"{where}: {name} cannot hold {child}")
    known = [allowed.index(child) for child in found if child in allowed]
    pack.check(
        name in FREE or known == sorted(known), f"{where}: {name} has its parts out of order"
    )


def _fields(
    pack: Pack, file: str, metadata: Any, allowed: dict[str, set[str] | None]
) -> dict[str, str]:
    found: dict[str, str] = {}
    if metadata is None:
        return found
    for one in metadata.iterfind("q:qtimetadatafield", NS):
        label, entry = (one.findtext(f"q:{name}", "", NS) for name in ("fieldlabel", "fieldentry"))
        where = f"{file}:{one.sourceline}"
        if not pack.check(label in allowed, f"{where}: the profile has no field {label!r}"):
            continue
        pack.check(label not in found, f"{where}: {label} stands here twice")
        values = allowed[label]
        right = values is None or entry in values
        pack.check(right, f"{where}: {label} cannot be {entry!r}")
        found[label] = entry
    return found


def _item(pack: Pack, file: str, item: Any) -> None:
    name = item.get("ident") or ""
    where = f"{file}: {name or 'an item'}"
    pack.check(name, f"{where}: has no ident")
    fields = _fields(pack, file, item.find("q:itemmetadata/q:qtimetadata", NS), ITEM_FIELDS)
    profile = fields.get("cc_profile", "")
    if not pack.check(profile in PROFILES, f"{where}: has no cc_profile"):
        return
    kind = profile.split(".")[1]
    texts = item.findall(".//q:presentation//q:mattext", NS)
    pack.check(texts and all((one.text or "").strip() for one in texts), f"{where}: an empty text")
    responses = [*item.findall(".//q:response_lid", NS), *item.findall(".//q:response_str", NS)]
    if not pack.check(len(responses) == 1, f"{where}: one response, not {len(responses)}"):
        return
    response = responses[0]
    choose = kind in LABELS
    right = response.tag == f"{{{QTI}}}{'response_lid' if choose else 'response_str'}"
    render = response.find(f"q:{'render_choice' if choose else 'render_fib'}", NS)
    if not pack.check(right and render is not None, f"{where}: not the response of a {kind}"):
        return
    labels = _labels(pack, where, kind, response) if choose else None
    _scores(pack, where, kind, item, response.get("ident"), labels)
    _feedback(pack, where, item)


def _labels(pack: Pack, where: str, kind: str, response: Any) -> set[str]:
    cardinality = "Multiple" if kind == "multiple_response" else "Single"
    given = response.get("rcardinality", "Single")
    pack.check(given == cardinality, f"{where}: a {kind} has cardinality {cardinality}")
    labels = [one.get("ident") or "" for one in response.iter(f"{{{QTI}}}response_label")]
    least, most = LABELS[kind]
    fits = least <= len(labels) <= most
    pack.check(fits, f"{where}: a {kind} has at least {least} answers, not {len(labels)}")
    pack.check(len(set(labels)) == len(labels), f"{where}: two answers have the same ident")
    if kind == "true_false":
        pack.check(set(labels) == {"true", "false"}, f"{where}: answers are called true and false")
    return set(labels)


def _scores(
    pack: Pack, where: str, kind: str, item: Any, response: str | None, labels: set[str] | None
) -> None:
    equals = item.findall(".//q:varequal", NS)
    substrings = item.findall(".//q:varsubstring", NS)
    if kind == "essay":
        pack.check(not equals and not substrings, f"{where}: an essay is not scored by comparing")
        return
    pack.check(kind == "pattern_match" or not substrings, f"{where}: varsubstring in a {kind}")
    decvar = item.find(".//q:decvar", NS)
    named = decvar is not None and decvar.get("varname") == "SCORE"
    pack.check(named, f"{where}: the one variable is SCORE")
    for one in [*equals, *substrings]:
        pack.check(one.get("respident") == response, f"{where}: compares with another response")
        pack.check((one.text or "").strip(), f"{where}: compares with nothing")
        known = labels is None or one.text in labels
        pack.check(known, f"{where}: there is no answer {one.text!r}")
    full = [
        one
        for one in item.iterfind(".//q:respcondition", NS)
        if one.findtext("q:setvar", "", NS) == "100" and one.find(".//q:varequal", NS) is not None
    ]
    pack.check(len(full) == 1, f"{where}: one condition gives the full score, not {len(full)}")
    for one in item.iterfind(".//q:setvar", NS):
        right = one.get("action") == "Set" and one.get("varname") == "SCORE"
        pack.check(right, f"{where}: setvar sets SCORE")


def _feedback(pack: Pack, where: str, item: Any) -> None:
    given = [one.get("ident") for one in item.iterfind("q:itemfeedback", NS)]
    pack.check(len(set(given)) == len(given), f"{where}: two feedbacks have the same ident")
    shown = [one.get("linkrefid") for one in item.iter(f"{{{QTI}}}displayfeedback")]
    for one in item.iter(f"{{{QTI}}}displayfeedback"):
        kind = one.get("feedbacktype")
        pack.check(kind in ("Response", "Hint", "Solution"), f"{where}: feedback of type {kind!r}")
    for name in shown:
        pack.check(name in given, f"{where}: there is no feedback {name!r}")
    for name in given:
        pack.check(name in shown, f"{where}: nothing shows the feedback {name!r}")
