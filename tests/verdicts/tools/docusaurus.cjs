// Docusaurus: its own reader of front matter and the validators of its blog and its docs.
// usage: node docusaurus.cjs TOOLS CASES.json RESULTS.json
const fs = require("node:fs");
const path = require("node:path");
const { plain, instant, fences, version } = require("./plain.cjs");

const [tools, casesFile, resultsFile] = process.argv.slice(2).map((file) => path.resolve(file));
const modules = path.join(tools, "node_modules/@docusaurus");
const utils = require(path.join(modules, "utils"));
const { validateBlogPostFrontMatter } = require(path.join(modules, "plugin-content-blog/lib/frontMatter.js"));
const { validateDocFrontMatter } = require(path.join(modules, "plugin-content-docs/lib/frontMatter.js"));
console.warn = console.error = () => {};

/** Forgets what was read before: the reader keeps texts. */
function forget() {
  const from = { paths: [path.join(modules, "utils")] };
  for (const name of ["@11ty/gray-matter", "gray-matter"]) {
    try {
      require(require.resolve(name, from)).cache = {};
    } catch {
      // This version has the other reader.
    }
  }
}

async function facts(test) {
  forget();
  const isBlog = test.kind === "dates" ? !/^last_update:/m.test(test.text) : test.path.startsWith("blog/");
  let read;
  try {
    read = await utils.DEFAULT_PARSE_FRONT_MATTER({ filePath: "/x/a.md", fileContent: test.text });
  } catch {
    return { verdict: "refuses" };
  }
  let data;
  try {
    data = (isBlog ? validateBlogPostFrontMatter : validateDocFrontMatter)(read.frontMatter);
  } catch {
    return { verdict: "refuses" };
  }
  if (test.kind === "fences") return fences(test.text, plain(read.frontMatter), read.content);
  if (test.kind === "values") return { verdict: "reads", read: plain(data) };
  const value = isBlog ? data.date : data.last_update?.date;
  if (value === undefined) return { verdict: "ignores" };
  const date = value instanceof Date ? value : new Date(value);
  return Number.isNaN(+date) ? { verdict: "refuses" } : { verdict: "reads", instant: instant(date) };
}

(async () => {
  const results = {};
  for (const test of JSON.parse(fs.readFileSync(casesFile))) results[test.id] = await facts(test);
  fs.writeFileSync(resultsFile, JSON.stringify({ version: version(tools, "@docusaurus/utils"), results }));
})();
