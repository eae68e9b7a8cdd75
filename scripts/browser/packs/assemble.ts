/** Course packs put together in the browser, from the same fragments that the build makes its own of. */

import { zipSync, type Zippable } from "fflate";
import type { Language } from "../protocol";

/** All that the build tells of the packs in one language. */
export interface Index {
  readonly language: Language;
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  readonly manifest: string;
  readonly page: string;
  /** The address that stands in the fragments for the site's own. */
  readonly site: string;
  /** Where a page says where its links go; the words for a public address and for another. */
  readonly mark: string;
  readonly notes: readonly [string, string];
  readonly separator: string;
  readonly columns: readonly string[];
  readonly links: string;
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  readonly slug: string;
  readonly number: number;
  readonly name: string;
  readonly fragment: string;
  /** Empty for a chapter without a lab. */
  readonly recipe: string;
}

export interface Fragment {
  readonly slug: string;
  readonly title: string;
  readonly items: string;
  readonly resources: string;
  readonly files: Readonly<Record<string, string>>;
  readonly links: readonly (readonly [string, string, string])[];
}

export interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

const MANIFEST = "imsmanifest.xml";
const encoder = new TextEncoder();

/** A text as XML and HTML hold it. */
export function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** A template with its `{places}` filled in; what is filled in is not looked at again. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Whether an address means something on another computer. */
export function isPublic(root: string): boolean {
  const { hostname } = new URL(root);
  return hostname !== "" && hostname !== "localhost" && hostname !== "[::1]" && !hostname.startsWith("127.");
}

export function note(index: Index, root: string): string {
  return fill(index.notes[isPublic(root) ? 0 : 1], { address: root });
}

/** A cartridge of the chapters, in the order of the book. */
export function cartridge(index: Index, fragments: readonly Fragment[], root: string): Uint8Array<ArrayBuffer> {
  const slugs = fragments.map(({ slug }) => slug);
  const [only] = fragments;
  const title = fragments.length === 1 && only ? `${index.title}: ${only.title}` : index.title;
  const manifest = fill(index.manifest, {
    identifier: [index.package, index.language, ...slugs].join("-"),
    title: escape(title),
    description: escape(index.description),
    language: index.language,
    licence: escape(index.licence),
    items: fragments.map(({ items }) => items).join("\n"),
    resources: fragments.map(({ resources }) => resources).join("\n"),
  });
  const told = `<p>${escape(note(index, root))}</p>`;
  const files: Record<string, Uint8Array> = { [MANIFEST]: encoder.encode(manifest) };
  for (const { files: texts } of fragments) {
    for (const [name, text] of Object.entries(texts)) {
      files[name] = encoder.encode(text.replaceAll(index.mark, () => told).replaceAll(index.site, () => escape(root)));
    }
  }
  return zipped(files);
}

/** The SCORM package of a recipe; `get` brings a file of the site. */
export async function scorm(
  recipe: Recipe,
  index: Pick<Index, "site">,
  root: string,
  get: (name: string) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, text] of Object.entries(recipe.texts)) {
    files[name] = encoder.encode(text.replaceAll(index.site, () => escape(root)));
  }
  for (const name of recipe.files) files[name] = await get(name);
  return zipped(files);
}

/** The links of the chapters as a spreadsheet reads them: with a byte order mark, or Excel takes it for something else. */
export function csv(index: Index, chapters: readonly Chapter[], fragments: readonly Fragment[], root: string): Uint8Array<ArrayBuffer> {
  const rows: (readonly string[])[] = [index.columns];
  fragments.forEach(({ links }, at) => {
    for (const [kind, title, address] of links) {
      rows.push([String(chapters[at]?.number ?? ""), kind, title, address.replaceAll(index.site, () => root)]);
    }
  });
  const cell = (text: string): string => (/["\r\n]/.test(text) || text.includes(index.separator) ? `"${text.replaceAll('"', '""')}"` : text);
  return encoder.encode(`\ufeff${rows.map((row) => `${row.map(cell).join(index.separator)}\r\n`).join("")}`);
}

/** The same as a page. */
export function page(index: Index, fragments: readonly Fragment[], root: string): Uint8Array<ArrayBuffer> {
  const anchor = ([, title, address]: readonly [string, string, string]): string => `<a href="${escape(address)}">${escape(title)}</a>`;
  const parts = fragments.map(({ links: [chapter, ...others] }) => {
    const items = others.map((link) => `<li>${escape(link[0])}: ${anchor(link)}</li>`).join("");
    return `${chapter ? `<h2>${anchor(chapter)}</h2>` : ""}${items && `<ul>${items}</ul>`}`;
  });
  const text = fill(index.page, {
    title: escape(index.links),
    language: index.language,
    body: [`<p>${escape(note(index, root))}</p>`, ...parts].join("\n"),
  });
  return encoder.encode(text.replaceAll(index.site, () => escape(root)));
}

/** A zip of the files: the manifest first, the others by name, all of one moment; packed bytes are not packed again. */
export function zipped(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(files).sort((one, other) => Number(other === MANIFEST) - Number(one === MANIFEST) || (one < other ? -1 : 1));
  const mtime = new Date(1980, 0, 1); // as the clock on the wall has it: so a zip writes it
  const entries: Zippable = {};
  for (const name of names) entries[name] = [files[name]!, { level: /\.(bin|zip)$/.test(name) ? 0 : 6, mtime }];
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}
