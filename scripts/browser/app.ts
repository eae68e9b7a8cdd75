/**
 * Loaded on every page: defines `<model-lab>`, `<model-notebook>` and the others over the markup that the build has written. All else
 * waits until the reader turns to a lab, or comes by a link to one.
 */

import "./canvas";
import { loadConfig } from "./config";
import type { Setting } from "./controls";
import { sayFirst } from "./first";
import type { Lab } from "./lab";
import { target } from "./permalink";
import type { Language, Values } from "./protocol";
import { rare } from "./rare";
import { renewPages } from "./renew";
import { Status } from "./status";
import { explainTerms } from "./terms";

/** A page that has been open for so many milliseconds is read, and may be kept. */
const REST = 2_500;
/** Opening a lab that takes this long is slow, and the reader is told so. */
const SLOW = 8_000;

class ModelLab extends HTMLElement {
  #life: AbortController | null = null;
  #lab: Lab | null = null;
  #opening: Promise<Lab> | null = null;
  #status: Status | null = null;
  #book: Setting | null = null;
  #followed = "";
  /** A script that did not come: the browser does not ask for it again before the page is loaded anew. */
  #scriptless = false;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const kind of ["pointerenter", "focusin", "touchstart"]) {
      this.addEventListener(kind, () => this.#intend(), { signal, passive: true });
    }
    for (const kind of ["input", "change"]) {
      this.addEventListener(kind, (event) => this.#changed(event), { signal });
    }
    this.addEventListener("click", (event) => this.#pressed(event), { signal });
    this.addEventListener("submit", (event) => event.preventDefault(), { signal });
    for (const kind of ["hashchange", "popstate"]) {
      window.addEventListener(kind, () => this.#follow(), { signal });
    }
    this.#follow();
    if (installable()) void import("./offline/register").then(({ watch }) => watch(this, signal));
    if (this.#returning) void import("./returning").then(({ bootAhead }) => bootAhead(this, this.#runtime, signal, () => this.#fetch()));
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#lab?.close();
    this.#lab = this.#opening = null;
    this.#followed = "";
  }

  get #runtime(): string {
    return new URL(this.dataset["runtime"] ?? "", document.baseURI).href;
  }

  /** Whether Python of this runtime has been here; `returning.ts` writes it. */
  get #returning(): boolean {
    try {
      return localStorage.getItem("python") === this.#runtime;
    } catch {
      return false;
    }
  }

  /** Someone is near. Whoever asks to save data is not offered ten megabytes on a mere approach. */
  #intend(): void {
    if (this.dataset["state"] === "failed") return; // what comes next is the reader's to say
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (!connection?.saveData) this.#with((lab) => lab.warm());
  }

  #changed(event: Event): void {
    this.#with((lab) => lab.changed(event.target, event.type === "change"));
  }

  #pressed({ target: pressed }: Event): void {
    const button = pressed instanceof Element ? pressed.closest<HTMLElement>("[data-action]") : null;
    const action = button?.dataset["action"];
    if (button === null || action === undefined || button.getAttribute("aria-disabled") === "true") return;
    if (action === "retry" && this.#scriptless) return void reload();
    this.#with((lab) => lab.act(action, button));
  }

  /** Follow the page's fragment if it speaks of this lab and is not the one followed last. */
  #follow(): void {
    const { hash } = location;
    if (hash === this.#followed) return;
    this.#followed = hash;
    if (!this.#meant(hash)) return;
    this.scrollIntoView({ block: "start" });
    this.#with((lab) => lab.follow(hash));
  }

  /** Of several labs of the model the one that is named; a model that is not here is the first lab's to explain. */
  #meant(hash: string): boolean {
    const link = target(hash);
    if (link === null) return false;
    const all = [...document.querySelectorAll("model-lab")];
    const twins = all.filter((lab) => lab.getAttribute("model") === link.model);
    return this === (twins.find((lab) => lab.id === link.at) ?? twins[0] ?? all[0]);
  }

  /** Do something with the lab: at once if it is open, so that what is read of an event is still true. */
  #with(use: (lab: Lab) => void): void {
    if (this.#lab !== null) return use(this.#lab);
    const { signal } = this.#life ?? {};
    this.#open().then(
      (lab) => signal?.aborted || use(lab),
      () => {}, // #start has told the reader
    );
  }

  /** Ask for all that a first move needs, one beside the other; the chart is the largest. */
  #fetch(): Promise<typeof import("./lab")> {
    hint();
    import("./chart").catch(() => {});
    loadConfig(new URL(this.dataset["config"] ?? "", document.baseURI).href).catch(() => {});
    const code = import("./lab");
    code.catch(() => {});
    return code;
  }

  #open(): Promise<Lab> {
    this.#opening ??= this.#start();
    return this.#opening;
  }

  async #start(): Promise<Lab> {
    const signal = this.#life?.signal;
    const place = this.querySelector("[data-role=status]") ?? this.appendChild(document.createElement("p"));
    const language: Language = this.lang === "en" ? "en" : "nl";
    const status = (this.#status ??= new Status(place, language));
    this.#book ??= {
      values: JSON.parse(this.dataset["values"] || "{}") as Values,
      seed: Number(this.dataset["seed"] ?? 1),
    };
    let word: "status.data" | "status.old" | "status.damaged" = "status.data";
    const slow = setTimeout(() => status.show(sayFirst("status.slow", language)), SLOW);
    if (this.#returning) {
      void import("./kernel").then(({ kernelFor }) => kernelFor(this.#runtime).warm()).catch(() => {}); // the lab will say
    }
    const code = this.#fetch();
    this.#scriptless = true;
    try {
      const { Lab, wordFor } = await code;
      this.#scriptless = false;
      try {
        const lab = await Lab.open(this, status, this.#book);
        if (signal?.aborted) lab.close();
        else this.#lab = lab;
        return lab;
      } catch (error) {
        word = wordFor(error);
        throw error;
      }
    } catch (error) {
      this.#opening = null;
      this.dataset["state"] = "failed";
      status.show(sayFirst(word, language), true);
      throw error;
    } finally {
      clearTimeout(slow);
    }
  }
}

/** Whether a lab of the page starts or runs. */
function busy(): boolean {
  return document.querySelector("model-lab:is([data-state=running], [data-state=booting])") !== null;
}

/** Do something in a while, once no lab is busy: a lab that starts has the line and the processor to itself. */
function atRest(act: () => void): void {
  setTimeout(() => (busy() ? atRest(act) : act()), REST);
}

/** Whether this site can be kept: one that can has a manifest. */
function installable(): boolean {
  return document.querySelector("link[rel=manifest]") !== null;
}

/** Ask at once for all that a lab and its chart import: the page names it beside this script. */
function hint(): void {
  const script = document.querySelector<HTMLScriptElement>("script[data-lab]");
  for (const name of script?.dataset["lab"]?.split(" ") ?? []) {
    const link = Object.assign(document.createElement("link"), { rel: "modulepreload", href: new URL(name, script!.src).href });
    document.head.append(link);
  }
  script?.removeAttribute("data-lab");
}

/** Load the page anew, but only if it can be had: without a connection what is shown would go. */
async function reload(): Promise<void> {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

if (!customElements.get("model-lab")) customElements.define("model-lab", ModelLab);
explainTerms();
renewPages(window, () => !busy());
rare("model-notebook", () => import("./cells"));
rare("assignment-builder", () => import("./assign/builder"));
rare("book-assignment", () => import("./assign/student"));
rare("book-check", () => import("./checks/check"));
rare("offline-book", () => import("./offline/offlinebook"));
rare("pack-builder", () => import("./packs/element"));
rare("report-marking", () => import("./mark/element"));
if (installable()) {
  const keep = (): void => atRest(() => void import("./offline/register").then(({ register }) => register()));
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
rare("book-versions", () => import("./versions"));
if (/\/v\d[^/]*\/assets\/[^/]*$/.test(import.meta.url)) void import("./versions").then(({ announce }) => announce());
document.addEventListener("toggle", ({ target }) => target instanceof Element && target.id === "cite" && import("./cite"), true);
