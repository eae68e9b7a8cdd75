// The service worker of a site that has none (any more): it takes away what an older one kept, and itself.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      const had = await caches.delete(`book-${self.registration.scope}`);
      await self.clients.claim();
      const pages = had ? await self.clients.matchAll({ type: "window" }) : [];
      await self.registration.unregister();
      await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => {}))); // once: the next time there is nothing
    })(),
  ),
);
