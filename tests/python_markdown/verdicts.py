# Says what Python-Markdown makes of texts: which tags it writes as HTML, and between which elements of its own.
# Reads a JSON list of [text, [extension, ...]], writes a JSON list of {"html": [offset, ...], "shape": "+p [b] [/b] -p"}; offsets are bytes.
# `versions` as its argument asks only which versions there are.
import json
import re
import sys
from importlib.metadata import version

# With Pygments, fenced code stands in a <div> more. Whether it is installed must not matter, so it is hidden.
sys.modules["pygments"] = None

import markdown
import pymdownx

# A name of an address (`<https://...>`) is no tag; a script ends at an end tag without attributes only.
TAG = re.compile(r"</?(?!(?<=</)(?:script|style)\b)([A-Za-z][-\w.]*)(?=[\s/>])")
# A tag that was marked is copied with its mark, or written anew, in quotes, when its content is Markdown.
WRITTEN = re.compile(r'<(/?)([A-Za-z][-\w.:]*)(?:[^<>]*? data-p=("?)p(\d+)x"? ?)?')
OWN = set(
    """p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tr th td dl dt dd div details summary section
    article aside figure figcaption""".split()
)


def verdict(text, extensions):
    places = []

    def mark(found):
        places.append((len(text[: found.start()].encode()), found.group(0)[1:]))
        return f"{found.group(0)} data-p=p{len(places) - 1}x "

    page = markdown.markdown(TAG.sub(mark, text), extensions=["toc", "tables", "fenced_code", *extensions])
    html, shape, open_elements = set(), [], []
    for found in WRITTEN.finditer(page):
        end, name, quote, number = found.groups()
        if number and places[int(number)][1].strip("/") == name:
            at, tag = places[int(number)]
            html.add(at)
            shape.append(f"[{tag}]")
            if quote:
                open_elements.append((name, True))
        elif name in OWN and not end:
            open_elements.append((name, False))
            shape.append(f"+{name}")
        elif name in OWN:
            marked = False
            while open_elements:
                open_name, marked = open_elements.pop()
                if open_name == name:
                    break
            shape.append(f"[/{name}]" if marked else f"-{name}")
    return {"html": sorted(html), "shape": " ".join(shape)}


if sys.argv[1:] == ["versions"]:
    print(", ".join(f"{name} {version(name)}" for name in ["Markdown", "pymdown-extensions"]))
else:
    json.dump([verdict(*asked) for asked in json.load(sys.stdin)], sys.stdout, indent=1)
