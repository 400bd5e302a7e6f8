// Eleventy: each case a folder of its own, written by its programmatic API.
// usage: node eleventy.mjs TOOLS CASES.json RESULTS.json
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import shared from "./plain.cjs";

const { plain, instant, fences, isNow, put, written, version } = shared;
const [tools, casesFile, resultsFile] = process.argv.slice(2).map((file) => path.resolve(file));
const source = path.join(tools, "node_modules/@11ty/eleventy/src/Eleventy.js");
const { Eleventy } = await import(source).then((all) => ({ Eleventy: all.default ?? all.Eleventy }));
const top = fs.mkdtempSync(path.join(os.tmpdir(), "eleventy-verdicts"));
console.log = console.warn = console.error = () => {};

/** Builds one case: the page of the collection, or nothing when the build stops. */
async function build(test, folder) {
  put(path.join(folder, test.path), test.text);
  Object.entries(test.files).forEach(([file, text]) => put(path.join(folder, file), text));
  process.chdir(folder);
  let page = null;
  const config = (settings) => {
    settings.setQuietMode(true);
    settings.addCollection("recorded", (all) => {
      page ??= all.getAll()[0];
      return [];
    });
  };
  const eleventy = new Eleventy(".", "_site", { quietMode: true, configPath: false, config });
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("too slow")), 8000));
  await Promise.race([eleventy.write(), late]);
  return page;
}

async function facts(test, folder) {
  let page;
  try {
    page = await build(test, folder);
  } catch {
    return { verdict: "refuses" };
  }
  const data = page && Object.fromEntries(
    Object.entries(page.data).filter(([key]) => !["pkg", "eleventy", "collections", "page"].includes(key)),
  );
  if (test.kind === "fences") {
    const keys = plain(data ?? {});
    if (Array.isArray(keys.tags) && keys.tags.length === 0) delete keys.tags;
    return fences(test.text, keys, page?.rawInput ?? page?.template?.frontMatter?.content ?? "");
  }
  const files = written(path.join(folder, "_site"));
  if (test.kind === "values") return { verdict: "reads", read: plain(data), written: files, published: files.length > 0 };
  if (!page || !(page.date instanceof Date) || Number.isNaN(+page.date)) return { verdict: "refuses" };
  if (isNow(page.date)) return { verdict: "ignores", ends_at_now: true };
  return { verdict: "reads", instant: instant(page.date) };
}

const results = {};
for (const [number, test] of JSON.parse(fs.readFileSync(casesFile)).entries()) {
  const folder = path.join(top, String(number));
  results[test.id] = await facts(test, folder);
  process.chdir(top);
  fs.rmSync(folder, { recursive: true, force: true });
}
fs.writeFileSync(resultsFile, JSON.stringify({ version: version(tools, "@11ty/eleventy"), results }));
fs.rmSync(top, { recursive: true, force: true });
process.exit(0);
