/** The page's side of the service worker: brings it in, tells it what was read, and offers a new edition. */

import { messageSW, Workbox } from "workbox-window";
import { hideBar, showBar } from "./bar";
import type { Ask, Progress, Status } from "./messages";

/** Where the reader said that nothing is to be kept. */
const DECLINED = "offline";
/** A page that stays open asks for a newer edition no oftener than this. */
const HOUR = 3_600_000;
/** A lab that is in view for so many milliseconds was looked at. */
const LOOKED = 4000;
/** How long an edition is given to let go of what it is keeping; one of long ago does not know what that is. */
const MOMENT = 1000;

interface Answers {
  STATUS: Status;
  MORE: Progress;
}

/** Beside the manifest lies the worker; the manifest is named on every page of a site that has one. */
const manifest = document.querySelector<HTMLLinkElement>("link[rel=manifest]")?.href;
const address = manifest === undefined ? "" : new URL("sw.js", manifest).href;

/** Whether pages can be kept here at all. */
export function possible(): boolean {
  return address !== "" && isSecureContext && "serviceWorker" in navigator && "caches" in window;
}

/** Bring the service worker in, unless the reader did not want that. */
export async function register(): Promise<void> {
  if (!possible() || declined()) return;
  await begin();
}

/** Keep what is read, from now on. */
export async function begin(): Promise<void> {
  decline(false);
  const book = new Workbox(address, { updateViaCache: "none" });
  let served = navigator.serviceWorker.controller !== null;
  let asked = false;
  let greeting: Promise<unknown> = Promise.resolve();
  // The browser lets an edition take over once the one before has nothing left to do.
  const take = async (): Promise<void> => {
    asked = true;
    const moment = new Promise((resolve) => setTimeout(resolve, MOMENT));
    const free = say({ type: "YIELD" }).then(() => greeting);
    await Promise.race([free.catch(() => null), moment]);
    book.messageSkipWaiting();
  };
  book.addEventListener("waiting", () => (asked ? void take() : showBar("update", () => void take())));
  book.addEventListener("controlling", () => {
    if (asked) location.reload();
    else if (served) showBar("elsewhere", () => location.reload());
    else hideBar();
    served = true;
  });
  try {
    if ((await book.register()) === undefined) return;
  } catch {
    return; // forbidden, or no network: all works as it does without
  }
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < HOUR) return;
    looked = Date.now();
    book.update().catch(() => {});
  });
  await book.active;
  const status = await (greeting = greet());
  if (status?.wanted && !status.complete) (await import("./whole")).whole.start();
}

/** Say which page is open and what it has loaded; returns how much is kept. */
async function greet(): Promise<Status | null> {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  await say({ type: "HERE", page: location.href, loaded });
  return say({ type: "STATUS" });
}

/** Once a lab has stood in view for a while, have Python kept, so that the labs work without a network. */
export function watch(lab: Element, signal: AbortSignal): void {
  if (!possible() || declined()) return;
  let timer = 0;
  const watcher = new IntersectionObserver((entries) => {
    clearTimeout(timer);
    if (!entries.at(-1)?.isIntersecting) return;
    timer = window.setTimeout(() => {
      watcher.disconnect();
      void navigator.serviceWorker.ready.then(() => say({ type: "LAB" }));
    }, LOOKED);
  });
  watcher.observe(lab);
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    clearTimeout(timer);
  });
}

/** Ask the service worker that is at work; null if there is none. */
export async function say<Type extends Ask["type"]>(
  ask: Extract<Ask, { type: Type }>,
): Promise<(Type extends keyof Answers ? Answers[Type] : null) | null> {
  const registration = await navigator.serviceWorker.getRegistration(new URL("./", address).href);
  const worker = registration?.active;
  if (!worker || worker.scriptURL !== address) return null;
  return messageSW(worker, ask);
}

/** Take away all that is kept, and the worker. */
export async function forget(): Promise<void> {
  decline(true);
  const registration = await navigator.serviceWorker.getRegistration(new URL("./", address).href);
  if (registration?.active) await say({ type: "FORGET" });
  await registration?.unregister();
  const own = `book-${new URL("./", address).href}`;
  await caches.delete(own);
}

/** Whether the reader said that nothing is to be kept. */
export function declined(): boolean {
  try {
    return localStorage.getItem(key()) === "no";
  } catch {
    return false;
  }
}

function decline(no: boolean): void {
  try {
    if (no) localStorage.setItem(key(), "no");
    else localStorage.removeItem(key());
  } catch {
    // a private window forgets everything anyway
  }
}

function key(): string {
  return `${DECLINED}:${new URL("./", address).pathname}`;
}
