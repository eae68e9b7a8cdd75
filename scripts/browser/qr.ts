/** A QR code as SVG: always dark on white, with its quiet zone, or no scanner reads it. */

import qrcode from "qrcode-generator";
import { draw } from "./dom";

const QUIET = 4;

/** The code of a text; throws if it is too long for one. */
export function qr(text: string, label: string): SVGSVGElement {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const count = code.getModuleCount();
  const side = count + 2 * QUIET;
  let dark = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) dark += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    }
  }
  return draw(
    "svg",
    { class: "qr", viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    draw("rect", { width: side, height: side, fill: "#ffffff" }),
    draw("path", { d: dark, fill: "#000000" }),
  );
}
