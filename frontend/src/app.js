// The one script. Every page works without it: it moves the focus to an error summary, leaves a help page at once,
// counts characters, shows a password, swallows a second click on a button that must be pressed once, saves the answers of a
// quiz as they are given (saving.js), and keeps pages for reading without a connection (keeping.js, sw.js).
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { settle } from "./device.js";
import { keepPages } from "./keeping.js";
import { watchForms } from "./saving.js";

// Upstream leaves the help page one press of Back away. Here the new page takes its place in the history of the tab.
class LeaveThisPage extends ExitThisPage {
  exitPage() {
    super.exitPage();
    window.location.replace(this.$button.href);
  }
}

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

for (const Component of [Button, CharacterCount, ErrorSummary, LeaveThisPage, NotificationBanner, PasswordInput, SkipLink]) {
  createAll(Component);
}

const settled = settle(); // first: nothing of somebody else may be sent
watchForms();
settled.then(keepPages);
