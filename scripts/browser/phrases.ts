/** What a lab says of links and of progress, in the page's language. Pure. */

import type { LabConfig } from "./config";
import { number } from "./format";
import type { News } from "./kernel";
import type { Change, Reading } from "./permalink";
import type { Language, Result, Value } from "./protocol";
import { say } from "./words";

/** No more of what a stranger wrote than this is repeated. */
const QUOTED = 40;

/** What a link said that could not be taken as it stood, or "". `words` writes a parameter's value. */
export function changesInWords(
  config: LabConfig,
  { state, changes }: Reading,
  words: (name: string, value: Value) => string,
): string {
  const { language } = config;
  const said = changes.map((change) => changeInWords(config, change, words));
  if (state.model !== config.model) {
    said.unshift(say("change.model", language, { given: state.model.slice(0, QUOTED), used: config.title }));
  }
  return said.length ? say("changes", language, { changes: said.join("; ") }) : "";
}

function changeInWords(
  { language, parameters }: LabConfig,
  { why, name, given, used }: Change,
  words: (name: string, value: Value) => string,
): string {
  return say(`change.${why}`, language, {
    label: parameters.find((one) => one.name === name)?.label ?? say("seed", language),
    given: (why === "unknown" ? name : given).slice(0, QUOTED),
    used: used === undefined ? "" : words(name, used),
  });
}

/** Whether a result is the one that a link promised; "" for a link that promised none. */
export function verdict(config: LabConfig, { state, changes }: Reading, result: Result): string {
  const { language, version } = config;
  if (!state.fingerprint) return "";
  if (state.fingerprint === result.fingerprint) return say("link.reproduced", language);
  if (state.version && state.version !== version) {
    return say("link.differs.version", language, { then: state.version.slice(0, QUOTED), now: version });
  }
  if (changes.length > 0 || state.model !== config.model) return say("link.differs.changed", language);
  return say("link.differs", language, { then: state.fingerprint, now: result.fingerprint });
}

/** The megabytes that have come, of how many if that is known. */
export function bytesInWords({ loaded, total }: News & { kind: "progress" }, language: Language): string {
  const megabytes = (bytes: number): string => number(bytes / 1e6, 1, language);
  const filling = { loaded: megabytes(loaded), total: megabytes(total) };
  return say(total > 0 ? "status.fetch.of" : "status.fetch.some", language, filling);
}
