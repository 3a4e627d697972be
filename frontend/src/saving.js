// Each answer of a quiz is saved as it is given. Until the server has said so it is held on the device, and sent again: after a
// lost connection, on the next page, or after signing in. A page's key and the number of the sending make each count once.
import { hold, isSignedIn, letGo, unsent } from "./device.js";

const PATIENCE = 15000;
const LONGEST_WAIT = 60000;
let wait = 2000;
let timer;
let under; // the sending under way
let left; // what an earlier page could not send
const shown = new Map(); // by question: says what became of it

async function post({ to, body }) {
  const data = new URLSearchParams(body);
  data.set("csrf_token", document.querySelector("[name=csrf_token]")?.value ?? "");
  const answer = await fetch(to, { method: "POST", body: data, redirect: "manual", keepalive: true, signal: AbortSignal.timeout(PATIENCE) });
  if (answer.type === "opaqueredirect" || answer.status === 400) return ["signed-out"]; // 400: not even the cookie is left
  if (answer.ok) return (await answer.text()).split("\n");
  if (answer.status === 404) return ["gone"];
  throw new Error(answer.status);
}

async function sendAll() {
  clearTimeout(timer);
  for (const [key, entry] of Object.entries(unsent())) {
    const say = shown.get(key) ?? (() => {});
    if (!navigator.onLine) {
      say("offline");
      continue;
    }
    say("saving");
    try {
      const [word, words] = await post(entry);
      if (word !== "signed-out") letGo(key, entry.body);
      wait = 2000;
      if (word === "saved" && left.has(key) && shown.has(key)) window.location.reload(); // this page was drawn without it
      if (unsent()[key] === undefined || word === "signed-out") say(word, words);
    } catch {
      say(navigator.onLine ? "again" : "offline");
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      return;
    }
  }
}

// One sending at a time, and another one after it for what was answered meanwhile.
export function send() {
  under = (under ?? Promise.resolve()).then(sendAll);
  return under;
}

function places(form) {
  const names = [...form.elements].map((field) => /^answer-(\d+)/.exec(field.name)?.[1]);
  return [...new Set(names.filter(Boolean))];
}

function saveAsGiven(form) {
  const state = form.querySelector("[role=status]");
  const links = [...form.querySelectorAll("[data-when]")];
  const { pathname } = new URL(form.action);
  let turn = 0;
  let typing;

  const keyOf = (place) => `${pathname}#${place}`;
  const say = (word, words) => {
    state.textContent = words ?? state.dataset[word.replace("signed-out", "signedOut")] ?? "";
    for (const link of links) link.hidden = !link.dataset.when.split(" ").includes(word);
    if (links[0]) links[0].parentElement.hidden = links.every((link) => link.hidden);
  };
  const given = (place) => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const of = /^(?:answer|sure)-(\d+)/.exec(name)?.[1];
      if (name !== "csrf_token" && name !== "q" && (!of || of === place)) body.append(name, value);
    }
    body.set("q", place);
    body.set("act", "keep");
    left.delete(keyOf(place));
    hold(keyOf(place), { to: `${pathname}?q=${place}`, body: body.toString() });
    send();
  };
  const changed = (event) => {
    clearTimeout(typing);
    const place = /^(?:answer|sure)-(\d+)/.exec(event.target.name)?.[1];
    if (place && event.type === "change") given(place);
    else if (place && event.target.type === "text") typing = setTimeout(given, 1000, place);
  };

  for (const place of places(form)) shown.set(keyOf(place), say);
  form.addEventListener("formdata", (event) => event.formData.set("turn", ++turn));
  form.addEventListener("change", changed);
  form.addEventListener("input", changed);
  // Before the button's own sending: what is held must have gone, or the page would be left with it.
  const waits = () => places(form).some((place) => unsent()[keyOf(place)]);
  return {
    waits,
    gone: async () => {
      clearTimeout(typing);
      await send();
      const signIn = links.find((link) => link.dataset.when === "signed-out" && !link.hidden);
      if (signIn) window.location.assign(signIn.href); // it is sent when they are back
      return !waits();
    },
  };
}

// A form with words for it says "Sending…" from the press until the next page is there, and is sent once.
function sayThatItIsSending(form, held) {
  let words;
  let button;
  let sure; // the button's sending is the real one
  const rest = () => {
    if (button) button.textContent = words;
    button?.removeAttribute("aria-disabled");
    button = undefined;
  };
  const refuse = () => {
    const place = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
    place.setAttribute("role", "status");
    place.textContent = place.dataset.offline ?? form.dataset.offline;
  };
  form.addEventListener("submit", (event) => {
    if (sure) return;
    const first = held?.waits();
    if (button || !navigator.onLine || first) event.preventDefault();
    if (button) return;
    if (!navigator.onLine) {
      refuse();
      return;
    }
    button = event.submitter ?? form.querySelector("button");
    words = button.textContent;
    button.textContent = form.dataset.sending;
    button.setAttribute("aria-disabled", "true");
    if (first) held.gone().then(sendAfter);
    else setTimeout(rest, PATIENCE); // if no page comes the button may be pressed again
  });
  const sendAfter = (isGone) => {
    const pressed = button;
    if (!isGone) return rest();
    sure = true;
    form.requestSubmit(pressed);
    sure = false;
    setTimeout(rest, PATIENCE);
  };
  window.addEventListener("pageshow", (event) => event.persisted && rest());
}

export function watchForms() {
  left = new Set(Object.keys(unsent()));
  for (const form of document.querySelectorAll("form[data-sending]")) {
    sayThatItIsSending(form, "saves" in form.dataset ? saveAsGiven(form) : undefined);
  }
  if (!isSignedIn) return;
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  send();
}
