import { describe, expect, it } from "vitest";
import { parseLink } from "../../../scripts/browser/permalink";
import { bytesInWords, changesInWords, verdict } from "../../../scripts/browser/phrases";
import { config, result } from "./fixture";

const read = (fragment: string) => parseLink(fragment, config.parameters);
const words = (_: string, value: number | string): string => String(value).replace(".", ",");

describe("a link that was changed", () => {
  it("says what, in one sentence", () => {
    expect(changesInWords(config, read("#lab=wood&rate=9&years=x&zzz=1&seed=-1&rate2=3&fp=q"), words)).toBe(
      "Aangepast: Tempo 9 valt buiten de grenzen en werd 1,2; Duur “x” is niet te lezen en werd 60; " +
        "“zzz” is geen instelling van dit model en telt niet mee; “rate2” is geen instelling van dit model en telt niet mee; " +
        "Zaad van het toeval -1 valt buiten de grenzen en werd 0; de vingerafdruk in de link is onleesbaar.",
    );
  });

  it("says when the model is another, and repeats no more than forty characters", () => {
    const sentence = changesInWords(config, read(`#lab=${"x".repeat(90)}`), words);
    expect(sentence).toBe(`Aangepast: model “${"x".repeat(40)}” staat niet op deze pagina; dit is Het woud.`);
  });

  it("says nothing of one that was not", () => expect(changesInWords(config, read("#lab=wood"), words)).toBe(""));
});

describe("the verdict", () => {
  const same = { ...result, fingerprint: "ZV31-M7XB-M5DQ" };
  it.each([
    ["#lab=wood", result, ""],
    ["#lab=wood&v=1&fp=ZV31-M7XB-M5DQ", same, "Gereproduceerd: dezelfde vingerafdruk."],
    ["#lab=wood&v=0&fp=ZV31-M7XB-M5DQ", result, "Wijkt af: de link hoort bij versie 0 van het model; dit is versie 1."],
    ["#lab=wood&v=1&rate=9&fp=ZV31-M7XB-M5DQ", result, "Wijkt af: de link is aangepast, dus dit is een andere berekening."],
    ["#lab=tree&v=1&fp=ZV31-M7XB-M5DQ", result, "Wijkt af: de link is aangepast, dus dit is een andere berekening."],
    [
      "#lab=wood&v=1&fp=ZV31-M7XB-M5DQ",
      result,
      "Wijkt af: de instellingen zijn gelijk, maar de uitkomst heeft vingerafdruk AAAA-BBBB-CCCC en niet ZV31-M7XB-M5DQ.",
    ],
  ])("of %s", (fragment, run, sentence) => expect(verdict(config, read(fragment), run)).toBe(sentence));
});

describe("progress", () => {
  it("is said in megabytes", () => {
    expect(bytesInWords({ kind: "progress", stage: "fetch", loaded: 3.2e6, total: 6.2e6 }, "nl")).toBe("3,2 van 6,2 MB");
    expect(bytesInWords({ kind: "progress", stage: "fetch", loaded: 3.2e6, total: 0 }, "en")).toBe("3.2 MB");
  });
});
