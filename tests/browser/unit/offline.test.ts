import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { Keeping } from "../../../scripts/browser/offline/keeping";
import { Site, type Listing } from "../../../scripts/browser/offline/listing";
import { FIRST, Memory } from "../../../scripts/browser/offline/memory";
import { Shelf } from "../../../scripts/browser/offline/shelf";

const SCOPE = "https://host.example/book/";
const short = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** What a host has, by path; what was asked of it. */
let host: Record<string, string>;
let asked: string[];
let room: number;
/** What the host never answers. */
let stalled: string;

/** The part of the browser's caches that is used. */
class Caches {
  readonly all = new Map<string, Map<string, string>>();
  has = async (name: string): Promise<boolean> => this.all.has(name);
  delete = async (name: string): Promise<boolean> => this.all.delete(name);
  keys = async (): Promise<string[]> => [...this.all.keys()];
  open = async (name: string): Promise<Cache> => {
    const held = this.all.get(name) ?? this.all.set(name, new Map()).get(name)!;
    const cache = {
      match: async (key: string, options?: { ignoreSearch?: boolean }) => {
        const found = [...held].find(([one]) => one === key || (options?.ignoreSearch && one.split("?")[0] === key));
        return found && new Response(found[1]);
      },
      put: async (key: string, response: Response) => {
        if (room-- <= 0) throw new DOMException("no room", "QuotaExceededError");
        held.set(key, await response.text());
      },
      keys: async () => [...held.keys()].map((url) => ({ url })),
      delete: async ({ url }: Request) => held.delete(url),
    };
    return cache as unknown as Cache;
  };
}

function listing(edition: string, texts: Record<string, string>): Listing {
  const names = Object.keys(texts);
  const place = (name: string): number => names.indexOf(name);
  const files = names.map((name) => [name, short(texts[name]!), texts[name]!.length] as const);
  const page = (name: string) => ({ file: place(`${name}index.html`), title: name, language: "en", needs: [place("assets/app-ABCDEFGH.js")] });
  return {
    edition,
    files,
    pages: { "": page(""), "one/": { ...page("one/"), later: [place("assets/atlas/cows-0123456789.json")] } },
    languages: { en: { root: "", offline: "offline/", search: [place("search/index.json")] } },
    shell: [],
    labs: [place("assets/python-9876543210.bin")],
  };
}

const FILES = {
  "index.html": "home",
  "one/index.html": "one",
  "assets/app-ABCDEFGH.js": "script",
  "assets/atlas/cows-0123456789.json": "cows",
  "assets/python-9876543210.bin": "python",
  "search/index.json": "words",
};

function shelfOf(list: Listing, caches: Caches): Shelf {
  const fetch = async (address: Request | string, { signal }: RequestInit = {}): Promise<Response> => {
    const path = String(address).slice(SCOPE.length).replace(/(^|\/)$/, "$1index.html");
    asked.push(path);
    if (path === stalled) return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    if (host["*"] !== undefined) throw new TypeError("no network");
    const text = host[path];
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  };
  return new Shelf(new Site(list, SCOPE), { caches: caches as unknown as CacheStorage, fetch });
}

async function keepingOf(list: Listing, caches: Caches, thrifty = false, pause = 0): Promise<Keeping> {
  const shelf = shelfOf(list, caches);
  const memory = new Memory(caches as unknown as CacheStorage, shelf.name, SCOPE);
  if ((await memory.read()) === null) await memory.write({ edition: list.edition, ...FIRST });
  return new Keeping(shelf.site, shelf, memory, () => thrifty, pause);
}

beforeEach(() => {
  host = { ...FILES };
  asked = [];
  room = 1000;
  stalled = "";
});

describe("a shelf", () => {
  const list = listing("a", FILES);
  const page = 1;

  it("keeps this edition's bytes and asks no more for them", async () => {
    const shelf = shelfOf(list, new Caches());
    expect(await shelf.take(page)).toBe("kept");
    expect(await shelf.take(page)).toBe("kept");
    expect(asked).toEqual(["one/index.html"]);
    expect(await (await shelf.find(page))?.text()).toBe("one");
  });

  it("keeps nothing of another edition, nor of one that is gone", async () => {
    const caches = new Caches();
    const shelf = shelfOf(list, caches);
    host["one/index.html"] = "one, anew";
    host["edition.json"] = '{"edition": "b"}';
    delete host["assets/app-ABCDEFGH.js"];
    expect(await shelf.take(page)).toBe("other");
    expect(await shelf.take(2)).toBe("missing");
    host["assets/atlas/cows-0123456789.json"] = "no cows"; // a name that never changes, wrong all the same
    expect(await shelf.take(3)).toBe("other");
    expect(await shelf.kept()).toEqual(new Set());
  });

  it("keeps a page that the host rewrites on its way, if the edition is this one", async () => {
    const shelf = shelfOf(list, new Caches());
    host["one/index.html"] = "one<!-- served by someone -->";
    host["edition.json"] = '{"edition": "a"}';
    expect(await shelf.take(page)).toBe("kept");
  });

  it("knows a page by its address and its digest, a named file by its name alone", () => {
    const site = new Site(list, SCOPE);
    expect(site.key(page)).toBe(`${SCOPE}one/?__WB_REVISION__=${short("one")}`);
    expect(site.key(2)).toBe(`${SCOPE}assets/app-ABCDEFGH.js`);
    expect(site.path(`${SCOPE}one/index.html?h=x#y`)).toBe("one/");
    expect(site.path("https://host.example/booklet/")).toBeNull();
    expect(site.page("constructor")).toBeUndefined();
  });
});

describe("keeping", () => {
  it("has a page's labs and search after a while, Python once a lab was looked at, and only what is shown for who saves data", async () => {
    const list = listing("a", FILES);
    const thrifty = await keepingOf(list, new Caches(), true);
    await thrifty.after(list.pages["one/"]!);
    await thrifty.lab();
    expect(asked).toEqual(["assets/app-ABCDEFGH.js"]);
    const keeping = await keepingOf(list, new Caches());
    await keeping.after(list.pages["one/"]!);
    expect(await keeping.shelf.kept()).toEqual(new Set([2, 3, 5]));
    expect((await keeping.memory.read())?.labs).toBe(false);
    await keeping.lab();
    expect(await keeping.shelf.kept()).toEqual(new Set([2, 3, 4, 5]));
    expect((await keeping.memory.read())?.labs).toBe(true);
  });

  it("keeps the whole book, says how far it is, and when there is no room or no network", async () => {
    const list = listing("a", FILES);
    const keeping = await keepingOf(list, new Caches());
    host["*"] = "";
    expect(await keeping.more()).toMatchObject({ complete: false, bytes: 0, fault: "away" });
    delete host["*"];
    room = 2;
    expect(await keeping.more()).toMatchObject({ complete: false, fault: "full" });
    room = 1000;
    expect(await keeping.more()).toMatchObject({ complete: true, bytes: 28, total: 28 });
    expect(await keeping.status()).toMatchObject({ wanted: true, complete: true, pages: [{ url: "" }, { url: "one/" }] });
  });

  it("has of the next edition what was kept of this one, and keeps both apart until the old one goes", async () => {
    const caches = new Caches();
    const old = await keepingOf(listing("a", FILES), caches);
    await old.shelf.take(1);
    await old.after(old.site.page("one/")!);
    const files = { ...FILES, "index.html": "home, anew", "one/index.html": "one, anew" };
    host = { ...files };
    asked = [];
    const next = await keepingOf(listing("b", files), caches);
    await next.carry();
    expect(asked).toEqual(["one/index.html"]); // what did not change is there; the home page was not read
    expect(await (await old.shelf.find(1))?.text()).toBe("one");
    expect(await (await next.shelf.find(1))?.text()).toBe("one, anew");
    await next.shelf.prune(next.memory.key);
    expect(await old.shelf.find(1)).toBeUndefined();
    expect((await next.memory.read())?.edition).toBe("a"); // until it takes its place
  });

  it("lets go of what is on its way, and of what was to come, when another edition is to take over", async () => {
    const list = listing("a", FILES);
    const keeping = await keepingOf(list, new Caches());
    stalled = "assets/python-9876543210.bin";
    const python = keeping.lab();
    await expect.poll(() => asked).toContain(stalled);
    keeping.shelf.yield();
    await python;
    expect((await keeping.memory.read())?.labs).toBe(false);

    const patient = await keepingOf(list, new Caches(), false, 1e6);
    const read = patient.after(list.pages["one/"]!);
    await expect.poll(() => patient.shelf.kept()).toEqual(new Set([2]));
    patient.shelf.yield();
    await read;
    expect(await patient.shelf.kept()).toEqual(new Set([2]));

    stalled = "";
    asked = [];
    const all = patient.shelf.takeAll([0, 3, 5], 1);
    while (asked.length === 0) await Promise.resolve();
    patient.shelf.yield(); // the first is there already, and is put away
    expect(await all).toBe("away");
    expect(asked).toEqual(["index.html"]);

    // it stays after all
    await keeping.lab();
    expect((await keeping.memory.read())?.labs).toBe(true);
  });

  it("keeps nothing once it was told to forget", async () => {
    const list = listing("a", FILES);
    const caches = new Caches();
    const keeping = await keepingOf(list, caches);
    const underWay = keeping.more();
    await keeping.memory.forget();
    await keeping.shelf.clear();
    await underWay;
    await keeping.after(list.pages["one/"]!);
    expect(await keeping.shelf.take(0)).toBe("away");
    expect([...caches.all.keys()]).toEqual([]);
    keeping.shelf.reopen();
    expect(await keeping.shelf.take(0)).toBe("kept");
  });
});
