// Keeps a copy of the app's files, so that it opens with no network. What is kept by people is not here: store.js remembers it.
const NAME = "files";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.includes("/api/")) return;
  event.respondWith(fresh(event.request).catch(() => kept(event.request)));
});

// The network first, so that a change in a file shows at the next load.
async function fresh(request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) {
    const copies = await caches.open(NAME);
    await copies.put(request, answer.clone());
  }
  return answer;
}

async function kept(request) {
  const found = await caches.match(request, { ignoreSearch: true });
  return found || Response.error();
}
