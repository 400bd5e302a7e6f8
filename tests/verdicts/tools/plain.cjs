// Values of JavaScript as JSON that keeps moments, and what the scripts of the Node tools share.
const fs = require("node:fs");
const path = require("node:path");

/** A value as the data files have it. */
function plain(value, depth = 0) {
  if (depth > 6) return "…deep";
  if (value && value._isAMomentObject) return value.isValid() ? { $time: value.toISOString() } : { $badDate: true };
  if (value instanceof Date) return Number.isNaN(+value) ? { $badDate: true } : { $time: value.toISOString() };
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.keys(value).map((key) => [key, plain(value[key], depth + 1)]));
  }
  if (typeof value === "number" && !Number.isFinite(value)) return { $float: String(value) };
  if (typeof value === "function") return { $function: true };
  return value === undefined ? null : value;
}

/** A moment without its parts of a second: `2017-01-18T00:00:00Z`. */
function instant(value) {
  const text = value instanceof Date ? value.toISOString() : value;
  return text.replace(/\.\d+Z$/, "Z");
}

/** A text without the white space that a generator may drop. */
function bare(text) {
  return text == null ? null : text.replace(/\r\n?/g, "\n").replace(/\s+\n/g, "\n").trim();
}

/** The facts of a file that was read into keys and a body. */
function fences(text, keys, body) {
  const whole = bare(body) === bare(text.replace(/^\ufeff/, ""));
  return { verdict: !whole || !text.trim() ? "reads" : "none", keys, body };
}

/** Whether a moment is that of this run. */
function isNow(value) {
  return Math.abs(Date.now() - value) < 3 * 3600 * 1000;
}

function put(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function written(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** The version of an installed package. */
function version(tools, name) {
  return JSON.parse(fs.readFileSync(path.join(tools, "node_modules", name, "package.json"))).version;
}

module.exports = { plain, instant, fences, isNow, put, written, version };
