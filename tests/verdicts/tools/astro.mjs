// Astro: its own reader of front matter, and Zod with the schemas that the data name.
// usage: node astro.mjs TOOLS CASES.json RESULTS.json
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import shared from "./plain.cjs";

const { plain, instant, version } = shared;
const [tools, casesFile, resultsFile] = process.argv.slice(2).map((file) => path.resolve(file));
const fromAstro = createRequire(path.join(tools, "node_modules/astro/package.json"));
const load = (name) => import(pathToFileURL(fromAstro.resolve(name)));
const { parseFrontmatter } = await load("@astrojs/markdown-remark");
const { z } = await load("zod");

const SCHEMAS = { title: z.string(), tags: z.array(z.string()), draft: z.boolean() };
const DATES = { "z.date()": z.date(), "z.coerce.date()": z.coerce.date() };

function facts(test) {
  let read;
  try {
    read = parseFrontmatter(test.text);
  } catch {
    return { verdict: "refuses" };
  }
  const { frontmatter: data, content, rawFrontmatter } = read;
  if (test.kind === "fences") {
    return { verdict: rawFrontmatter === "" ? "none" : "reads", keys: plain(data ?? {}), body: content };
  }
  if (test.kind === "values") {
    const refused = Object.entries(SCHEMAS).some(([key, schema]) => data && key in data && !schema.safeParse(data[key]).success);
    return refused ? { verdict: "refuses" } : { verdict: "reads", read: plain(data) };
  }
  const date = data && "date" in data ? parsed(DATES[test.schema], data.date) : { success: false };
  return date.success ? { verdict: "reads", instant: instant(date.data) } : { verdict: "refuses" };
}

/** What a schema makes of a value; some values make it throw. */
function parsed(schema, value) {
  try {
    return schema.safeParse(value);
  } catch {
    return { success: false };
  }
}

const cases = JSON.parse(fs.readFileSync(casesFile));
const results = Object.fromEntries(cases.map((test) => [test.id, facts(test)]));
const zod = JSON.parse(fs.readFileSync(fromAstro.resolve("zod/package.json"))).version;
fs.writeFileSync(resultsFile, JSON.stringify({ version: `${version(tools, "astro")} with zod ${zod}`, results }));
