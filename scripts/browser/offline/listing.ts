/** What the build tells the service worker of the site: every file that can be kept, and what each page needs. */

/** Path below the site's root, the first ten hex digits of its SHA-256, bytes. */
export type File = readonly [path: string, digest: string, bytes: number];

/** A page; files are named by their place in the list. */
export interface Page {
  readonly file: number;
  readonly title: string;
  readonly language: string;
  /** What the page loads by itself. */
  readonly needs: readonly number[];
  /** What its labs and the like load once they are touched, besides Python. */
  readonly later?: readonly number[];
}

export interface Listing {
  readonly edition: string;
  readonly files: readonly File[];
  /** By address below the root: "" or "chapter/". */
  readonly pages: Readonly<Record<string, Page>>;
  /** By language: where its pages stand, its page on reading offline, and what its search loads. */
  readonly languages: Readonly<Record<string, { readonly root: string; readonly offline: string; readonly search: readonly number[] }>>;
  /** What the worker keeps before anything is read. */
  readonly shell: readonly number[];
  /** Python and the scripts of labs. */
  readonly labs: readonly number[];
}

/** Names that carry a digest of what is in them: such a file never changes. */
const NAMED = /[.-](?:[0-9a-f]{8,}|[0-9A-Z]{8})[./]/;

/** The list, by name. */
export class Site {
  readonly #places = new Map<string, number>();

  constructor(
    readonly listing: Listing,
    readonly scope: string,
  ) {
    listing.files.forEach(([path], at) => this.#places.set(path, at));
    for (const [address, page] of Object.entries(listing.pages)) this.#places.set(address, page.file);
  }

  /** The path of an address below the root, without `index.html`; null for one that is elsewhere. */
  path(address: string): string | null {
    const { origin, pathname } = new URL(address);
    const whole = origin + pathname;
    if (!whole.startsWith(this.scope)) return null;
    return decode(whole.slice(this.scope.length)).replace(/(^|\/)index\.html$/, "$1");
  }

  page(path: string): Page | undefined {
    return Object.hasOwn(this.listing.pages, path) ? this.listing.pages[path] : undefined;
  }

  /** The place in the list of a file or page, by path. */
  place(path: string): number | undefined {
    return this.#places.get(path);
  }

  file(place: number): File {
    const file = this.listing.files[place];
    if (file === undefined) throw new RangeError(`there is no file ${place}`);
    return file;
  }

  /** The address of a file, that of a page without `index.html`. */
  address(place: number): string {
    const path = this.file(place)[0].replace(/(^|\/)index\.html$/, "$1");
    return new URL(path.split("/").map(encodeURIComponent).join("/"), this.scope).href;
  }

  /** What a file is known by beside its address; null for one whose name says it already. */
  revision(place: number): string | null {
    const [path, digest] = this.file(place);
    return path.startsWith("assets/") && NAMED.test(path) ? null : digest;
  }

  /** The name of a file's copy in the cache: as Workbox's precache has it. */
  key(place: number): string {
    const revision = this.revision(place);
    const address = new URL(this.address(place));
    if (revision !== null) address.searchParams.set("__WB_REVISION__", revision);
    return address.href;
  }

  /** The page on reading offline in the language of a path. */
  offline(path: string): string {
    const languages = Object.values(this.listing.languages);
    const own = languages.filter(({ root }) => path.startsWith(root)).sort((a, b) => b.root.length - a.root.length);
    return own[0]?.offline ?? "";
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
