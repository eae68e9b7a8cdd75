/// <reference lib="webworker" />
/** The service worker: one for all languages, at the root of the site. The build puts `BOOK` before this script. */

import { PrecacheController } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { Files } from "./files";
import { Keeping } from "./keeping";
import { Site, type Listing } from "./listing";
import { FIRST, Memory } from "./memory";
import type { Ask } from "./messages";
import { Pages } from "./pages";
import { Shelf } from "./shelf";

declare const self: ServiceWorkerGlobalScope & { readonly BOOK: Listing };

const site = new Site(self.BOOK, self.registration.scope);
const shelf = new Shelf(site, { caches, fetch: (request, options) => fetch(request, options) });
const memory = new Memory(caches, shelf.name, site.scope);
const keeping = new Keeping(site, shelf, memory, thrifty);
const { edition } = site.listing;

const shell = new PrecacheController({
  cacheName: shelf.name,
  plugins: [
    {
      // A shell of two editions is none: the installation fails, and is tried again at the next visit.
      cacheWillUpdate: ({ request, response }) => {
        const place = site.place(site.path(request.url) ?? "");
        return place === undefined ? Promise.resolve(null) : shelf.verified(place, response);
      },
    },
  ],
});
shell.addToCacheList(
  site.listing.shell.map((place) => ({ url: site.address(place), revision: site.revision(place) })),
);

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      await shell.install(event);
      if ((await memory.read()) === null) await memory.write({ edition, ...FIRST });
      else await keeping.carry();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const foreign = (await memory.read())?.edition === edition ? [] : await open();
      await memory.change((state) => (state.edition === edition ? {} : { edition, foreign, stale: true }));
      await self.clients.claim();
      await settle();
    })(),
  );
});

registerRoute(
  ({ request, sameOrigin, url }) => sameOrigin && isPage(request) && known(url),
  new Pages(keeping, settle),
);
// A file that is listed may be opened as if it were a page, such as a download.
registerRoute(
  ({ sameOrigin, url, request }) => sameOrigin && ordinary(request) && (request.mode === "navigate" ? listed(url) : known(url)),
  new Files(keeping),
);

self.addEventListener("message", (event) => {
  const said = event.data as Ask | undefined;
  const answer = said && answers[said.type]?.(event, said as never);
  if (answer) event.waitUntil(answer.then((value) => event.ports[0]?.postMessage(value ?? null)));
});

const answers: { [Type in Ask["type"]]: (event: ExtendableMessageEvent, ask: Extract<Ask, { type: Type }>) => Promise<unknown> } = {
  SKIP_WAITING: () => self.skipWaiting(),
  LAB: () => keeping.lab(),
  YIELD: async () => shelf.yield(),
  STATUS: () => keeping.status(),
  MORE: () => keeping.more(),
  ENOUGH: () => memory.change(() => ({ wanted: false })),
  FORGET: async () => {
    await memory.forget();
    await shelf.clear();
    await self.registration.unregister();
  },
  HERE: async (event, { page, loaded }) => {
    await settle();
    if ((await memory.read()) === null) {
      shelf.reopen(); // it was emptied, and now the reader wants it after all
      await memory.write({ edition, ...FIRST });
      await shelf.takeAll(site.listing.shell);
    }
    const paths = loaded.map((address) => site.path(address) ?? "").filter((path) => path.startsWith("assets/"));
    const client = event.source instanceof Client ? event.source.id : "";
    const old = paths.some((path) => site.place(path) === undefined);
    if (old) return memory.change(({ foreign }) => ({ foreign: [...new Set([...foreign, client])] }));
    const here = site.page(site.path(page) ?? "");
    const places = loaded.map((address) => site.place(site.path(address) ?? "")).filter((place) => place !== undefined);
    await shelf.takeAll([...(here ? [here.file] : []), ...places]);
    if (here) event.waitUntil(keeping.after(here));
  },
};

/** Forget pages that were closed; once no page of another edition is open, remove what only they need. */
async function settle(): Promise<void> {
  const state = await memory.read();
  if (state === null || (state.foreign.length === 0 && !state.stale)) return;
  const alive = new Set(await open());
  const foreign = state.foreign.filter((id) => alive.has(id));
  const next = self.registration.waiting ?? self.registration.installing; // its files are there already
  const clean = state.stale && foreign.length === 0 && next === null;
  if (clean) await shelf.prune(memory.key);
  await memory.change((now) => ({
    foreign: now.foreign.filter((id) => !state.foreign.includes(id) || alive.has(id)),
    stale: now.stale && !clean,
  }));
}

/** The pages of this book that are open. */
async function open(): Promise<string[]> {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(site.scope)).map(({ id }) => id);
}

function isPage({ mode, url }: Request): boolean {
  const path = site.path(url);
  if (path === null) return false;
  return site.page(path) !== undefined || (mode === "navigate" && /(^|\/)[^/.]*$/.test(path));
}

/** The browser's own cache is asked without a service worker between: it alone knows what it holds. */
function ordinary({ cache }: Request): boolean {
  return cache !== "only-if-cached";
}

/** Below the root, and not what tells one edition from another. */
function known(url: URL): boolean {
  const path = site.path(url.href);
  return path !== null && path !== "sw.js" && path !== "edition.json";
}

function listed(url: URL): boolean {
  return site.place(site.path(url.href) ?? "") !== undefined;
}

/** Whether the reader wants, or should want, little to be fetched. */
function thrifty(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string; effectiveType?: string } };
  return connection !== undefined && (connection.saveData === true || connection.type === "cellular" || /2g/.test(connection.effectiveType ?? ""));
}
