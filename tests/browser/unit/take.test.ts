// @vitest-environment happy-dom
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { personal } from "../../../scripts/browser/notebook";
import { qr } from "../../../scripts/browser/qr";
import { canonical } from "../../../scripts/browser/canonical";
import { report } from "../../../scripts/browser/report";
import { sha256 } from "../../../scripts/browser/sha256";
import { config, result } from "./fixture";

describe("sha256", () => {
  it.each(["", "abc", "Koeien in de wei – €", "x".repeat(55), "x".repeat(56), "x".repeat(64), "é".repeat(1000)])("of %j", (text) => {
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  });
});

describe("a report", () => {
  it("is sealed over its canonical form", () => {
    const { sha256: seal, ...bare } = JSON.parse(report("Het boek", [result])) as Record<string, never> & { sha256: string };
    expect(bare).toMatchObject({ kind: "report", format: 1, book: "Het boek", answers: [] });
    expect(seal).toBe(sha256(canonical(bare)));
  });
});

describe("a notebook", () => {
  const book = (source: string) =>
    JSON.stringify({
      cells: [
        { cell_type: "markdown", metadata: {}, source: "# Titel" },
        { cell_type: "code", metadata: { tags: ["lab-chart"] }, source, outputs: [1], execution_count: 3 },
      ],
    });

  it("takes the reader's parameters and checks them", () => {
    const made = JSON.parse(personal(book('run = kit.run("wood", seed=1)\nchart'), config, result, "duur 2")) as {
      cells: { source: string; outputs?: unknown[] }[];
    };
    expect(made.cells[1]!.source).toContain("duur 2");
    expect(made.cells[2]).toMatchObject({
      source: 'run = kit.run("wood", seed=1, years=2)\nassert run.fingerprint == "AAAA-BBBB-CCCC"\nchart',
      outputs: [],
    });
  });

  it("of another form is refused", () => expect(() => personal(book("chart"), config, result, "")).toThrow("andere vorm"));
});

describe("a QR code", () => {
  it("has a quiet zone and three corners", () => {
    const code = qr("https://example.org/#lab=wood", "code");
    const side = Number(code.getAttribute("viewBox")!.split(" ")[2]);
    const dark = code.querySelector("path")!.getAttribute("d")!;
    expect((side - 8 - 21) % 4).toBe(0);
    for (const corner of [`M4 4h`, `M${side - 5} 4h`, `M4 ${side - 5}h`]) expect(dark).toContain(corner);
    expect(dark).not.toMatch(/M[0-3] |M\d+ [0-3]h/);
  });

  it("says when a text is too long", () => expect(() => qr("x".repeat(3000), "")).toThrow());
});
