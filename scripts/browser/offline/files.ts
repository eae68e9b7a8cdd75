/** Scripts, styles, data, Python: what is kept is used; what is used is kept. */

import { Strategy, type StrategyHandler } from "workbox-strategies";
import type { Keeping } from "./keeping";

export class Files extends Strategy {
  constructor(private readonly keeping: Keeping) {
    super();
  }

  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const { site, shelf, memory } = this.keeping;
    if ((await memory.read()) === null) return fetch(request);
    const place = site.place(site.path(request.url) ?? "");
    if (place === undefined) return (await shelf.older(request.url)) ?? fetch(request); // an older page's
    // Whoever asks for a file anew found the copy wrong.
    const kept = request.cache === "reload" ? undefined : await shelf.find(place);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    if (response.status === 200) handler.waitUntil(shelf.store(place, response.clone()));
    return response;
  }
}
