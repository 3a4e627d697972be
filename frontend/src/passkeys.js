// Asks the browser for a passkey when its form is sent, and sends what came of it. Only pages with such a form load this.
const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

async function ask(form) {
  const publicKey = JSON.parse(form.dataset.options);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const list of [publicKey.allowCredentials, publicKey.excludeCredentials]) {
    for (const one of list ?? []) one.id = bytes(one.id);
  }
  const { id, rawId, type, response } = await navigator.credentials[form.dataset.passkey]({ publicKey });
  const parts = PARTS.filter((name) => response[name]).map((name) => [name, words(response[name])]);
  return JSON.stringify({ id, rawId: words(rawId), type, response: Object.fromEntries(parts), clientExtensionResults: {} });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const { answer, name } = form.elements;
  const status = form.querySelector("[role=status]");
  status.textContent = "";
  form.querySelector("[hidden]").hidden = false;
  form.addEventListener("submit", async (event) => {
    if (name && !name.value.trim()) return; // the server says what is missing
    event.preventDefault();
    status.textContent = "";
    try {
      answer.value = await ask(form);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
