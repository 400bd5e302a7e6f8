"""MkDocs: its own `mkdocs.utils.meta.get_data`, which its pages are read with.

usage: mkdocs_pages.py CASES.json RESULTS.json
"""

import datetime
import json
import re
import sys

import mkdocs
import yaml
from mkdocs.utils import meta


def plain(value):
    if isinstance(value, datetime.datetime):
        moment = value.astimezone(datetime.timezone.utc) if value.tzinfo else value
        return {"$time": moment.strftime("%Y-%m-%dT%H:%M:%SZ") if value.year > 999 else str(value)}
    if isinstance(value, datetime.date):
        return {"$date": value.isoformat()}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        return {"$float": str(value)}
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return {"$class": type(value).__name__}


def instant(value):
    moment = value.get("$time") or value["$date"] + "T00:00:00Z"
    return moment if moment.endswith("Z") else moment + "Z"


def facts(case):
    text = case["text"].encode("utf-8").decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        body, data = meta.get_data(text)
    except Exception:
        return {"verdict": "refuses"}
    seen, data = bool(data) or body != text, plain(data)
    if case["kind"] == "fences":
        return {"verdict": "reads" if seen else "none", "keys": data, "body": body}
    if not seen:
        return {"verdict": "refuses"}
    if case["kind"] == "values":
        return {"verdict": "reads", "read": data}
    value = data.get("date")
    if isinstance(value, dict) and ("$time" in value or "$date" in value):
        return {"verdict": "reads", "instant": instant(value)}
    return {"verdict": "ignores" if value is None else "text"}


with open(sys.argv[1], encoding="utf-8") as file:
    results = {case["id"]: facts(case) for case in json.load(file)}
version = f"{re.match(r'[0-9.]+', mkdocs.__version__)[0]} with PyYAML {yaml.__version__}"
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump({"version": version, "results": results}, file, ensure_ascii=False)
