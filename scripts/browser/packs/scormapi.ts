/** The interface that a platform offers by SCORM 1.2, and how to find it. */

/** The eight functions of SCORM 1.2; every answer is a string. */
export interface Api {
  LMSInitialize(nothing: ""): string;
  LMSFinish(nothing: ""): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ""): string;
  LMSGetLastError(): string;
}

/** What of a window is looked at. */
export interface Frame {
  readonly parent: Frame;
  readonly opener?: Frame | null;
  readonly API?: unknown;
}

/** Windows above this one that are looked at. */
const HIGHEST = 500;

/** The platform's interface: in the windows around this one, or around the one that opened it. */
export function findApi(start: Frame | Window): Api | null {
  const own = start as unknown as Frame;
  return above(own) ?? opened(own);
}

function opened(start: Frame): Api | null {
  try {
    const { opener } = start;
    return opener ? above(opener) : null;
  } catch {
    return null; // another host's window
  }
}

function above(start: Frame): Api | null {
  let frame = start;
  for (let height = 0; height < HIGHEST; height++) {
    try {
      if (isApi(frame.API)) return frame.API;
      if (frame.parent === frame) return null;
      frame = frame.parent;
    } catch {
      return null; // another host's window: it may not be looked into, nor anything above it
    }
  }
  return null;
}

function isApi(found: unknown): found is Api {
  if (typeof found !== "object" || found === null) return false;
  return ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"].every(
    (name) => typeof (found as { readonly [name: string]: unknown })[name] === "function",
  );
}

/** The span of so many milliseconds as SCORM 1.2 writes it: HHHH:MM:SS.SS. */
export function span(milliseconds: number): string {
  const hundredths = Math.min(Math.max(0, Math.round(milliseconds / 10)), 9999 * 360_000);
  const pad = (value: number, digits: number): string => String(value).padStart(digits, "0");
  const seconds = Math.floor(hundredths / 100);
  return (
    `${pad(Math.floor(seconds / 3600), 4)}:${pad(Math.floor(seconds / 60) % 60, 2)}:` +
    `${pad(seconds % 60, 2)}.${pad(hundredths % 100, 2)}`
  );
}

/** The time of day as SCORM 1.2 writes it: HH:MM:SS. */
export function clock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}
