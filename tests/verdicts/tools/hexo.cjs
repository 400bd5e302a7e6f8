// Hexo: one site with all posts, loaded by its own API; a post that it cannot read does not stop the others.
// usage: node hexo.cjs TOOLS CASES.json RESULTS.json
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { plain, instant, fences, isNow, put, version } = require("./plain.cjs");

const [tools, casesFile, resultsFile] = process.argv.slice(2).map((file) => path.resolve(file));
const load = (name) => require(require.resolve(name, { paths: [path.join(tools, "node_modules/hexo")] }));
const Hexo = require(path.join(tools, "node_modules/hexo"));
const frontMatter = load("hexo-front-matter");
const { escapeBOM, escapeEOL } = load("hexo-fs");

const SETTINGS = "title: x\nurl: https://example.org\ntimezone: UTC\nfuture: true\nmeta_generator: false\n";

/** The names of tags or categories; a category with its parent, `music < piano`. */
function names(query, all) {
  if (!query?.toArray) return plain(query);
  const parent = (item) => (item.parent ? ` < ${all.findById(item.parent)?.name}` : "");
  return query.toArray().map((item) => item.name + parent(item));
}

/** The front matter as Hexo reads it; nothing when it refuses it. */
function front(text) {
  try {
    const { _content, ...rest } = frontMatter.parse(escapeEOL(escapeBOM(text)), { defaultTimeZone: "UTC" });
    return plain(rest);
  } catch {
    return null;
  }
}

function facts(test, found, routes, hexo) {
  const keys = front(test.text);
  if (!keys || !found) return { verdict: "refuses" };
  if (test.kind === "fences") {
    const read = fences(test.text, keys, found._content);
    if (Object.keys(keys).length > 0) return { ...read, verdict: "reads" };
    return test.text.trim() ? read : { ...read, verdict: "none" };
  }
  if (test.kind === "dates") {
    const key = /^"?updated"?\s*:/m.test(test.text) ? "updated" : "date";
    if (!found[key]) return { verdict: "ignores" };
    if (isNow(found[key])) return { verdict: "ignores", ends_at_now: true };
    return { verdict: "reads", instant: instant(found[key].toISOString()) };
  }
  const all = { title: found.title, tags: names(found.tags), categories: names(found.categories, hexo.model("Category")) };
  const read = { ...all, layout: plain(found.layout), published: plain(found.published) };
  for (const [name, value] of Object.entries(read)) {
    if (value == null || value === "" || (Array.isArray(value) && value.length === 0)) delete read[name];
  }
  const route = hexo.route.format(found.path ?? "");
  return { verdict: "reads", read: { ...read, front: keys }, published: routes.includes(route) };
}

(async () => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), "hexo-verdicts"));
  const cases = JSON.parse(fs.readFileSync(casesFile));
  put(path.join(top, "_config.yml"), SETTINGS);
  put(path.join(top, "package.json"), '{"name":"x","hexo":{"version":""},"dependencies":{}}');
  // Each case has a file of its own, whatever the name that the data give it.
  const place = (test, number) => `${path.dirname(test.path.replace(/^source\//, ""))}/case-${number}.md`;
  cases.forEach((test, number) => put(path.join(top, "source", place(test, number)), test.text));
  const hexo = new Hexo(top, { silent: true });
  hexo.extend.renderer.register("md", "html", (data) => data.text, true);
  await hexo.init();
  hexo.log.error = hexo.log.warn = hexo.log.fatal = () => {};
  await hexo.load();
  const all = [...hexo.model("Post").toArray(), ...hexo.model("Page").toArray()];
  const bySource = new Map(all.map((post) => [post.source, post]));
  const routes = hexo.route.list();
  const results = {};
  cases.forEach((test, number) => {
    results[test.id] = facts(test, bySource.get(place(test, number)), routes, hexo);
  });
  fs.writeFileSync(resultsFile, JSON.stringify({ version: version(tools, "hexo"), results }));
  fs.rmSync(top, { recursive: true, force: true });
  process.exit(0);
})();
