/** `<offline-book>`: what is on this device, the whole book at a press of a button, and away with it again. */

import { make } from "../dom";
import { number } from "../format";
import type { Kept, Progress, Status } from "./messages";
import { begin, declined, forget, possible, say } from "./register";
import { whole } from "./whole";
import { language, tell, type OfflineWord } from "./words";

/** How often a page that waits for the worker looks again. */
const AGAIN = 1500;

export function open(element: HTMLElement, signal: AbortSignal): void {
  const book = new Panel(element, signal);
  void book.look();
}

class Panel {
  readonly #missing = make("p", { class: "offline-missing", hidden: true });
  readonly #status = make("p", { role: "status" });
  readonly #bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": tell("whole.progress") });
  readonly #whole = action("whole");
  readonly #stop = action("stop");
  readonly #remove = action("remove");
  readonly #again = action("again");
  readonly #pages = make("div", { class: "offline-pages" });
  #seen: Status | null = null;
  /** Of several looks at once only the last one counts. */
  #looked = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly signal: AbortSignal,
  ) {
    const buttons = make("p", { class: "offline-buttons" }, this.#whole, this.#stop, this.#again, this.#remove);
    element.replaceChildren(this.#missing, this.#status, this.#bar, buttons, this.#pages);
    for (const one of [this.#whole, this.#stop, this.#remove, this.#again]) one.hidden = true;
    this.#whole.addEventListener("click", () => this.#take(), { signal });
    this.#stop.addEventListener("click", () => void whole.stop().then(() => this.look()), { signal });
    this.#remove.addEventListener("click", () => void this.#clear(), { signal });
    this.#again.addEventListener("click", () => void begin().then(() => this.look()), { signal });
    const unwatch = whole.watch((news, running) => this.#advance(news, running));
    signal.addEventListener("abort", unwatch);
    this.#explain();
  }

  /** Say how things are. */
  async look(): Promise<void> {
    const look = ++this.#looked;
    if (this.signal.aborted) return;
    if (!possible()) return this.#show("none");
    if (declined()) {
      this.#show("removed");
      this.#buttons({ again: true });
      return this.#list([]);
    }
    const status = await say({ type: "STATUS" }).catch(() => null);
    if (look !== this.#looked) return;
    if (status === null) {
      this.#show("waiting");
      setTimeout(() => void (look === this.#looked && this.look()), AGAIN);
      return;
    }
    this.#seen = status;
    this.#list(status.pages);
    if (whole.running) return this.#advance(status, true);
    this.#buttons({ whole: !status.complete, remove: true });
    this.#label(status);
    if (status.complete) this.#show("done", sizes(status));
    else this.#show(whole.begun ? "stopped" : "some", sizes(status));
  }

  /** The reader wants everything: only now is the browser asked not to clear it away by itself. */
  #take(): void {
    void navigator.storage?.persist?.().catch(() => false);
    whole.start();
  }

  async #clear(): Promise<void> {
    this.#buttons({});
    await whole.stop();
    this.#looked++;
    this.#buttons({});
    await forget().catch(() => {});
    await this.look();
  }

  #advance(news: Progress | null, running: boolean): void {
    if (this.signal.aborted || declined()) return;
    const sum = news ?? this.#seen;
    this.#bar.hidden = !running;
    if (sum && sum.total > 0) this.#bar.value = sum.bytes / sum.total;
    this.#buttons(running ? { stop: true } : { whole: !sum?.complete, remove: true });
    if (sum) this.#label(sum);
    if (running && sum) return this.#show("running", sizes(sum));
    if (news?.fault !== undefined) this.#show(`fault.${news.fault}`, sizes(news));
    else if (news?.complete) this.#show("done", sizes(news));
    if (!running && (news === null || news.fault === undefined)) void this.look();
  }

  #label(sum: Pick<Progress, "bytes" | "total">): void {
    const left = megabytes(sum.total - sum.bytes);
    this.#whole.textContent = whole.begun ? tell("action.more", { left }) : tell("action.whole", { left });
  }

  #buttons(shown: Partial<Record<"whole" | "stop" | "remove" | "again", boolean>>): void {
    const buttons = { whole: this.#whole, stop: this.#stop, remove: this.#remove, again: this.#again };
    for (const [name, button] of Object.entries(buttons)) button.hidden = !shown[name as keyof typeof buttons];
  }

  #show(state: "none" | "removed" | "waiting" | "done" | "stopped" | "some" | "running" | `fault.${NonNullable<Progress["fault"]>}`, filling = {}): void {
    this.element.dataset["state"] = state;
    const text = tell(`whole.${state}` as OfflineWord, filling);
    if (this.#status.textContent !== text) this.#status.textContent = text;
    if (state !== "running") this.#bar.hidden = true;
  }

  /** The reader was sent here for a page that is not on the device. */
  #explain(): void {
    const asked = new URLSearchParams(location.search).get("page");
    if (asked === null) return;
    const root = new URL(this.element.dataset["root"] ?? "./", document.baseURI);
    const goal = new URL(asked, root);
    this.#missing.hidden = false;
    this.#missing.append(tell("missing"), " ");
    // Only to a page of this book; whatever else the address says is not followed.
    if (goal.origin === root.origin && goal.pathname.startsWith(root.pathname)) {
      this.#missing.append(make("a", { href: goal.origin + goal.pathname, target: "_self" }, tell("missing.again")));
    }
  }

  /** What can be read without a network, the pages in the reader's language first. */
  #list(pages: readonly Kept[]): void {
    const root = new URL(this.element.dataset["root"] ?? "./", document.baseURI);
    const own = pages.filter((page) => page.language === language());
    const others = pages.filter((page) => page.language !== language());
    const list = (some: readonly Kept[]): HTMLElement =>
      make("ul", {}, ...some.map((one) => make("li", {}, make("a", { href: new URL(one.url, root).href, lang: one.language }, one.title))));
    const summary = make("summary", {}, tell("pages", { count: String(pages.length) }));
    const known = this.#pages.querySelector("details")?.open ?? !this.#missing.hidden;
    const details = make("details", known ? { open: true } : {}, summary, list(own), list(others));
    this.#pages.replaceChildren(...(pages.length > 0 ? [details] : []));
  }
}

function action(name: "whole" | "stop" | "remove" | "again"): HTMLButtonElement {
  return make("button", { type: "button", "data-action": name }, name === "whole" ? "" : tell(`action.${name}`));
}

function sizes({ bytes, total }: Pick<Progress, "bytes" | "total">): Record<string, string> {
  return { bytes: megabytes(bytes), total: megabytes(total) };
}

function megabytes(bytes: number): string {
  return `${number(bytes / 1e6, bytes < 1e7 ? 1 : 0, language())}\u00a0MB`;
}
