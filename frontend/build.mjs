// Builds elearn/web/static from frontend/src: one style sheet, one script, the service worker, the fonts, the marks, the licences.
// File names carry a hash of what is in them; manifest.json says which name stands for which file.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import postcss from "postcss";
import { compile } from "sass";
import { unused } from "./unused.mjs";

const here = import.meta.dirname;
const out = join(here, "..", "elearn", "web", "static");
const manifest = {};

function ship(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const shipped = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(out, shipped), bytes);
  if (!name.endsWith(".woff2")) {
    // No time stamp goes in, so the same source gives the same bytes.
    writeFileSync(join(out, `${shipped}.gz`), gzipSync(bytes, { level: 9 }));
  }
  manifest[name] = shipped;
  return shipped;
}

// Takes out the rules of GOV.UK Frontend that no component of ours can match.
const prune = {
  postcssPlugin: "prune",
  OnceExit(root) {
    root.walkRules((rule) => {
      const kept = rule.selectors.filter((selector) => !unused.test(selector.replace(/:not\([^)]*\)/g, "")));
      if (kept.length === 0) rule.remove();
      else if (kept.length < rule.selectors.length) rule.selectors = kept;
    });
    root.walkAtRules((rule) => {
      if (rule.nodes && rule.nodes.length === 0) rule.remove();
    });
  },
};

async function styles() {
  const sass = compile(join(here, "src", "app.scss"), { loadPaths: [join(here, "node_modules")], quietDeps: true });
  const pruned = await postcss([prune]).process(sass.css, { from: undefined });
  const small = await transform(pruned.css, { loader: "css", minify: true, legalComments: "none" });
  // GOV.UK Frontend takes no colour for a button under the mouse nor for its lower edge: both stay green beside our own.
  const ours = small.code.replaceAll("#0b5c3e", "#47112f").replaceAll("#083d29", "#2d0a1e");
  const named = ours.replace(/url\(([\w-]+\.woff2)\)/g, (_, name) => `url(${manifest[name]})`);
  return `/* Contains GOV.UK Frontend, MIT: licences/MIT-govuk-frontend.txt */${named}`;
}

async function script() {
  const result = await build({
    entryPoints: [join(here, "src", "app.js")],
    bundle: true, minify: true, write: false, format: "esm", target: "es2020", legalComments: "none",
  });
  return `/* Contains GOV.UK Frontend, MIT: licences/MIT-govuk-frontend.txt */${result.outputFiles[0].text}`;
}

// The worker is given the files that every page is made of, and a name that changes with any of them.
async function worker() {
  const files = ["app.css", "app.js", "ahn-400.woff2", "ahn-700.woff2", "favicon.svg"].map((name) => `/static/${manifest[name]}`);
  const source = readFileSync(join(here, "src", "sw.js"));
  const name = createHash("sha256").update(source).update(files.join()).digest("hex").slice(0, 12);
  const define = { __FILES__: JSON.stringify(files), __NAME__: JSON.stringify(name) };
  const small = await transform(source, { loader: "js", minify: true, target: "es2020", define });
  return small.code;
}

// A test compares this with the sources, so a change that was not built is found.
function sourceHash() {
  const hash = createHash("sha256");
  const sources = readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(here, join(entry.parentPath, entry.name)));
  for (const name of [...sources, "build.mjs", "unused.mjs", "package-lock.json"].sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(here, name)));
  }
  return hash.digest("hex");
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const font of readdirSync(join(here, "src", "fonts")).sort()) {
  ship(font, readFileSync(join(here, "src", "fonts", font)));
}
for (const mark of ["favicon.svg", "mark.svg"]) {
  ship(mark, readFileSync(join(here, "src", mark)));
}
ship("app.css", Buffer.from(await styles()));
ship("app.js", Buffer.from(await script()));
// Apart from the one script, for the few pages that ask for a passkey.
ship("passkeys.js", Buffer.from((await transform(readFileSync(join(here, "src", "passkeys.js")), { loader: "js", minify: true, target: "es2021" })).code));
ship("sw.js", Buffer.from(await worker()));
cpSync(join(here, "src", "licences"), join(out, "licences"), { recursive: true });
writeFileSync(join(here, "built-from.sha256"), `${sourceHash()}\n`);
const sorted = Object.fromEntries(Object.entries(manifest).sort());
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
console.log(sorted);
