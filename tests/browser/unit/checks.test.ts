// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Check } from "../../../scripts/browser/checks/check";
import { met } from "../../../scripts/browser/checks/labtask";
import { Progress, progressOf } from "../../../scripts/browser/checks/progress";
import { unseal } from "../../../scripts/browser/checks/seal";
import { emphasised } from "../../../scripts/browser/checks/words";

/** Made by seal.py. */
const SALT = "0123456789abcdef";
const WHY = "IC8zK16f3BwabItWh9uggQTU5TI=";
const SEALED = {
  choice: {
    salt: SALT,
    options: [
      "rRrAVXediIzkrTfmloj4jOoe7VFeLn4NF1tutnti7jQ=",
      "oggKXiPh6ShQMwFsNJx863vhz2vQxAIx3lu+WhTBLw==",
      "9+b31VSR4zpsPBNC88UD7hGEUNyPNyKyPgN8LyOtYA==",
    ],
  },
  order: { salt: SALT, answer: "wjKDsC7S1A==", why: WHY },
  numeric: { salt: SALT, answer: "4iLO7nGU7B0+hyzBVZDZWiijPdVBYwCBzlPo", why: WHY },
  lab: { salt: SALT, answer: "wiLt72eR7AE8jy7WJA==", why: WHY },
  match: { salt: SALT, answer: "wjGDsF8=", why: WHY },
};
const BODY = {
  choice: [0, 1, 2]
    .map((at) => `<div class="check-option" data-option="${at}"><input type="checkbox" value="${at}"><p data-role="why" hidden></p></div>`)
    .join(""),
  order: `<ol class="check-items"><li data-item="0">a</li><li data-item="1">b</li><li data-item="2">c</li></ol>`,
  numeric: `<p class="check-box"><input type="text" data-low="0" data-high="100"></p>`,
  match: [0, 1]
    .map((at) => `<div data-item="${at}"><select><option value=""></option><option value="0">x</option><option value="1">y</option></select>
      <p data-role="why" hidden></p></div>`)
    .join(""),
  lab: `<model-lab></model-lab>`,
};
const UNTIL = { measure: "end", kind: "count", above: 100, closed: false };
type Kind = keyof typeof BODY;

let section: HTMLElement;

function make(kind: Kind): { root: HTMLElement; check: Check } {
  const root = document.createElement("book-check");
  root.lang = "nl";
  Object.assign(root.dataset, { kind, name: `a-${kind}`, version: "1", sealed: JSON.stringify(SEALED[kind]) });
  if (kind === "lab") root.dataset["until"] = JSON.stringify(UNTIL);
  root.innerHTML = `${BODY[kind]}<div class="check-actions" hidden>
    ${kind === "lab" ? "" : '<button data-check="check"></button>'}<button data-check="answer" hidden></button>
    <button data-check="reset" hidden></button></div><div data-role="verdict"></div>`;
  section.append(root);
  return { root, check: new Check(root) };
}

const press = (root: HTMLElement, name: string): void => root.querySelector<HTMLElement>(`[data-check=${name}]`)!.click();
const hidden = (root: HTMLElement, name: string): boolean => root.querySelector<HTMLElement>(`[data-check=${name}]`)!.hidden;
const verdict = (root: HTMLElement): string => root.querySelector("[data-role=verdict]")!.textContent!;
const tick = (root: HTMLElement, ...wanted: number[]): void =>
  root.querySelectorAll("input").forEach((input, at) => (input.checked = wanted.includes(at)));
const items = (root: HTMLElement): string[] => [...root.querySelectorAll("li")].map((item) => item.textContent![0]!);
const move = (root: HTMLElement, item: number, way: string): void =>
  root.querySelector<HTMLElement>(`[data-item="${item}"] [data-move=${way}]`)!.click();

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = `<section class="checks" data-chapter="weide" data-root="../"><span data-role="checks-script"></span>
    <p hidden><span data-role="checks-tally"></span><button data-check="reset-all"></button></p><p data-role="checks-status"></p></section>`;
  section = document.querySelector("section")!;
});

describe("what the build has covered", () => {
  it("is uncovered as Python covered it, longer than one block too", () => {
    const covered = "rRrAVXediIzkvyT/gMH22fUPtklGVkNIEVtn/yU47CFaXdw0afcwm2I+m2+Pd9RH9q5U+MalEnYQg9+ZIsUStadJceg6nw==";
    expect(unseal(covered, SALT, "option 0")).toEqual({ right: true, why: "Zo begint het – écht, en dan nog wat langer." });
    expect(() => unseal(covered, SALT, "option 1")).toThrow();
  });

  it("has emphasis and no other markup", () => {
    const place = document.createElement("p");
    place.append(...emphasised("a *b* **c** <i>d</i>"));
    expect(place.innerHTML).toBe("a <em>b</em> <strong>c</strong> &lt;i&gt;d&lt;/i&gt;");
  });
});

describe("a choice", () => {
  it("says of each option whether it is right and why, and what is missing", () => {
    const { root } = make("choice");
    tick(root, 0, 1);
    press(root, "check");
    const whys = [...root.querySelectorAll<HTMLElement>("[data-role=why]")];
    expect(whys.map(({ textContent }) => textContent)).toEqual(["✗ Niet goed. Reden 0.", "✓ Goed. Reden 1.", ""]);
    expect(verdict(root)).toContain("✗ Niet goed. Poging 1.");
    tick(root, 1);
    press(root, "check");
    expect(whys[0]!.hidden).toBe(true);
    expect(verdict(root)).toContain("er hoort nog iets bij. Poging 2.");
    tick(root, 1, 2);
    press(root, "check");
    expect(verdict(root)).toBe("✓ Goed.Reden 1. Reden 2.");
    expect(root.dataset["state"]).toBe("right");
  });

  it("counts no empty answer and no answer twice", () => {
    const { root } = make("choice");
    const heard: unknown[] = [];
    section.addEventListener("check:result", (event) => heard.push((event as CustomEvent).detail));
    press(root, "check");
    expect(verdict(root)).toBe("Geef eerst een antwoord.");
    tick(root, 0);
    press(root, "check");
    press(root, "check");
    expect(hidden(root, "answer")).toBe(true);
    tick(root, 1);
    press(root, "check");
    expect(hidden(root, "answer")).toBe(false);
    const [first, again, second] = [1, 1, 2].map((tries) => (
      { chapter: "weide", check: "a-choice", kind: "choice", right: false, tries, state: "open" }
    ));
    expect(heard).toEqual([first, again, second]);
  });
});

describe("a number", () => {
  it("is taken as a Dutch reader writes it, within its tolerance and bounds", () => {
    const { root } = make("numeric");
    const box = root.querySelector("input")!;
    const says = (text: string): string => {
      box.value = text;
      press(root, "check");
      return verdict(root);
    };
    expect(says("veel")).toBe("Dat is geen getal.");
    expect(says("101")).toBe("Dat getal ligt buiten de grenzen.");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(says("26,1")).toContain("Niet goed. Poging 1.");
    expect(box.getAttribute("aria-invalid")).toBeNull();
    expect(says("24")).toBe("✓ Goed.Omdat het zo is.");
    expect(root.querySelector(".check-because em")!.textContent).toBe("het");
  });

  it("shows the answer after two tries and then counts no more", () => {
    const { root } = make("numeric");
    const box = root.querySelector("input")!;
    for (const text of ["1", "2"]) {
      box.value = text;
      press(root, "check");
    }
    press(root, "answer");
    expect(verdict(root)).toBe("Het antwoord is 25.Omdat het zo is.");
    expect([box.value, root.dataset["state"], hidden(root, "answer")]).toEqual(["25", "shown", true]);
    press(root, "check");
    expect(root.dataset["state"]).toBe("shown"); // having been shown it is not having known it
    press(root, "reset");
    expect([box.value, root.dataset["state"], verdict(root)]).toEqual(["", "open", ""]);
    expect(localStorage.length).toBe(0);
  });
});

describe("an order", () => {
  it("is made with buttons that keep the focus and say the place", () => {
    const { root } = make("order");
    expect(items(root)).toEqual(["a", "b", "c"]);
    const up = root.querySelector<HTMLElement>('[data-item="0"] [data-move=up]')!;
    expect(up.getAttribute("aria-disabled")).toBe("true");
    expect(up.getAttribute("aria-label")).toBe("Omhoog: a");
    up.click();
    expect(items(root)).toEqual(["a", "b", "c"]);
    move(root, 2, "up");
    expect(verdict(root)).toBe("Nu op plaats 2 van 3.");
    expect(document.activeElement).toBe(root.querySelector('[data-item="2"] [data-move=up]'));
    press(root, "check");
    expect(verdict(root)).toContain("1 van de 3 op hun plaats. Poging 1.");
    move(root, 2, "up");
    press(root, "check");
    expect(items(root)).toEqual(["c", "a", "b"]);
    expect(verdict(root)).toContain("✓ Goed.");
  });

  it("can be dragged", () => {
    const { root } = make("order");
    const [a, , c] = [...root.querySelectorAll("li")];
    a!.dispatchEvent(new Event("dragstart"));
    c!.dispatchEvent(new Event("dragover", { cancelable: true }));
    c!.dispatchEvent(new Event("drop", { cancelable: true }));
    a!.dispatchEvent(new Event("dragend"));
    expect(items(root)).toEqual(["b", "c", "a"]);
    expect(verdict(root)).toBe("Nu op plaats 3 van 3.");
  });
});

describe("a match", () => {
  it("marks each pair once all are chosen", () => {
    const { root } = make("match");
    const [one, two] = [...root.querySelectorAll("select")];
    one!.value = "1";
    press(root, "check");
    expect(verdict(root)).toBe("Kies eerst bij elke regel iets.");
    two!.value = "1";
    press(root, "check");
    expect([...root.querySelectorAll("[data-role=why]")].map((why) => why.textContent!.trim())).toEqual(["✓ Goed.", "✗ Niet goed."]);
    two!.value = "0";
    press(root, "check");
    expect(verdict(root)).toBe("✓ Goed.Omdat het zo is.");
  });
});

describe("a task for a lab", () => {
  const result = (root: HTMLElement, source: string, fingerprint: string, end: number | null): void => {
    const detail = { source, fingerprint, summary: { end } };
    root.querySelector("model-lab")!.dispatchEvent(new CustomEvent("lab:result", { bubbles: true, detail }));
  };

  it("is done by a live run alone", () => {
    vi.useFakeTimers();
    const { root } = make("lab");
    result(root, "atlas", "", 500);
    result(root, "build", "x", 500);
    expect(root.dataset["state"]).toBe("open");
    result(root, "live", "x", 100);
    vi.runAllTimers();
    expect(verdict(root)).toBe("Nu: 100. Nog niet.");
    result(root, "live", "x", 100);
    expect(hidden(root, "answer")).toBe(true);
    result(root, "live", "y", 90);
    expect(hidden(root, "answer")).toBe(false);
    result(root, "live", "z", 101);
    vi.runAllTimers();
    expect(verdict(root)).toBe("✓ Goed. Nu: 101.Omdat het zo is.");
    result(root, "live", "y", 90);
    expect(root.dataset["state"]).toBe("right"); // once is enough
    vi.useRealTimers();
  });

  it("shows one way", () => {
    const { root } = make("lab");
    for (const [at, value] of [1, 2].entries()) result(root, "live", `${at}`, value);
    press(root, "answer");
    expect(verdict(root)).toContain("Zo kan het: Boeren 20.");
  });

  it("has bounds as Python has them", () => {
    expect([99, 100, 100.5].map((value) => met(UNTIL, value))).toEqual([false, false, true]);
    const between = { ...UNTIL, above: 1, below: 2, closed: true };
    expect([1, 2, 2.5].map((value) => met(between, value))).toEqual([true, true, false]);
    expect([met(UNTIL, null), met(UNTIL, undefined)]).toEqual([false, false]);
  });
});

describe("what is kept", () => {
  it("stands there again, counts, and is forgotten on request", () => {
    const first = make("match");
    const lists = [...first.root.querySelectorAll("select")];
    [lists[0]!.value, lists[1]!.value] = ["1", "0"];
    press(first.root, "check");
    first.check.close();
    first.root.remove();
    section.dataset["again"] = "";
    const copy = section.cloneNode(true) as HTMLElement; // another visit
    section.replaceWith(copy);
    section = copy;
    const { root } = make("match");
    expect([...root.querySelectorAll("select")].map(({ value }) => value)).toEqual(["1", "0"]);
    expect(verdict(root)).toBe("✓ Goed.Omdat het zo is.");
    const other = make("order");
    const tally = section.querySelector<HTMLElement>("[data-role=checks-tally]")!;
    press(other.root, "check");
    expect(tally.textContent).toBe("1 van de 2 goed.");
    expect(tally.parentElement!.hidden).toBe(false);
    press(section, "reset-all");
    expect([tally.textContent, root.dataset["state"]]).toEqual(["0 van de 2 goed.", "open"]);
    expect(tally.parentElement!.hidden).toBe(true);
    expect(localStorage.length).toBe(0);
  });

  it("is nothing if the check has changed or the storage is nonsense", () => {
    const { key } = progressOf(section, "nl");
    const kept = { version: "1", answer: [1, 0], tries: 1, state: "right" };
    localStorage.setItem(key, JSON.stringify({ a: kept, b: { ...kept, tries: -1 }, c: 3, d: { ...kept, answer: ["x"] } }));
    const progress = new Progress(section, "nl");
    expect(progress.get("a", "1")).toEqual(kept);
    expect(progress.get("a", "2")).toBeNull();
    expect([progress.get("b", "1"), progress.get("c", "1"), progress.get("d", "1")]).toEqual([null, null, null]);
    localStorage.setItem(key, "{");
    expect(new Progress(section, "nl").get("a", "1")).toBeNull();
  });

  it("passes over answers that cannot stand there", () => {
    const { key } = progressOf(section, "nl");
    localStorage.setItem(key, JSON.stringify({ "a-order": { version: "1", answer: [0, 0, 9], tries: 1, state: "open" } }));
    section.replaceWith((section = section.cloneNode(true) as HTMLElement));
    document.body.append(section);
    const { root } = make("order");
    expect(items(root)).toEqual(["a", "b", "c"]);
    expect(verdict(root)).toBe("");
  });

  it("works without storage and says so once", () => {
    const progress = new Progress(section, "nl", () => {
      throw new Error("forbidden");
    });
    const kept = { version: "1", answer: "3", tries: 1, state: "open" } as const;
    progress.put("a", kept);
    const status = section.querySelector("[data-role=checks-status]")!;
    expect(status.textContent).toContain("bewaart niets");
    expect(progress.get("a", "1")).toEqual(kept);
    status.textContent = "";
    progress.put("b", kept);
    expect(status.textContent).toBe("");
  });
});
