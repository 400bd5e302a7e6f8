"""Hugo: each case a site of its own, built by the program; a layout prints the page as JSON.

usage: hugo.py HUGO CASES.json RESULTS.json
"""

import base64
import concurrent.futures
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATES = ["date", "publishDate", "expiryDate", "lastmod"]
MEMBERS = {
    "file": '(cond (eq .File nil) "" "F")',
    "title": ".Title",
    **{key: f'(.{key[0].upper() + key[1:]}.Format "2006-01-02T15:04:05Z07:00")' for key in DATES},
    "draft": ".Draft",
    "weight": ".Weight",
    "slug": ".Slug",
    "keywords": ".Keywords",
    "type": ".Type",
    "layout": ".Layout",
    "params": ".Params",
    "raw": ".RawContent",
    "tags": '(apply (.GetTerms "tags") "partial" "t.html" ".")',
    "categories": '(apply (.GetTerms "categories") "partial" "t.html" ".")',
}
LAYOUT = "{{ $d := dict " + " ".join(f'"{name}" {value}' for name, value in MEMBERS.items())
LAYOUT += " }}@@{{ $d | jsonify | base64Encode }}@@"
SETTINGS = 'baseURL = "https://example.org/"\ndisableKinds = ["RSS","sitemap","404"]\n'
NOT_OF_PAGE = re.compile(r"^(index|posts/index|tags/index|categories/index|tags/.*|categories/.*)")


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def build(case, flags):
    site = Path(tempfile.mkdtemp(dir=TOP))
    put(site / case["path"], case["text"])
    for name in ("single", "list", "home", "taxonomy", "term"):
        put(site / f"layouts/_default/{name}.html", LAYOUT)
    put(site / "layouts/index.html", LAYOUT)
    put(site / "layouts/partials/t.html", "{{ return .Data.Term }}")
    put(site / "hugo.toml", SETTINGS)
    environment = {"TZ": "UTC", "HOME": str(TOP), "PATH": "/usr/bin:/bin", "HUGO_CACHEDIR": str(TOP / "cache")}
    ran = subprocess.run([HUGO, "--noTimes", *flags], cwd=site, capture_output=True, env=environment)
    page, out, written = None, None, []
    for file in sorted((site / "public").rglob("*")):
        if not file.is_file():
            continue
        name, text = file.relative_to(site / "public").as_posix(), file.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"@@([A-Za-z0-9+/=]+)@@", html.unescape(text))
        data = json.loads(base64.b64decode(found[1]).decode("utf-8", "replace")) if found else {}
        if data.get("file") == "F" and page is None:
            page, out = data, name
        if file.suffix != ".xml":
            written.append(name + (" (redirect)" if re.search('http-equiv="?refresh', text) else ""))
    shutil.rmtree(site)
    return ran.returncode == 0, page, out, written


def without_space(text):
    return re.sub(r"\s+\n", "\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def facts(case):
    is_built, page, out, written = build(case, ["-D", "-F", "-E"])
    if not is_built or page is None and (case["kind"] != "values" or not written):
        return {"verdict": "refuses"}
    if case["kind"] == "fences":
        keys = {key: value for key, value in page["params"].items() if key not in LISTED}
        whole = without_space(page["raw"]) == without_space(case["text"].lstrip("\ufeff"))
        seen = not whole or not case["text"].strip()
        return {"verdict": "reads" if seen else "none", "keys": keys, "body": page["raw"]}
    if case["kind"] == "values":
        kept = [name for name in written if not NOT_OF_PAGE.match(name) or name == out]
        published = build(case, [])[1] is not None
        return {"verdict": "reads", "read": read(page), "written": kept, "published": published}
    key = next(key for key in DATES if re.search(rf'^\W*"?{key}"?\s*[:=]', case["text"], re.MULTILINE))
    unset = page[key].startswith("0001-01-01") and "0001" not in case["text"]
    return {"verdict": "ignores"} if unset else {"verdict": "reads", "instant": utc(page[key])}


LISTED = ("iscjklanguage", "draft", "date", "lastmod", "publishdate")


def read(page):
    """What is set of a page, as the data have it."""
    if page is None:
        return None
    members = ("title", "tags", "categories", "draft", "slug", "weight", "keywords", "type", "layout")
    found = {name: page[name] for name in members if page.get(name) not in (None, "", [], 0, False)}
    found["params"] = {key: value for key, value in page["params"].items() if key not in (*LISTED, "title")}
    return found


def utc(moment):
    import datetime

    try:
        return datetime.datetime.fromisoformat(moment).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return moment


HUGO, TOP = sys.argv[1], Path(tempfile.mkdtemp(prefix="hugo-verdicts"))
with open(sys.argv[2], encoding="utf-8") as file:
    cases = json.load(file)
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = dict(zip((case["id"] for case in cases), pool.map(facts, cases)))
version = subprocess.run([HUGO, "version"], capture_output=True, text=True).stdout
version = re.search(r"v([0-9.]+)", version)[1]
with open(sys.argv[3], "w", encoding="utf-8") as file:
    json.dump({"version": version, "results": results}, file, ensure_ascii=False)
shutil.rmtree(TOP)
