// Keeps a module's page and the card of the agency on the device, when the person asks for it, and no other page of anybody's.
import { canKeep, isSignedIn, work } from "./device.js";

const KEPT = "kept";
const HALF_A_DAY = 12 * 3600 * 1000;

async function keep(address, { title, version = "" }) {
  const answer = await fetch(address, { redirect: "manual" });
  if (!answer.ok) {
    if (answer.status === 404) await remove(address);
    throw new Error(answer.status);
  }
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", JSON.stringify({ title: encodeURIComponent(title), version, size: body.size, at: Date.now() }));
  await (await caches.open(KEPT)).put(address, new Response(body, { headers }));
}

async function kept() {
  if (!(await caches.has(KEPT))) return [];
  const cache = await caches.open(KEPT);
  const pages = [];
  for (const request of await cache.keys()) {
    const found = await cache.match(request, { ignoreVary: true });
    const facts = JSON.parse(found.headers.get("X-Kept"));
    pages.push({ ...facts, title: decodeURIComponent(facts.title), address: new URL(request.url).pathname });
  }
  return pages;
}

async function remove(address) {
  const cache = await caches.open(KEPT);
  await cache.delete(address, { ignoreVary: true });
}

function filled(words, { size, version, at }) {
  const day = new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  return words.replace("{size}", Math.ceil(size / 1000)).replace("{version}", version).replace("{day}", day);
}

// What was kept is fetched again twice a day: numbers to call change, and versions do.
async function refresh() {
  for (const page of await kept()) {
    if (navigator.onLine && Date.now() - page.at > HALF_A_DAY) await keep(page.address, page).catch(() => {});
  }
}

async function offer(section) {
  const state = section.querySelector("[role=status]");
  const [button, drop] = section.querySelectorAll("button");
  const { keep: address, card, title, version } = section.dataset;
  const show = async () => {
    const page = (await kept()).find((one) => one.address === address);
    button.hidden = Boolean(page);
    drop.hidden = !page;
    state.textContent = page ? filled(state.dataset.kept, page) : state.dataset.none;
    return page;
  };
  const fetchIt = async () => {
    try {
      await work();
      await keep(address, { title, version });
      await keep(card, { title: section.dataset.cardTitle }).catch(() => {});
      await show();
    } catch {
      await show();
      state.textContent = state.dataset.failed;
    }
  };
  button.addEventListener("click", async () => {
    state.textContent = state.dataset.keeping;
    await fetchIt();
    drop.focus();
  });
  drop.addEventListener("click", async () => {
    await remove(address);
    await show();
    button.focus();
  });
  section.hidden = false;
  const page = await show();
  if (page && page.version !== version) await fetchIt();
}

async function list(section) {
  const none = document.querySelector("[data-nothing-kept]");
  const [items, template] = [section.querySelector("ul"), section.querySelector("template")];
  const show = async () => {
    const pages = (await kept()).sort((one, other) => one.title.localeCompare(other.title));
    items.replaceChildren(
      ...pages.map((page) => {
        const item = template.content.cloneNode(true);
        const [link, facts, button] = item.querySelectorAll("a, [data-facts], button");
        link.textContent = page.title;
        link.href = page.address;
        facts.textContent = filled(facts.dataset.facts, page);
        button.lastElementChild.textContent = ` ${page.title}`;
        button.addEventListener("click", async () => {
          await remove(page.address);
          await show();
          (section.hidden ? document.querySelector("h1") : section.querySelector("h2")).focus();
        });
        return item;
      }),
    );
    section.hidden = pages.length === 0;
    none.hidden = pages.length > 0;
  };
  section.querySelector(":scope > button").addEventListener("click", async () => {
    await caches.delete(KEPT);
    await show();
  });
  document.querySelector("[data-no-connection]").hidden = navigator.onLine;
  await show();
}

export async function keepPages() {
  if (!canKeep) return;
  const [section, all] = [document.querySelector("[data-keep]"), document.querySelector("[data-kept][aria-labelledby]")];
  if (section) await offer(section);
  if (all) await list(all);
  if (isSignedIn) await refresh();
}
