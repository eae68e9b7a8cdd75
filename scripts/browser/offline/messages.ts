/** What pages and the service worker say to each other; each message gets one answer. */

export type Ask =
  /** A page is open, and has loaded these addresses. */
  | { readonly type: "HERE"; readonly page: string; readonly loaded: readonly string[] }
  /** A lab has stood in view for a while. */
  | { readonly type: "LAB" }
  | { readonly type: "STATUS" }
  /** Keep some more of the whole book. */
  | { readonly type: "MORE" }
  /** Another edition is to take over: let go of what is being kept, since the worker stays for as long as that takes. */
  | { readonly type: "YIELD" }
  /** No longer keep the whole book, only what is read. */
  | { readonly type: "ENOUGH" }
  /** Keep nothing, and go. */
  | { readonly type: "FORGET" }
  /** Workbox's own: take the place of the edition before. */
  | { readonly type: "SKIP_WAITING" };

export interface Kept {
  readonly url: string;
  readonly title: string;
  readonly language: string;
}

export interface Status {
  readonly edition: string;
  readonly bytes: number;
  readonly total: number;
  /** The whole book was asked for. */
  readonly wanted: boolean;
  readonly complete: boolean;
  readonly pages: readonly Kept[];
}

/** What came of keeping more: `full`, no room; `away`, no network; `other`, the site is a newer edition. */
export interface Progress {
  readonly bytes: number;
  readonly total: number;
  readonly complete: boolean;
  readonly fault?: "full" | "away" | "other";
}
