// A reader in Firefox: opens a chapter, moves a slider, runs a changed cell and a small sweep.
//
//   node tests/browser/firefox.mjs FIREFOX ADDRESS LANGUAGE
//
// ADDRESS is the site's, with its sub-path. Prints one JSON object with what was seen; exits 1 on an error.

import puppeteer from "puppeteer-core";

const [executablePath, address, language] = process.argv.slice(2);
const home = `${address}${language === "en" ? "en/" : ""}`;
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  defaultViewport: null,
  args: ["--width=1280", "--height=900"],
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1 },
});
const faults = [];
const seen = { faults };

/** Ask the page until it says yes: puppeteer's own waiting makes code of text, which the page's policy forbids. */
async function until(page, holds, { timeout }, ...given) {
  for (const end = Date.now() + timeout; !(await page.evaluate(holds, ...given)); ) {
    if (Date.now() > end) throw new Error(`this never came: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function opened(path) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(address).host) faults.push(`another host: ${request.url()}`);
  });
  await page.goto(`${home}${path}`, { waitUntil: "load" });
  return page;
}

/** Turn away from a page: what is cut off by that, such as a file that was coming in, is no fault of the page. */
async function leave(page) {
  page.removeAllListeners("pageerror");
  await page.close();
}

/** Wait for a lab that is ready with a result computed in this page, and read it. */
async function live(page, before) {
  await until(
    page,
    (was) => {
      const { dataset } = document.querySelector("model-lab");
      return dataset.state === "ready" && dataset.source === "live" && dataset.fingerprint !== was;
    },
    { timeout: 90_000 },
    before,
  );
  return page.$eval("model-lab", (lab) => ({
    fingerprint: lab.dataset.fingerprint,
    sentence: lab.querySelector("[data-role=summary]").textContent,
    label: [...lab.querySelectorAll("[data-role=chart] svg")].find((one) => one.getClientRects().length)?.getAttribute("aria-label"),
    seed: lab.dataset.seed,
  }));
}

try {
  seen.version = await browser.version();
  let page = await opened("kring-van-werkgevers/");
  const built = await page.$eval("model-lab", (lab) => {
    lab.querySelector(".lab-more").open = true;
    lab.querySelector("[name=gap]").scrollIntoView({ block: "center" });
    return lab.dataset.fingerprint;
  });
  await page.focus('model-lab [name="gap"]');
  await page.keyboard.press("Home"); // the slider, by keyboard
  seen.lab = await live(page, built);
  seen.lab.gap = await page.$eval('model-lab [name="gap"]', (slider) => Number(slider.value));
  await leave(page);

  page = await opened("models/rule-growth/");
  await page.waitForSelector("[data-role=cell-actions]");
  const cell = await page.$(".code-cell");
  await cell.evaluate((one) => {
    const box = one.closest("details");
    if (box) box.open = true;
    one.scrollIntoView({ block: "center" });
  });
  const press = (action) =>
    page.$$eval(`.code-cell [data-action=${action}]`, (all) => all.find((one) => one.getClientRects().length).click());
  await press("edit");
  await page.waitForSelector(".code-cell .cm-content");
  await page.click(".code-cell .cm-content");
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type("import regelkring; regelkring.run('rule-growth', seed=7, offspring=0.5).fingerprint");
  await press("run");
  await until(
    page,
    () => ["done", "failed"].includes(document.querySelector(".code-cell").dataset.state),
    { timeout: 90_000 },
  );
  seen.cell = await page.$eval(".code-cell [data-role=result]", (result) => result.textContent.trim());

  await page.$eval("model-lab", (lab) => lab.querySelector("[data-action=sweep]").click());
  await page.waitForSelector("[data-role=sweep] [data-sweep=first]", { timeout: 90_000 });
  for (const [name, value] of Object.entries({ first: "offspring", firstPoints: "3", seeds: "2" })) {
    await page.$eval(
      `[data-sweep=${name}]`,
      (control, given) => {
        control.value = given;
        for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
      },
      value,
    );
  }
  await page.$eval("[data-action=sweep-start]", (button) => button.click());
  await until(page, () => document.querySelectorAll("[data-role=sweep] circle.plot-mine").length === 3, { timeout: 90_000 });
  await until(page, () => document.querySelector("[data-role=sweep] progress").value === 6, { timeout: 90_000 });
  seen.sweep = await page.$eval("[data-role=sweep-answer]", (answer) => answer.textContent);
  process.stdout.write(`${JSON.stringify(seen)}\n`);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n${JSON.stringify(seen)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
