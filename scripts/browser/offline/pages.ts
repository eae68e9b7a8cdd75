/**
 * Pages come from what is kept, so that a reader stays in one edition. One that is not kept comes from the
 * network; if the host has a newer edition by then, it is loaded as a whole page, never into an older one.
 */

import { Strategy, type StrategyHandler } from "workbox-strategies";
import type { Keeping } from "./keeping";
import type { Page } from "./listing";
import type { Memory } from "./memory";

/** The theme's script loads the address as a page of its own after any such answer. */
const AS_A_PAGE = 409;
const AWAY = 503;

export class Pages extends Strategy {
  constructor(
    private readonly keeping: Keeping,
    private readonly settle: () => Promise<void>,
  ) {
    super();
  }

  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const { site, memory } = this.keeping;
    if ((await memory.read()) === null) return fetch(request);
    const path = site.path(request.url) ?? "";
    const page = site.page(path);
    const { clientId, resultingClientId } = handler.event as FetchEvent;
    if (request.mode !== "navigate") return this.#part(request, handler, page, await isForeign(memory, clientId));
    if (request.destination === "document") handler.waitUntil(this.settle());
    const kept = await this.#kept(page, handler);
    if (kept !== undefined) return kept;
    let response: Response;
    try {
      response = await fetch(request);
    } catch (error) {
      if (request.destination !== "document") throw error;
      const known = site.page(`${path}/`) ? `${path}/` : `${site.offline(path)}?page=${encodeURIComponent(path)}`;
      return Response.redirect(new URL(known, site.scope).href);
    }
    if (page === undefined || !response.ok) return response;
    const outcome = await this.keeping.shelf.store(page.file, response.clone());
    if (outcome === "other") await memory.change(({ foreign }) => ({ foreign: [...foreign, resultingClientId] }));
    else handler.waitUntil(this.keeping.after(page));
    return response;
  }

  /** A page that another page takes in: by the theme's instant navigation. */
  async #part(request: Request, handler: StrategyHandler, page: Page | undefined, foreign: boolean): Promise<Response> {
    if (foreign) return new Response(null, { status: AS_A_PAGE });
    const kept = await this.#kept(page, handler);
    if (kept !== undefined) return kept;
    let response: Response;
    try {
      response = await fetch(request);
    } catch {
      return new Response(null, { status: AWAY });
    }
    if (page === undefined || !response.ok) return response;
    const outcome = await this.keeping.shelf.store(page.file, response.clone());
    if (outcome === "other") return new Response(null, { status: AS_A_PAGE });
    handler.waitUntil(this.keeping.after(page));
    return response;
  }

  async #kept(page: Page | undefined, handler: StrategyHandler): Promise<Response | undefined> {
    if (page === undefined) return undefined;
    const kept = await this.keeping.shelf.find(page.file);
    if (kept !== undefined) handler.waitUntil(this.keeping.after(page));
    return kept;
  }
}

/** Whether an open page is of another edition than this worker. */
export async function isForeign(memory: Memory, client: string): Promise<boolean> {
  return (await memory.read())?.foreign.includes(client) ?? false;
}
