/** What the reader has changed in a notebook's cells, kept in this browser and nowhere else. */

export interface Edit {
  readonly source: string;
  /** The book's version that was changed. */
  readonly base: string;
  /** When, as `Date.toISOString` writes it. */
  readonly when: string;
}

/** Where the edits of a model's notebook are kept: the site's own path, for several books may share a host. */
export function editsKey(runtime: string, model: string): string {
  return `cells:${new URL("../", runtime).pathname}:${model}`;
}

export class Edits {
  readonly #edits: Map<string, Edit>;

  constructor(
    private readonly key: string,
    private readonly storage: () => Storage = () => localStorage,
  ) {
    this.#edits = new Map(Object.entries(this.#read()));
  }

  get(cell: string): Edit | undefined {
    return this.#edits.get(cell);
  }

  get size(): number {
    return this.#edits.size;
  }

  /** Keep an edit, or with null forget it; false if this browser keeps nothing. */
  put(cell: string, edit: Edit | null): boolean {
    if (edit === null) this.#edits.delete(cell);
    else this.#edits.set(cell, edit);
    try {
      const storage = this.storage();
      if (this.#edits.size === 0) storage.removeItem(this.key);
      else storage.setItem(this.key, JSON.stringify(Object.fromEntries(this.#edits)));
      return true;
    } catch {
      return false;
    }
  }

  /** What is stored; whatever is not an edit is passed over. */
  #read(): Record<string, Edit> {
    const found: Record<string, Edit> = {};
    try {
      const stored: unknown = JSON.parse(this.storage().getItem(this.key) ?? "{}");
      if (typeof stored !== "object" || stored === null) return {};
      for (const [cell, edit] of Object.entries(stored)) if (isEdit(edit)) found[cell] = edit;
    } catch {
      // nothing can be read: there are no edits
    }
    return found;
  }
}

function isEdit(value: unknown): value is Edit {
  if (typeof value !== "object" || value === null) return false;
  const edit = value as Record<string, unknown>;
  return (
    ["source", "base", "when"].every((name) => typeof edit[name] === "string") &&
    !Number.isNaN(Date.parse(String(edit["when"])))
  );
}
