"""The cases of one tool, out of tests/data/generators, and its results, back into them.

usage: record.py cases TOOL            prints [{"id", "path", "text", "files"}]
       record.py keep TOOL RESULTS     writes what was measured, and names each run whose measurement changed

RESULTS is {"version", "results": {id: facts}}; facts are what a run of the data files has: "verdict", "instant", "read", "written",
"published", "keys", "body"; "ends_at_now" marks an instant that is the moment of the run.
"""

import json
import sys
from pathlib import Path

DATA = Path(__file__).parents[2] / "data" / "generators"
FOLDERS = {
    "jekyll": "_posts",
    "hugo": "content/posts",
    "eleventy": "posts",
    "hexo": "_posts",
    "mkdocs": "docs",
    "astro": "src/content/blog",
    "docusaurus": "docs",
    "zola": "content",
}


def read(kind):
    # Texts hold line separators of other kinds.
    lines = (DATA / f"{kind}.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return json.loads(lines[0]), [json.loads(line) for line in lines[1:]]


def write(kind, header, rows):
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in [header, *rows])
    (DATA / f"{kind}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def runs(tool, kind, rows):
    """Each run of a tool: its id, its text, what holds it, and its name there."""
    for row in rows:
        if kind == "dates":
            for number, text in enumerate(row["texts"]):
                for name in text["runs"]:
                    if name.split(" ")[0] == tool:
                        yield f"dates|{row['id']}|{number}|{name}", text["text"], text["runs"], name
        elif tool in row["runs"]:
            yield f"{kind}|{row['id']}", row["text"], row["runs"], tool


def cases(tool):
    found = []
    for kind in ("dates", "values", "fences"):
        for identity, text, holder, name in runs(tool, kind, read(kind)[1]):
            run = holder[name] if kind != "dates" else {}
            stem = "".join(letter if letter.isalnum() else "-" for letter in identity)
            path = run.get("path") or f"{FOLDERS[tool]}/{stem if tool == 'hexo' else 'a'}.md"
            case = {"id": identity, "path": path, "text": text, "files": run.get("files", {}), "kind": kind}
            case["schema"] = name.partition(" ")[2]
            found.append(case)
    json.dump(found, sys.stdout, ensure_ascii=False)


def keep(tool, file):
    results = json.loads(Path(file).read_text(encoding="utf-8"))
    changed = 0
    for kind in ("dates", "values", "fences"):
        header, rows = read(kind)
        for identity, _, holder, name in runs(tool, kind, rows):
            facts = results["results"].get(identity)
            if facts is None:
                continue
            before = holder[name]
            holder[name] = merged_date(before, facts) if kind == "dates" else merged(before, facts)
            if holder[name] != before:
                changed += 1
                print(f"{identity}: {shown(before)}\n  now {shown(holder[name])}")
        header["tools"][tool] = results["version"]
        write(kind, header, rows)
    print(f"{tool} {results['version']}: {changed} runs changed; judge `want` of each anew")


def merged_date(before, facts):
    """`told reads 2017-01-18T00:00:00Z`: the judgement stays. A moment of the run is not compared."""
    want, *measured = before.split(" ")
    if facts.get("ends_at_now") and measured[0] in ("reads", "ignores"):
        return before
    if "at-build" in measured or "file-time" in measured:
        return before
    return " ".join([want, facts["verdict"], *filter(None, [facts.get("instant")])])


def merged(before, facts):
    """A run with what was measured; of a member that this tool's script does not measure, what is there stays."""
    after = dict(before)
    after["verdict"] = facts["verdict"]
    for member in ("read", "written", "published", "keys", "body"):
        if member in after and member in facts and ordered(facts[member]) != ordered(after[member]):
            after[member] = facts[member]
    if after["verdict"] == "refuses":
        for member in ("read", "written", "published", "misread", "keys", "body"):
            after.pop(member, None)
    return after


def ordered(value):
    """A value whose tags are in one order: some generators keep them in a set."""
    if isinstance(value, dict) and isinstance(value.get("tags"), list):
        return {**value, "tags": sorted(value["tags"], key=str)}
    return value


def shown(run):
    return (run if isinstance(run, str) else json.dumps(run, ensure_ascii=False))[:300]


if __name__ == "__main__":
    if sys.argv[1] == "cases":
        cases(sys.argv[2])
    else:
        keep(sys.argv[2], sys.argv[3])
