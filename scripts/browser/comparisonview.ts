/** A changed cell beside the book's: the lines that differ, and what they do to the outcome. */

import { tell, type CodeWord } from "./codewords";
import { type Change, diff } from "./diff";
import { element } from "./elements";
import { Outputs, type Setting } from "./outputs";
import type { Comparison } from "./protocol";

/** Fill `place` with the comparison of cell `number`. */
export function showComparison(
  place: HTMLElement,
  number: number,
  book: string,
  mine: string,
  found: Comparison,
  setting: Setting,
): void {
  const say = (key: CodeWord, filling: Record<string, string> = {}) => tell(key, setting.language, filling);
  const title = say("code.compare.title", { number: String(number) });
  const parts: HTMLElement[] = [
    element("p", { class: "code-compare-title" }, title),
    element("p", { class: "code-compare-part" }, say("code.compare.code")),
    lines(diff(book, mine), setting),
    element("p", { class: "code-compare-part" }, say("code.compare.outcome")),
  ];
  const { fault } = found.mine;
  if (fault) parts.push(element("p", {}, say("code.compare.fault", { message: `${fault.type}: ${fault.message}` })));
  const [asked, given, count] = found.runs;
  const moved = found.measures.some(([, a, b]) => a !== b);
  const charts = [found.book, found.mine].map((one) => one.outputs.filter(([kind]) => kind === "chart"));
  const drawn = JSON.stringify(charts[0]) !== JSON.stringify(charts[1]);
  if (!fault && !moved && !drawn && found.text.length === 0 && asked === given) {
    parts.push(element("p", {}, say("code.compare.same")));
  }
  if (found.parameters.length > 0) {
    const heads = [say("code.compare.setting"), say("code.compare.book"), say("code.compare.mine")];
    parts.push(table(say("code.compare.settings"), heads, found.parameters));
  }
  if (count > 0) {
    const caption = count === 1 ? say("code.compare.one") : say("code.compare.many", { count: String(count) });
    const heads = (["measure", "book", "mine", "difference"] as const).map((one) => say(`code.compare.${one}`));
    parts.push(table(caption, heads, found.measures));
  }
  if (found.reseeded > 0) parts.push(element("p", {}, say("code.compare.reseeded")));
  if (asked !== given) {
    const filling = { book: String(asked), mine: String(given), count: String(count) };
    parts.push(element("p", {}, say("code.compare.counts", filling)));
  }
  if (found.text.length > 0) {
    parts.push(element("p", { class: "code-compare-part" }, say("code.compare.printed")));
    parts.push(lines(found.text.map(read), setting));
  }
  place.replaceChildren(...parts);
  if (!drawn) return;
  place.append(element("p", { class: "code-compare-part" }, say("code.compare.charts")));
  const pair = element("div", { class: "code-pair" });
  place.append(pair);
  for (const [side, outputs] of [["book", charts[0]], ["mine", charts[1]]] as const) {
    const box = element("div", {});
    pair.append(element("div", {}, element("p", { class: "code-side" }, say(`code.compare.${side}`)), box));
    const stage = new Outputs(box, number, setting);
    for (const [kind, text] of outputs ?? []) stage.take(kind, text);
    if (!outputs?.length) box.append(say("code.compare.none"));
  }
}

/** A line as Python's difflib marks it. */
function read(line: string): Change {
  const sign = line[0];
  return [sign === "-" || sign === "+" ? sign : " ", line.slice(2)];
}

/** Lines with their sign; what the sign means is there for whoever does not see it. */
function lines(changes: readonly Change[], setting: Setting): HTMLElement {
  const say = (key: CodeWord) => tell(key, setting.language);
  const rows = changes.map(([sign, text]) => {
    const word = sign === "-" ? say("code.compare.minus") : sign === "+" ? say("code.compare.plus") : "";
    const spoken = word ? [element("span", { class: "code-spoken" }, word)] : [];
    const seen = element("span", { "aria-hidden": "true", class: "code-sign" }, sign);
    const kind = sign === "-" ? "del" : sign === "+" ? "ins" : "span";
    return element(kind, { class: "code-line" }, ...spoken, seen, `${text}\n`);
  });
  return element("div", { class: "highlight code-diff" }, element("pre", {}, element("code", { tabindex: "0" }, ...rows)));
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const head = element("tr", {}, ...heads.map((one) => element("th", { scope: "col" }, one)));
  const body = rows.map(([label = "", ...values]) =>
    element("tr", {}, element("th", { scope: "row" }, label), ...values.map((one) => element("td", {}, one))),
  );
  return element(
    "div",
    { class: "code-scroll", tabindex: "0", role: "region", "aria-label": caption },
    element(
      "table",
      { class: "code-table" },
      element("caption", {}, caption),
      element("thead", {}, head),
      element("tbody", {}, ...body),
    ),
  );
}
