/** What a reader has written on a canvas, kept in this browser: one draft a field. */

export interface Kept {
  readonly field: string;
  readonly drafts: Readonly<Record<string, unknown>>;
}

/** Of the Storage that a page has, what is used. */
type Store = Pick<Storage, "getItem" | "setItem">;

/** The key of a canvas: one for each place in each page. */
export function keyOf(canvas: HTMLElement): string {
  return `design-canvas:${location.pathname}#${canvas.id}`;
}

/** The page's own storage, or null where it may not be used. */
export function store(): Store | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** What was kept; null if nothing, or nothing that can be read. */
export function recall(key: string, from: Store | null = store()): Kept | null {
  try {
    const data: unknown = JSON.parse(from?.getItem(key) ?? "null");
    if (typeof data !== "object" || data === null) return null;
    const { field, drafts } = data as Record<string, unknown>;
    if (typeof field !== "string" || typeof drafts !== "object" || drafts === null) return null;
    return { field, drafts: { ...drafts } };
  } catch {
    return null;
  }
}

/** Keep it; says whether that worked. */
export function keep(key: string, kept: Kept, to: Store | null = store()): boolean {
  try {
    if (to === null) return false;
    to.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
