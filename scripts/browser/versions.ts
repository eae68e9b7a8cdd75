/**
 * Editions of the book that stand side by side, from the versions.json that `release` writes: which one this page is of,
 * and which one has what a link, a report or an assignment was made with.
 */

import { make } from "./dom";
import type { Language } from "./protocol";
import words from "./versionwords.json";

type VersionWord = keyof typeof words;

export interface Edition {
  readonly name: string;
  /** Its folder, below that of versions.json. */
  readonly path: string;
  readonly version: string;
  /** A day as 2026-11-24, or "". */
  readonly published: string;
  readonly models: Readonly<Record<string, string>>;
  /** Pages below the root of a language. */
  readonly pages: readonly string[];
}

export interface Shelf {
  readonly root: URL;
  readonly languages: readonly string[];
  /** Oldest first. */
  readonly editions: readonly Edition[];
}

/** The root of the site this script is part of: it lies in assets/. */
const HOME = new URL("../", import.meta.url);
const FOLDER = /\/v(\d[\w.-]*)\/$/;

/** The name of the edition that a site at `home` is, or "" for what stands at the root. */
export function nameOf(home: URL): string {
  return FOLDER.exec(home.pathname)?.[1] ?? "";
}

/** What a versions.json says; null for anything else. */
export function readShelf(data: unknown, root: URL): Shelf | null {
  const { kind, format, languages, editions } = Object(data) as Record<string, unknown>;
  if (kind !== "versions" || format !== 1 || !texts(languages) || !Array.isArray(editions) || !editions.every(isEdition)) return null;
  return { root, languages, editions };
}

const texts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");

function isEdition(value: unknown): value is Edition {
  const one = Object(value) as Record<string, unknown>;
  const named = ["name", "path", "version", "published"].every((key) => typeof one[key] === "string");
  return named && /^(v\d[\w.-]*\/)?$/.test(String(one["path"])) && texts(one["pages"]) && texts(Object.values(Object(one["models"]) as object));
}

let asked: Promise<Shelf | null> | undefined;

/** The editions beside this one, asked for once; null where there is no list of them. */
export function shelf(home = HOME): Promise<Shelf | null> {
  const root = nameOf(home) ? new URL("../", home) : home;
  asked ??= fetch(new URL("versions.json", root), { cache: "no-cache" })
    .then((response) => (response.ok ? response.json() : null))
    .then((data: unknown) => readShelf(data, root))
    .catch(() => null);
  return asked;
}

/** The edition that a site at `home` is: the one of its name, else the newest. */
export function ownOf({ editions }: Shelf, home: URL): Edition | undefined {
  const name = nameOf(home);
  return name ? editions.find((one) => one.name === name) : editions.at(-1);
}

/** The newest other edition with these versions of these models, or of the book. */
export function editionWith(all: Shelf, home: URL, has: (edition: Edition) => boolean): Edition | undefined {
  const own = ownOf(all, home);
  return all.editions.filter((one) => one !== own && has(one)).at(-1);
}

/** Whether an edition has every model in the version named; no own property of an object's kind is taken for one. */
export const hasModels = (wanted: readonly (readonly [string, string])[]) => ({ models }: Edition): boolean =>
  wanted.every(([model, version]) => Object.hasOwn(models, model) && models[model] === version);

/** Where the page at `here` stands in another edition; `other`, or its beginning, where it has no such page. */
export function placeIn(all: Shelf, edition: Edition, home: URL, here: URL, other = ""): URL {
  const parts = here.pathname.slice(home.pathname.length).split("/");
  const below = all.languages.slice(1).includes(parts[0] ?? "") ? `${parts.shift()}/` : "";
  const pages = [parts.join("/").replace(/index\.html$/, ""), other];
  const page = pages.find((one) => edition.pages.includes(one)) ?? "";
  return new URL(`${edition.path}${below}${page}`, all.root);
}

function tell(key: VersionWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}

function dayOf({ published, version }: Edition, language: Language): string {
  if (!published) return version;
  return new Date(`${published}T00:00:00Z`).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
}

const languageOf = (): Language => (document.documentElement.lang === "en" ? "en" : "nl");
const hereNow = (): URL => new URL(location.href);

/** A link to where the page stands in an edition; where that is, is looked up when it is used. */
function wayTo(all: Shelf, edition: Edition, text: string): HTMLAnchorElement {
  const link = make("a", { "data-edition": edition.name, target: "_self" }, text);
  const aim = (): void => void (link.href = placeIn(all, edition, HOME, hereNow()).href);
  for (const kind of ["pointerenter", "focus", "click"]) link.addEventListener(kind, aim);
  aim();
  return link;
}

/** Above every page of an edition that is not the newest: say so, and lead to the same page there. */
export async function announce(): Promise<void> {
  const all = await shelf();
  const own = all && ownOf(all, HOME);
  const newest = all?.editions.at(-1);
  if (!all || !own || !newest || own === newest || document.querySelector(".edition-note")) return;
  const language = languageOf();
  const note = make("aside", { class: "edition-note", "aria-label": tell("versions.label", language) });
  note.append(make("p", {}, `${tell("versions.here", language, { name: own.name, day: dayOf(own, language) })} `, wayTo(all, newest, tell("versions.same", language, { name: newest.name }))));
  document.body.prepend(note);
}

/** Opens `<book-versions>`: the other editions, each with its day. */
export function open(root: HTMLElement, signal: AbortSignal): void {
  void shelf().then((all) => {
    if (signal.aborted || all === null) return;
    const language = languageOf();
    const own = ownOf(all, HOME);
    const others = all.editions.filter((one) => one !== own);
    if (others.length === 0) return root.replaceChildren(tell("versions.alone", language));
    const items = others.reverse().map((one) => make("li", {}, wayTo(all, one, tell("versions.edition", language, { name: one.name, day: dayOf(one, language) }))));
    root.replaceChildren(make("ul", {}, ...items));
  });
}

/** Under the lab of `root`, the way to the edition that has the version of the model which a link names. */
export async function offerLab(root: HTMLElement, model: string, version: string, fragment: string): Promise<void> {
  const all = await shelf();
  const edition = all && editionWith(all, HOME, hasModels([[model, version]]));
  if (!all || !edition) return;
  const goal = placeIn(all, edition, HOME, hereNow(), `models/${model}/`);
  goal.hash = fragment;
  const text = tell("versions.lab", languageOf(), { name: edition.name, version: version.slice(0, 40) });
  root.querySelector("[data-role=status]")?.after(make("p", { class: "lab-edition", "data-role": "edition" }, make("a", { href: goal.href }, text)));
}

/** A link to this page in the edition with all these models, for a report; null if there is none. */
export async function wayForReport(runs: readonly { readonly model: string; readonly version: string }[]): Promise<HTMLAnchorElement | null> {
  const all = await shelf();
  const edition = all && editionWith(all, HOME, hasModels(runs.map(({ model, version }) => [model, version] as const)));
  return all && edition ? wayTo(all, edition, tell("versions.mark", languageOf(), { name: edition.name })) : null;
}

/** A link to the assignment in the edition of this version of the book; null if there is none. */
export async function wayForAssignment(version: string): Promise<HTMLAnchorElement | null> {
  const all = await shelf();
  const edition = all && editionWith(all, HOME, (one) => one.version === version);
  if (!all || !edition) return null;
  const goal = placeIn(all, edition, HOME, hereNow());
  goal.hash = location.hash;
  return make("a", { href: goal.href }, tell("versions.assignment", languageOf(), { name: edition.name }));
}
