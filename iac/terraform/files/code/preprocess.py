





import csv
import hashlib
import io
import json
import math
import os
import random
import re
import sys
from functools import cache

from inference import BASE, MISSING, Refusal, run, save, save_csv

MIN_ROWS = 10

SAMPLE = {
    'crim': (0, 20, 4),
    'zn': (60, 0, 0),
    'indus': (1, 20, 2),
    'chas': (0, 0.6, 0),
    'nox': (0.4, 0.7, 3),
    'rm': (5, 8, 3),
    'age': (20, 100, 1),
    'dis': (8, 1, 4),
    'rad': (1, 24, 0),
    'tax': (200, 700, 0),
    'ptratio': (21, 14, 1),
    'b': (397, 330, 2),
    'lstat': (30, 1, 2),
    'medv': (10, 50, 1),
}


def make_sample(seed):

    draw = random.Random(seed)
    for _ in range(506):
        town, wealth = draw.random(), draw.random()
        drivers = {'rm': wealth, 'ptratio': wealth, 'lstat': wealth, 'medv': 0.9 * wealth**1.5 + 0.2 * (1 - town)}
        house = []
        for name, (least, most, decimals) in SAMPLE.items():
            share = min(1, max(0, draw.gauss(drivers.get(name, town), 0.07)))
            house.append(f'{least + (most - least) * share:.{decimals}f}')
        yield house


@cache
def is_number(text):
    try:
        return math.isfinite(float(text)) and '_' not in text
    except ValueError:
        return False


@cache
def clean(cell, comma):

    cell = cell.strip()
    if cell.lower() in MISSING:
        return ''
    plain = re.sub(r'^[$€£]|,(?=\d{3}\b)|%$', '', cell)
    if comma and ',' in cell:
        plain = cell.replace('.', '').replace(',', '.')
    return plain if is_number(plain) else cell


def read_csv(path):

    with open(path, 'rb') as file:
        data = file.read()
    name = os.path.basename(path)
    if re.search(rb'[\0-\b\x0e-\x1a]', data[:9999]):
        raise Refusal(f'{name} is a binary file; save the data as CSV text with a header line')
    try:
        text = data.decode('utf-8-sig')
    except UnicodeDecodeError:
        text = data.decode('latin-1')
    text = text.strip('\r\n')
    separator = max(',;\t|', key=text.split('\n')[0].count)
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator, skipinitialspace=True)
    rows = []
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                if len(row) != len(rows[0]):
                    raise csv.Error(f'{len(row)} values where the header has {len(rows[0])}')
    except csv.Error as error:
        raise Refusal(
            f'{name} line {reader.line_num}: {error}; a value with {separator!r} needs quotes, each quote an end'
        ) from None
    if len(rows) < 2:
        raise Refusal(f'{name} has no rows; a header line and at least {MIN_ROWS} rows are needed')
    header = [cell.strip() or f'Unnamed: {k}' for k, cell in enumerate(rows[0])]
    twice = [cell for cell in header if header.count(cell) > 1]
    if twice:
        raise Refusal(f'{name}: more than one column is named {twice[0]!r}')
    print(f'{name}: {len(rows) - 1} rows, {len(header)} columns')
    return {column: [clean(cell, separator == ';') for cell in cells] for column, cells in zip(header, zip(*rows[1:]))}


def load(folder):

    paths = sorted(os.path.join(at, name) for at, _, names in os.walk(f'{BASE}/processing/input/{folder}') for name in names)
    table, others = {}, []
    for path in paths:
        if path.lower().endswith('.csv'):
            part = read_csv(path)
            if table and table.keys() != part.keys():
                raise Refusal(f'{path} has other columns ({", ".join(part)}) than the files before ({", ".join(table)})')
            table = {name: table.get(name, []) + cells for name, cells in part.items()}
        elif not path.endswith('README.txt'):
            others.append(os.path.basename(path))
    if others and not table:
        raise Refusal(f'No file ends in .csv, there is only {", ".join(others)}; the data must be CSV with a header line')
    return table


def describe(name, cells):

    present = [cell for cell in cells if cell]
    values = {*present}
    texts = {value for value in values if not is_number(value)}
    odd = sum(cell in texts for cell in present)
    if len({*cells}) < 2:
        return 'the same in every row'
    if len(values) == len(present) and re.fullmatch(r'(?i:(.*[\W_])?(id|index)|unnamed.*)|.*[a-z]I[dD]', name):
        return 'an identifier'
    if odd <= len(present) / 20:
        if odd:
            print(f'column {name!r}: {odd} values such as {min(texts)!r} are not numbers and count as missing')
        return 'number'
    if all(re.match(r'\d{1,4}[-/.]\d\d?[-/.]\d', value) for value in texts):
        return 'dates'
    if len(values) > min(500, len(present) / (5 if len(values) > 10 else 2)):
        return f'{len(values)} different texts in {len(present)} rows'
    return 'category'


def usable_rows(table, target):

    if target not in table:
        raise Refusal(f'The target {target!r} is not a column; the columns are {", ".join(table)}')
    cells = table[target]
    rows = [i for i, cell in enumerate(cells) if is_number(cell)]
    texts = [cell for cell in cells if cell and not is_number(cell)]
    if len(texts) > len(cells) / 20:
        numbers = [name for name in table if describe(name, table[name]) == 'number']
        raise Refusal(
            f'The target {target!r} holds text such as {texts[0]!r}; columns of numbers are {", ".join(numbers) or "none"}'
        )
    if len(rows) < len(cells):
        print(f'{len(cells) - len(rows)} rows without a number as target {target!r} are left out')
    return rows


def write(part, schema, table, rows):

    columns = []
    for feature in [*schema['features'], {'name': schema['target'], 'kind': 'number'}]:
        name = feature['name']
        if name not in table:
            raise Refusal(f'The {part} set has no column {name!r}; it has {", ".join(table)}')
        cells = [table[name][i] for i in rows]
        columns.append([name, *(cell if feature['kind'] == 'category' or is_number(cell) else '' for cell in cells)])
    if len({float(cell) for cell in cells}) < 2:
        raise Refusal(f'The {part} set, {len(rows)} rows, needs two different values of the target {name!r}')
    save_csv(f'processing/output/{part}/{part}.csv', zip(*columns))
    save(f'processing/output/{part}/schema.json', json.dumps(schema))


def main():
    options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
    seed = int(options.get('--seed', 42))
    table, given = load('data'), load('test')
    if not table:
        table = dict(zip(SAMPLE, zip(*make_sample(seed))))
        print(f'No CSV given: synthetic houses, made with seed {seed}')
    target = options.get('--target') or [name for name in table if any(table[name])][-1]
    rows = usable_rows(table, target)
    if len(rows) < MIN_ROWS:
        raise Refusal(f'Only {len(rows)} rows have a target; at least {MIN_ROWS} are needed')
    features, dropped = [], {}
    for name, cells in table.items():
        kind = describe(name, [cells[i] for i in rows])
        if name == target:
            continue
        if kind in ('number', 'category'):
            features.append({'name': name, 'kind': kind})
        else:
            dropped[name] = kind
            print(f'column {name!r} is left out: {kind}')
    if not features:
        raise Refusal(f'No column but the target {target!r} is usable: {dropped}')
    if given:
        train, test = rows, usable_rows(given, target)
    else:

        content = list(zip(*table.values()))
        marks = {i: hashlib.sha256(repr((seed, content[i])).encode()).digest() for i in rows}
        border = sorted(marks.values())[max(2, round(len(rows) * float(options.get('--test-fraction', 0.2)))) - 1]
        train, test = [i for i in rows if marks[i] > border], [i for i in rows if marks[i] <= border]
    schema = {'target': target, 'features': features, 'dropped': dropped, 'rows': {'train': len(train), 'test': len(test)}}
    write('train', schema, table, train)
    write('test', schema, given or table, test)
    print(f'target {target!r}, {len(features)} features; {len(train)} rows to train on, {len(test)} to judge by')


if __name__ == '__main__':
    run(main, 'message')
