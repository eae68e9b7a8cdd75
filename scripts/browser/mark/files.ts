/** The files that were chosen or dropped, with what systems leave in a folder left out; as Python's `core/check.py`. */

/** As many as are marked at a time. */
export const MOST = 200;
const LEFTOVERS = new Set(["thumbs.db", "desktop.ini", "__macosx"]);
const DEEPEST = 8;

export interface Named {
  readonly path: string;
  readonly file: File;
}

/** Whether a path counts: no part of it is hidden or a leftover. */
export function counts(path: string): boolean {
  return path.split("/").every((part) => !part.startsWith(".") && !LEFTOVERS.has(part.toLowerCase()));
}

/** Files from an input, in order of their paths. */
export function chosen(files: Iterable<File>): Named[] {
  return ordered([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Files and folders that were dropped. Call it at once: the browser forgets them after the event. */
export async function dropped(items: Iterable<DataTransferItem>): Promise<Named[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Named[] = [];
  for (const entry of entries) await walk(entry, found, 0);
  return ordered(found);
}

async function walk(entry: FileSystemEntry, found: Named[], depth: number): Promise<void> {
  if (found.length > 5 * MOST || depth > DEEPEST || !counts(entry.name)) return;
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)));
    if (file !== null) found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return; // a browser gives a folder in parts
    for (const one of some) await walk(one, found, depth + 1);
  }
}

function ordered(named: readonly Named[]): Named[] {
  return named.filter(({ path }) => counts(path)).sort((one, other) => (one.path < other.path ? -1 : 1));
}
