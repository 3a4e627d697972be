// The service worker. It keeps the files every page is made of and the page without a connection; pages of the service are kept
// by keeping.js alone, when somebody asked for them. Forms never go through it.
const FILES = __FILES__;
const SHELL = `shell-${__NAME__}`;
const OFFLINE = "/offline";
const ANY = { ignoreVary: true, ignoreSearch: true };
const A_DAY = 24 * 3600 * 1000;
const HASH = /-[0-9a-f]{12}(?=\.)/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === "/sign-out") event.waitUntil(forgetEverything());
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request, pathname));
  else if (request.mode === "navigate") event.respondWith(page(event, pathname));
});

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll([OFFLINE, ...FILES]);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function forgetEverything() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}

// A page kept before an update asks for files of then: the ones of today do.
async function file(request, pathname) {
  const found = await caches.match(request, ANY);
  if (found) return found;
  try {
    return await fetch(request);
  } catch {
    const today = FILES.find((name) => name.replace(HASH, "") === pathname.replace(HASH, ""));
    return (today && (await caches.match(today, ANY))) ?? Response.error();
  }
}

async function page(event, pathname) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(renew());
    return answer;
  } catch {
    return (await keptFor(pathname)) ?? (await caches.match(OFFLINE, ANY)) ?? Response.error();
  }
}

// The page without a connection has numbers to call in it: it is fetched again once a day.
async function renew() {
  const held = await caches.match(OFFLINE, ANY);
  if (held && Date.now() - Date.parse(held.headers.get("Date")) > A_DAY) await (await caches.open(SHELL)).add(OFFLINE);
}

// The page itself, or for a screen of a module its place in the page that was kept.
async function keptFor(pathname) {
  const found = await caches.match(pathname, { ...ANY, cacheName: "kept" });
  if (found) return found;
  const [, module, screen = ""] = /^\/learn\/([\w-]+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
  const address = `/learn/${module}/kept`;
  const whole = module && (await caches.match(address, { ...ANY, cacheName: "kept" }));
  return whole ? Response.redirect(`${address}#${screen}`) : undefined;
}
