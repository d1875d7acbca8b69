"""Turns any CSV with a header into a training table, a test table and a schema that says what each column is.

With no CSV at hand it makes a sample: synthetic houses with the columns of the recipe this pipeline comes from.
Standard library only, so that it starts at once.
"""

import argparse
import csv
import hashlib
import io
import json
import math
import os
import random
import re
from collections import Counter

from inference import BASE, MISSING, TRUTH, Refusal, listing, run

MIN_ROWS = 10
MIN_TEST_ROWS = 2
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
DATE = re.compile(r"(\d{4}([-/.])\d\d?\2\d\d?|\d\d?([-/.])\d\d?\3\d{2,4})([T ].*)?")
IDENTIFIER = re.compile(r"(?i:id|uuid|guid|index|row|unnamed: \d+)|.*[_\W](?i:id)|.*[a-z](Id|ID)")
SAMPLE_COLUMNS = "crim zn indus chas nox rm age dis rad tax ptratio b lstat medv".split()


def make_sample(seed, rows=506):
    """Synthetic houses: a hidden grade of town life drives the surroundings, rooms and neighbours drive the price."""
    draw = random.Random(seed)

    def near(mean, deviation, low, high):
        return min(high, max(low, draw.gauss(mean, deviation)))

    houses = []
    for _ in range(rows):
        town = draw.betavariate(1.2, 1.2)
        wealth = near(0.6 - 0.3 * town, 0.2, 0, 1)
        centre = town > 0.72
        chas = int(draw.random() < 0.07)
        rm = near(5.4 + 1.7 * wealth, 0.45, 3.6, 8.8)
        lstat = near(27 - 31 * wealth, 3.2, 1.7, 38)
        nox = near(0.4 + 0.32 * town, 0.03, 0.385, 0.871)
        ptratio = near(20.2 - 4.5 * wealth * (not centre), 1.1, 12.6, 22)
        crim = math.exp(near(-4.4 + 5.6 * town, 0.9, -5, 4.48))
        dis = math.exp(near(2.1 - 1.8 * town, 0.25, 0.13, 2.49))
        price = 23.5 + 6 * max(0, rm - 6) ** 1.4 - 8.5 * math.log(lstat / 11) - 12 * (nox - 0.55) - 0.5 * (ptratio - 18.5)
        price += 3 * chas - 0.12 * min(crim, 30) - 0.5 * (dis - 3.8)
        cells = [
            crim,
            round(near(70 * (0.45 - town), 18, 0, 100) / 2.5) * 2.5 if town < 0.45 else 0,
            near(2 + 18 * town, 2.5, 0.46, 27.74),
            chas,
            nox,
            rm,
            near(35 + 60 * town, 15, 2.9, 100),
            dis,
            24 if centre else draw.randint(1, 8),
            666 if centre else round(near(230 + 170 * town, 50, 187, 469)),
            ptratio,
            near(393 - 150 * town * (draw.random() < 0.25), 8, 0.32, 396.9),
            lstat,
        ]
        houses.append([f"{cell:.5g}" for cell in cells] + [f"{near(price, 2.2, 5, 50):.1f}"])
    return SAMPLE_COLUMNS, houses


def csv_files(folder):
    """The CSV files below a folder, in order. Other files alone are refused: they are data that somebody meant to use."""
    found = sorted(os.path.join(at, name) for at, _, names in os.walk(os.path.join(BASE, "processing/input", folder)) for name in names)
    files = [path for path in found if path.lower().endswith(".csv")]
    others = [os.path.basename(path) for path in found if not os.path.basename(path).lower().startswith((".", "readme"))]
    if others and not files:
        raise Refusal(f"No file ends in .csv, found only {listing(others)}; the data must be CSV files with a header line")
    return files


def decode(name, data):
    """Text of a file: UTF-8 with or without mark, UTF-16 with one, else Latin-1. What is no text is refused."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:65536]):
        raise Refusal(f"{name}: not a CSV but a binary file; save the data as CSV text with a header line")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"{name}: not UTF-8, read as Latin-1")
        return data.decode("latin-1")


def read_csv(path):
    """Header, rows and separator of a file, with each row's line number."""
    name = os.path.basename(path)
    with open(path, "rb") as file:
        text = decode(name, file.read())
    if not text.strip():
        raise Refusal(f"{name}: the file is empty; a header line and at least {MIN_ROWS} rows are needed")
    start = text.lstrip().splitlines()[:50]

    def fit(separator):
        widths = [len(row) for row in csv.reader(start, delimiter=separator) if row]
        return widths[0] > 1, sum(width == widths[0] for width in widths) / len(widths), widths[0]

    separator = max(",;\t|", key=fit)
    rows, lines = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for row in reader:
            row = [cell.strip() for cell in row]
            if any(row):
                rows.append(row)
                lines.append(f"{name} line {reader.line_num}")
    except csv.Error as error:
        raise Refusal(f"{name} line {reader.line_num}: not readable as CSV ({error}); a quote may not be closed") from None
    header = [cell or f"Unnamed: {k}" for k, cell in enumerate(rows.pop(0))]
    for row, line in zip(rows, lines[1:]):
        if len(row) != len(header):
            raise Refusal(f"{line}: {len(row)} values where the header has {len(header)}; a value that holds '{separator}' must be in quotes")
    twice = [column for column, count in Counter(header).items() if count > 1]
    if twice:
        raise Refusal(f"{name}: the header names {listing(twice)} more than once; every column needs a name of its own")
    if not rows:
        raise Refusal(f"{name}: a header but no rows; at least {MIN_ROWS} rows are needed")
    if len(header) < 2:
        raise Refusal(
            f"{name}: only one column ('{header[0][:40]}'); a feature and a target, parted by a comma, semicolon or tab, are the least"
        )
    print(f"{name}: {len(rows)} rows, {len(header)} columns, separator {separator!r}")
    return header, rows, separator, lines[1:]


class Table:
    """One or more CSV files with the same columns, as columns."""

    def __init__(self, paths):
        self.columns, self.lines, self.comma = None, [], False
        for path in paths:
            header, rows, separator, lines = read_csv(path)
            if self.columns is None:
                self.columns = {name: [] for name in header}
            if set(header) != set(self.columns):
                raise Refusal(f"{os.path.basename(path)}: columns {listing(header)}, but the files before have {listing(self.columns)}")
            self.add(header, rows, lines)
            self.comma = self.comma or separator == ";"

    def add(self, header, rows, lines):
        for name, cells in zip(header, zip(*rows)):
            self.columns[name].extend(cells)
        self.lines.extend(lines)

    def clean(self, name):
        """Each different value of a column with its number as plain text ("" if missing, None if it is no number)."""
        return {value: "" if value.lower() in MISSING else plain_number(value, self.comma) for value in set(self.columns[name])}


def plain_number(text, comma):
    """A number without currency, percent sign and thousands separators; None for anything else."""
    text = re.sub(r"^([-+]?)[$€£]\s?|\s?%$", r"\1", text)
    if comma and re.fullmatch(r"[-+]?[\d.]*,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return text if NUMBER.fullmatch(text) and math.isfinite(float(text)) else None


def describe(name, values, numbers):
    """What a column is good for: a kind with the clean value of each value, or None with the reason why it is left out."""
    counts = Counter(values)
    present = {value: count for value, count in counts.items() if numbers[value] != ""}
    total, distinct = sum(present.values()), len(present)
    texts = {value: count for value, count in present.items() if numbers[value] is None}
    if len(counts) < 2 or not present:
        return None, "the same value in every row" if present else "no values"
    if distinct == total and IDENTIFIER.fullmatch(name):
        return None, "an identifier"
    if sum(texts.values()) <= 0.05 * total:
        if texts:
            print(f"column '{name}': {sum(texts.values())} values are no numbers and count as missing, such as '{next(iter(texts))}'")
        return "number", {value: number or "" for value, number in numbers.items()}
    if sum(count for value, count in present.items() if DATE.fullmatch(value)) > 0.95 * total:
        return None, "dates"
    if {value.lower() for value in present} <= TRUTH.keys() and len({TRUTH[value.lower()] for value in present}) == 2:
        return "boolean", {value: ("false", "true")[TRUTH[value.lower()]] if value in present else "" for value in numbers}
    if distinct > min(500, total / (5 if distinct > 10 else 2)):
        return None, f"{distinct} different texts in {total} rows"
    return "category", {value: value if value in present else "" for value in numbers}


def clean_target(table, target, what):
    """The target as plain numbers, and the rows that have one."""
    values, numbers = table.columns[target], table.clean(target)
    texts = [i for i, value in enumerate(values) if numbers[value] is None]
    kept = [i for i, value in enumerate(values) if numbers[value]]
    if len(texts) > 0.05 * len(values):
        usable = [name for name in table.columns if name != target and None not in table.clean(name).values()]
        raise Refusal(
            f"The target '{target}' must hold numbers, but {table.lines[texts[0]]} has '{values[texts[0]][:40]}'. "
            f"Columns that hold numbers: {listing(usable) or 'none'}"
        )
    if len(kept) < len(values):
        print(f"{what}: {len(values) - len(kept)} rows without a number as target '{target}' are left out")
    return [numbers[value] for value in values], kept


def split(table, kept, seed, fraction):
    """Parts rows by a seeded hash of their content: equal rows stay together, and the order of the file does not matter."""
    rows = list(zip(*table.columns.values()))
    marks = {i: hashlib.sha256("\x1f".join([str(seed), *rows[i]]).encode()).digest() for i in kept}
    size = max(MIN_TEST_ROWS, round(len(kept) * fraction))
    ranked = sorted(kept, key=lambda i: (marks[i], i))
    while size + 1 < len(kept) - MIN_TEST_ROWS and marks[ranked[size]] == marks[ranked[size - 1]]:
        size += 1
    test = set(ranked[:size])
    return [i for i in kept if i not in test], [i for i in kept if i in test]


def write(part, schema, columns, rows):
    folder = os.path.join(BASE, "processing/output", part)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{part}.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*([values[i] for i in rows] for values in columns.values())))
    with open(os.path.join(folder, "schema.json"), "w", encoding="utf-8") as file:
        json.dump(schema, file, indent=1)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Prepares CSV data for training.")
    parser.add_argument("--target", help="column to predict; default: the last one")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--test-fraction", type=float, default=0.2)

    def error(message):
        raise Refusal(message)

    parser.error = error
    arguments = parser.parse_args()
    if not 0 < arguments.test_fraction < 1:
        error(f"--test-fraction must be between 0 and 1, was {arguments.test_fraction}")
    return arguments


def main():
    arguments = parse_arguments()
    files, test_files = csv_files("data"), csv_files("test")
    table = Table(files)
    if test_files and not files:
        raise Refusal("There is a test set but no data to train on")
    if not files:
        header, rows = make_sample(arguments.seed)
        table.columns = {name: [] for name in header}
        table.add(header, rows, [f"sample row {i}" for i in range(len(rows))])
        print(f"No CSV file given: {len(rows)} synthetic houses made with seed {arguments.seed}")
    for name in [name for name in table.columns if name.startswith("Unnamed: ") and MISSING.issuperset(table.columns[name])]:
        del table.columns[name]
    target = arguments.target or list(table.columns)[-1]
    if target not in table.columns:
        raise Refusal(f"The target '{target}' is not a column; the columns are {listing(table.columns)}")
    goal, kept = clean_target(table, target, "data")
    if len(kept) < MIN_ROWS:
        raise Refusal(f"Too few rows: {len(kept)} with a number as target '{target}'; at least {MIN_ROWS} are needed")
    if len({float(goal[i]) for i in kept}) < 2:
        raise Refusal(f"The target '{target}' is {goal[kept[0]]} in every row: there is nothing to learn")

    features, columns, dropped, cleaned = [], {}, {}, {}
    for name, values in table.columns.items():
        if name == target:
            continue
        kind, outcome = describe(name, [values[i] for i in kept], table.clean(name))
        if kind:
            features.append({"name": name, "kind": kind})
            columns[name], cleaned[name] = [outcome[value] for value in values], outcome
        else:
            dropped[name] = outcome
            print(f"column '{name}' is left out: {outcome}")
    if not features:
        raise Refusal("No column is usable as a feature: " + listing(f"'{name}' ({why})" for name, why in dropped.items()))
    columns[target] = goal

    if test_files:
        test = Table(test_files)
        absent = [name for name in columns if name not in test.columns]
        if absent:
            raise Refusal(f"The test set has no column {listing(absent)}; it needs {listing(columns)}")
        test_goal, test_rows = clean_target(test, target, "test set")
        test_columns = {}
        for feature in features:
            name, numbers = feature["name"], test.clean(feature["name"])
            if feature["kind"] == "number":
                convert = numbers
            elif feature["kind"] == "boolean":
                convert = {value: value if value.lower() in TRUTH else "" for value in numbers}
            else:
                convert = {value: "" if number == "" else value for value, number in numbers.items()}
            test_columns[name] = [convert[value] or "" for value in test.columns[name]]
        test_columns[target] = test_goal
        train_rows = kept
    else:
        train_rows, test_rows = split(table, kept, arguments.seed, arguments.test_fraction)
        test_columns = columns
    if len({float(test_columns[target][i]) for i in test_rows}) < 2:
        raise Refusal(f"The {len(test_rows)} test rows do not hold two different targets, so no model can be judged by them; more rows are needed")
    schema = {
        "target": target,
        "features": features,
        "dropped": dropped,
        "rows": {"train": len(train_rows), "test": len(test_rows)},
        "source": [os.path.basename(path) for path in files] or ["sample"],
        "seed": arguments.seed,
    }
    write("train", schema, columns, train_rows)
    write("test", schema, test_columns, test_rows)
    print(f"target '{target}', {len(features)} features: {listing(columns)}")
    print(f"{len(train_rows)} rows to train on, {len(test_rows)} to judge by")


if __name__ == "__main__":
    run(main, "message")
