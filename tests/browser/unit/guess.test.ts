import { describe, expect, it } from "vitest";
import { height, verdict } from "../../../scripts/browser/guess";

const axis = { name: "year", label: "Jaar", kind: "count" };
const rules = { name: "rules", label: "Regels", kind: "count" };

describe("a drawing", () => {
  it("is straight between its points and level beyond", () => {
    const drawn = [[0, 0], [10, 20]] as const;
    expect([-1, 0, 5, 10, 11].map((x) => height(drawn, x))).toEqual([0, 0, 10, 20, 20]);
  });

  it("that is near is said to be", () => {
    expect(verdict([[0, 0], [10, 100]], [[0, 0], [5, 50], [10, 100]], axis, rules, "nl")).toBe(
      "Aan het eind komt Regels op 100, en daar zat je vlakbij. De richting had je goed.",
    );
  });

  it("that is off is said to be, by how much and where", () => {
    expect(verdict([[0, 0], [10, 100]], [[0, 0], [5, 30], [10, 0]], axis, rules, "nl")).toBe(
      "Aan het eind komt Regels op 0. Jij tekende 100: het model komt lager uit. Gemiddeld zat je er 40 naast, het verst bij jaar 10: daar tekende je 100 en geeft het model 0. Jij verwachtte verandering; in het model blijft het ongeveer gelijk.",
    );
  });

  it("of a share is off by points", () => {
    const share = { name: "share", label: "Share", kind: "share" };
    const said = verdict([[0, 0.5], [1, 0.5]], [[0, 0.5], [1, 0.9]], { ...axis, label: "Year" }, share, "en");
    expect(said).toContain("On average you were 20 percentage points off, most at year 1: there you drew 50% and the model gives 90%.");
    expect(said).toContain("You expected it not to rise; in the model it rises.");
  });
});
