/**
 * The page of slides: reveal.js over the markup that the build has written. Labs live in it as on any page.
 * A second window shows the notes and goes along, so that nothing but this page is needed on stage.
 */

import Reveal from "reveal.js";

type Words = Record<"left" | "right" | "up" | "down" | "notes", string>;

const QUERY = new URLSearchParams(location.search);
const PRINTS = QUERY.has("print-pdf") || QUERY.get("view") === "print";
const SPEAKS = QUERY.has("speaker");
const PAGE = { width: 1123, height: 794 }; // A4, landscape, in CSS pixels
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Dark or light as the reader chose on the other pages, else as the device has it; paper is light. */
function colour(): void {
  let scheme: string = dark.matches ? "slate" : "default";
  try {
    const key = Object.keys(localStorage).find((name) => name.endsWith(".__palette"));
    const { color } = JSON.parse((key && localStorage.getItem(key)) || "{}") as { color?: Record<string, string> };
    if (color?.["scheme"] && color["media"] !== "(prefers-color-scheme)") scheme = color["scheme"];
  } catch {
    // storage is closed, or what is in it is not ours: the device decides
  }
  document.body.dataset["mdColorScheme"] = PRINTS ? "default" : scheme;
}

/** Where keys mean something else than the next slide: in a lab, and in a slide that scrolls. */
function elsewhere(): boolean {
  return document.activeElement?.closest("model-lab, .show-scroll, .show-menu") != null;
}

/** Escape leads out of a lab and of the menu, before reveal.js takes it for the overview. */
function leave(event: KeyboardEvent): void {
  if (event.key !== "Escape" || !elsewhere()) return;
  event.stopPropagation();
  (document.activeElement as HTMLElement).blur();
}

/** A slide that is taller than the window scrolls by finger, and says so to reveal.js. */
function measure(): void {
  const slide = Reveal.getCurrentSlide();
  slide?.toggleAttribute("data-prevent-swipe", slide.scrollHeight > slide.clientHeight + 1);
}

/** Notes at the foot of this window; turned on for good in the speaker's. */
function toggleNotes(): void {
  Reveal.configure({ showNotes: !Reveal.getConfig().showNotes });
}

function openSpeaker(): void {
  window.open(`${location.pathname}?speaker${location.hash}`, "speaker", "popup,width=1000,height=760");
}

/** All slides one below another, a page each, for the browser's own printing. */
function openPrint(): void {
  location.assign(`${location.pathname}?print-pdf`);
}

/** Slides move together in all windows of this page. */
function together(): void {
  const channel = new BroadcastChannel(location.pathname);
  channel.onmessage = ({ data }: MessageEvent<{ h: number; v: number }>) => {
    const { h, v } = Reveal.getIndices();
    if (data.h !== h || data.v !== (v ?? 0)) Reveal.slide(data.h, data.v);
  };
  Reveal.on("slidechanged", () => {
    const { h, v } = Reveal.getIndices();
    channel.postMessage({ h, v: v ?? 0 });
  });
}

/** A link to a state of a lab leads to the slide that has it. */
function toLab(fragment: string): void {
  const model = new URLSearchParams(fragment.replace(/^#/, "")).get("lab");
  const lab = model && document.querySelector(`model-lab[model="${CSS.escape(model)}"]`);
  const slide = lab && lab.closest("section");
  if (!slide) return;
  const { h, v } = Reveal.getIndices(slide as HTMLElement);
  Reveal.slide(h, v);
}

function name(words: Words): void {
  for (const way of ["left", "right", "up", "down"] as const) {
    for (const button of document.querySelectorAll(`.navigate-${way}`)) button.setAttribute("aria-label", words[way]);
  }
  document.querySelector<HTMLElement>(".speaker-notes")?.style.setProperty("--label", JSON.stringify(words.notes));
}

async function start(root: HTMLElement): Promise<void> {
  const fragment = location.hash;
  colour();
  dark.addEventListener("change", colour);
  await Reveal.initialize({
    ...(PRINTS ? PAGE : { width: "100%", height: "100%" }),
    margin: 0,
    minScale: 1,
    maxScale: 1,
    center: false,
    hash: true,
    help: false, // its words are English only, as are those of the next two
    pause: false,
    jumpToSlide: false,
    scrollActivationWidth: 0,
    showNotes: SPEAKS,
    pdfMaxPagesPerSlide: 1,
    transition: calm.matches ? "none" : "fade",
    backgroundTransition: "none",
    slideNumber: (slide?: HTMLElement) => [slide?.dataset["number"] ?? ""] as unknown as string,
    keyboardCondition: () => !elsewhere(),
    keyboard: { 78: toggleNotes, 83: openSpeaker },
  });
  name(JSON.parse(root.dataset["words"] ?? "{}") as Words);
  document.body.classList.toggle("show-speaker", SPEAKS);
  addEventListener("keydown", leave, { capture: true });
  for (const [kind, act] of Object.entries({ notes: toggleNotes, speaker: openSpeaker, print: openPrint })) {
    document.querySelector(`[data-show="${kind}"]`)?.addEventListener("click", act);
  }
  Reveal.on("slidechanged", measure);
  addEventListener("resize", measure);
  measure();
  if (!PRINTS) together();
  toLab(fragment);
}

const root = document.querySelector<HTMLElement>(".reveal");
if (root) void start(root);
