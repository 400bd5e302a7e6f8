"""Writes the new verdicts of the rows that the records have, with what the test compares and nothing else."""
import json
import sys

data = sys.argv[1] + '/'
kept = ('kind', 'tag', 'at', 'end', 'level')


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def problems(verdicts):
    readers = {}
    for reader, verdict in verdicts.items():
        if verdict != 'ok':
            key = compact([{name: one[name] for name in kept if one.get(name) is not None} for one in verdict])
            readers.setdefault(key, []).append(reader)
    return [[' '.join(names), json.loads(key)] for key, names in readers.items()]


def grid_row(row):
    return {'id': row['id'], 'body': row['body'], 'problems': problems(row['verdict'])}


def template_row(row):
    return {name: row[name] for name in ('id', 'engine', 'body', 'verdict', 'seen_in_post')}


for name, recorded, make in (('grid', 'tools/grid-full.jsonl', grid_row), ('templates', 'tools/templates.jsonl', template_row)):
    with open(data + name + '.jsonl') as file:
        first, *known = file.read().splitlines()
    with open(recorded) as file:
        new = {row['id']: row for row in map(json.loads, file)}
    lines = [compact(make(new[json.loads(line)['id']])) for line in known]
    with open(data + name + '.jsonl', 'w') as file:
        file.write('\n'.join([first] + lines) + '\n')
