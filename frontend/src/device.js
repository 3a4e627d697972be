// What this device holds for whoever is signed in: pages they asked to keep, and answers that have not arrived yet. A mark in
// the page, which tells nobody who they are, says whether it is still the same person; for another everything goes.
const WHOSE = "whose";
const UNSENT = "unsent";
const here = document.querySelector("[data-whose]")?.dataset.whose;
const store = openStore();
const policy = window.trustedTypes?.createPolicy("elearn", { createScriptURL: () => "/sw.js" });

export const isSignedIn = Boolean(here);
export const canKeep = "serviceWorker" in navigator && "caches" in window;

// Where storage is switched off or full, what is unsent is held by the page alone.
function openStore() {
  try {
    window.localStorage.setItem("try", "");
    window.localStorage.removeItem("try");
    return window.localStorage;
  } catch {
    const held = new Map();
    return { getItem: (key) => held.get(key), setItem: (key, value) => held.set(key, value), clear: () => held.clear() };
  }
}

export function work() {
  return navigator.serviceWorker.register(policy ? policy.createScriptURL("") : "/sw.js");
}

export async function forgetEverything() {
  store.clear();
  if (!canKeep) return;
  for (const name of await caches.keys()) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}

// Settles whose the device is. The worker starts with somebody's second page, so that the first one stays small.
export async function settle() {
  for (const form of document.querySelectorAll('form[action="/sign-out"]')) form.addEventListener("submit", forgetEverything);
  if (!here) return;
  const before = store.getItem(WHOSE);
  const gone = before && before !== here ? forgetEverything() : undefined;
  store.setItem(WHOSE, here);
  if (before === here && canKeep) work().catch(() => {});
  await gone;
}

// Answers by the question they are for: { "/learn/attempts/abc#3": { to, body } }.
export function unsent() {
  try {
    return JSON.parse(store.getItem(UNSENT) ?? "{}");
  } catch {
    return {};
  }
}

export function hold(key, entry) {
  store.setItem(UNSENT, JSON.stringify({ ...unsent(), [key]: entry }));
}

export function letGo(key, body) {
  const all = unsent();
  if (all[key]?.body !== body) return; // answered anew meanwhile
  delete all[key];
  store.setItem(UNSENT, JSON.stringify(all));
}
