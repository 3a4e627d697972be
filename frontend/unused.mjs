// Classes of GOV.UK Frontend that none of our templates uses. A test finds a class that a template uses and the
// style sheet lacks: take its name off this list and build again.
const names = [
  "back-link--inverse", "body-(l|lead|m|s)\\b", "breadcrumbs--(inverse|collapse-on-mobile)", "button--(inverse|start)", "button__start-icon",
  "caption-xl", "(checkboxes|radios)__conditional", "clearfix", "drop-zone", "fieldset__legend--xl",
  "file-upload-(button|wrapper)", "footer__(copyright-logo|crown|heading|licence|list|meta|navigation|section)",
  "grid-column-([a-z-]+-from-desktop|one-quarter|three-quarters|full)", "heading-xl", "input--extra-letter-spacing", "label--xl",
  "link--(inverse|muted|no-underline|no-visited-state|text-colour)", "link-image", "main-wrapper--", "notification-banner__link",
  "pagination__(item|list\\b)", "panel--interruption", "panel__actions", "section-break--xl",
  "service-navigation--inverse", "service-navigation__(inlining|service-name|text|toggle)", "summary-card", "summary-list__(actions-list|row--no-border)",
  "table--small-text", "table__caption--xl", "tag--", "visually-hidden-focusable", "generic-header__container--",
];

export const unused = new RegExp(`\\.govuk-(${names.join("|")})`);
