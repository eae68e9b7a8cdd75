"""Faults brought about in Chromium: files that do not come as they were, workers that die, no storage."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser_lab import LANGUAGES, Lab, until
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Locator,
    Page,
    Route,
    expect,
)

FILES = {
    "wasm": r"/pyodide\.asm\.wasm$",
    "wheel": r"-py3-none-any-\w{10}\.zip$",
    "snapshot": r"/python-\w{10}\.bin$",
    "atlas": r"/assets/atlas/",
    "config": r"/assets/labs/",
}
KEPT = {
    "cells:/x/:y": '{"a":"mine"}',
    "checks:z": '{"q":1}',
    "design-canvas:/w/#c": '{"field":"f"}',
}
FORBID = (
    "() => { for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])"
    " Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }}); }"
)
RECORD = (
    "() => { const said = window.said = [];"
    " const note = () => { for (const one of document.querySelectorAll("
    "   '[data-role=status], [data-role=badge], [data-role=state]')) {"
    "   const text = one.innerText.replace(/\\s+/g, ' ').trim(); if (!said.includes(text)) said.push(text); } };"
    " new MutationObserver(note).observe(document.body,"
    "   {childList: true, subtree: true, characterData: true, attributes: true}); note(); }"
)


class Workers:
    """The workers of a page, by the debugging protocol: in some of them no text becomes code."""

    def __init__(self, page: Page):
        self.page = page
        self.sessions: dict[str, str] = {}
        self.answers: dict[int, object] = {}
        self.asked = 0
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.on("Target.attachedToTarget", self._attached)
        self.session.on(
            "Target.detachedFromTarget", lambda event: self.sessions.pop(event["sessionId"], None)
        )
        self.session.on("Target.receivedMessageFromTarget", self._received)
        self.session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self.sessions[event["sessionId"]] = ""

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        self.answers[message.get("id", 0)] = (
            message.get("result", {}).get("result", {}).get("value")
        )

    def ask(self, session: str, expression: str) -> object:
        """The value of an expression in a worker; None if it does not answer in fifteen seconds."""
        self.asked += 1
        message = {
            "id": self.asked,
            "method": "Runtime.evaluate",
            "params": {"expression": expression},
        }
        try:
            self.session.send(
                "Target.sendMessageToTarget", {"sessionId": session, "message": json.dumps(message)}
            )
        except Error:  # it has ended
            return None
        for _ in range(300):
            if message["id"] in self.answers:
                return self.answers[message["id"]]
            if session not in self.sessions:
                return None
            self.page.wait_for_timeout(50)
        return None

    def named(self, name: str) -> list[str]:
        """The sessions of the workers that go by a name: `python` for labs, `cells` for cells."""
        return [one for one in list(self.sessions) if self.ask(one, "self.name") == name]

    def kill(self, session: str) -> None:
        """End a worker as a browser short of memory does: without a word to anyone."""
        self.ask(session, "setTimeout(() => self.close()), 1")


class Trial:
    """A reader in a fresh profile, on one page, with something saved in it."""

    def __init__(self, browser: Browser, address: str, built: Path, language: str, page: str):
        self.built, self.language = built, language
        self.root = address
        self.address = f"{address}{LANGUAGES[language]}{page}"
        self.context: BrowserContext = browser.new_context(
            service_workers="block",
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.workers = Workers(self.page)
        self.held: list[Route] = []

    def open(self) -> Trial:
        """Turn to the page; all that its status lines and badges say is taken down from now on."""
        self.page.goto(self.address)
        expect(self.page.locator("model-lab").first).to_be_attached()
        self.page.evaluate(
            "kept => { for (const [key, value] of Object.entries(kept)) localStorage[key] = value; }",
            KEPT,
        )
        self.page.evaluate(RECORD)
        return self

    def lab(self, number: int = 1) -> Lab:
        """A lab of the page, counted from 1."""
        lab = Lab(self.page)
        lab.element = self.page.locator("model-lab").nth(number - 1)
        lab.element.scroll_into_view_if_needed()
        return lab

    def cause(self, file: str, way: str) -> None:
        """From now on a kind of file is missing, cut, changed in one byte, or held until `release`."""
        self.page.route(re.compile(FILES[file]), lambda route: self._spoil(route, way))

    def _spoil(self, route: Route, way: str) -> None:
        if way == "late":
            self.held.append(route)
        elif way == "missing":
            route.fulfill(status=404, body="gone")
        else:
            path = self.built / route.request.url.removeprefix(self.root)
            body = bytearray(path.read_bytes())
            body = body[: len(body) // 2] if way == "cut" else body
            body[len(body) // 2] ^= 1 if way == "changed" else 0
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            route.fulfill(status=200, body=bytes(body), content_type=kind)

    def mend(self, file: str) -> None:
        """All is well again."""
        self.release()
        self.page.unroute(re.compile(FILES[file]))

    def release(self) -> None:
        """Let come what was held."""
        held, self.held = self.held, []
        for route in held:
            route.continue_()

    def wait(self, met: Callable[[], bool], what: str) -> None:
        """Poll: a strict policy forbids code in the page that would wait."""
        try:
            until(self.page, met, bool)
        except AssertionError as error:
            raise AssertionError(f"{what}; said: {self.said()}") from error

    def said(self) -> list[str]:
        """All that has been said so far."""
        return [str(one) for one in self.page.evaluate("() => window.said ?? []")]

    def hears(self, sentence: str) -> None:
        """Wait until the reader has been told this sentence."""
        self.wait(lambda: any(sentence in one for one in self.said()), f"never said: {sentence}")

    def retry(self, place: Locator) -> None:
        """Press the button that tries again."""
        place.locator("[data-action=retry]").click()

    def end(self) -> None:
        """Nothing that was kept is lost, as another page sees it; the profile is closed."""
        self.context.set_offline(False)
        page = self.context.new_page()
        page.goto(f"{self.root}assets/favicon.svg")
        kept = page.evaluate(
            "keys => Object.fromEntries(keys.map(key => [key, localStorage.getItem(key)]))", [*KEPT]
        )
        assert kept == KEPT
        self.context.close()
