/** A task for a lab: done when a run that the model itself has made brings a measure where it must be. */

import { quantity } from "../format";
import type { Cell, Language } from "../protocol";
import { tell } from "./words";

export interface Until {
  readonly measure: string;
  readonly kind: string;
  readonly above?: number;
  readonly below?: number;
  /** Whether the bounds themselves count. */
  readonly closed: boolean;
}

/** Whether a measure is where it must be; the twin of `Until.met` in Python. */
export function met({ above = -Infinity, below = Infinity, closed }: Until, value: Cell | undefined): boolean {
  if (value === null || value === undefined || typeof value === "string") return false;
  const number = Number(value);
  return closed ? above <= number && number <= below : number > above && number < below;
}

export interface Reached {
  readonly fingerprint: string;
  readonly right: boolean;
  /** What the measure is now. */
  readonly words: string;
}

/** Hear of every result of the labs in `root` that was computed here; what the atlas foretells does not count. */
export function listen(
  root: HTMLElement,
  until: Until,
  language: Language,
  reached: (result: Reached) => void,
  signal: AbortSignal,
): void {
  root.addEventListener(
    "lab:result",
    (event) => {
      const detail = (event as CustomEvent<{ source: string; fingerprint: string; summary: Record<string, Cell> }>).detail;
      if (detail?.source !== "live") return;
      const value = detail.summary[until.measure];
      if (value === undefined) return;
      const words = tell("check.lab.now", language, { value: quantity(until.kind, value, language) });
      reached({ fingerprint: detail.fingerprint, right: met(until, value), words });
    },
    { signal },
  );
}
