/** A lab alone in a frame: takes the theme that is asked for, and tells the page around it how high it is. */

import "./app";

const asked = new URLSearchParams(location.search).get("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = (): void => {
  const scheme = (asked ?? (dark.matches ? "dark" : "light")) === "dark" ? "slate" : "default";
  document.body.dataset["mdColorScheme"] = scheme;
};
paint();
if (asked === null) dark.addEventListener("change", paint);

if (window.parent !== window) {
  // Only a number goes out, and nothing is listened to: any page may hear it.
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ kind: "lab:height", height }, "*");
  }).observe(document.body);
}
