"""Serves the model, and holds what the four scripts share: how a cell is read, and how a script refuses.

The container's server imports this file alone, so it needs nothing beside it. Heavy imports wait until the model is loaded.
The functions' names and arguments are those of SageMaker's scikit-learn container.
https://sagemaker.readthedocs.io/en/stable/frameworks/sklearn/using_sklearn.html#deploy-a-scikit-learn-model
"""

import csv
import io
import json
import math
import os
import sys
import warnings

# One thread, set before NumPy is loaded: the same numbers on any machine, and no waiting for each other under a busy server.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.simplefilter("ignore")

BASE = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
MISSING = {"", "?", "-", ".", "na", "n/a", "#n/a", "nan", "<na>", "null", "none"}
TRUTH = {"true": 1, "yes": 1, "t": 1, "y": 1, "1": 1, "false": 0, "no": 0, "f": 0, "n": 0, "0": 0}


class Refusal(Exception):
    """What a person can mend: what is wrong, where, and what would be right. Shown without a traceback."""


def run(main, failure_file):
    """Runs a script's main. A failure goes to stderr and to the file that SageMaker reports, and the exit code is 1."""
    try:
        main()
    except Exception as error:
        text = str(error)
        if not isinstance(error, Refusal):
            import traceback

            traceback.print_exc()
            text = f"{type(error).__name__}: {text}"
        path = os.path.join(BASE, "output", failure_file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode()[:1000])
        sys.exit(text)


def listing(names):
    """Names for a message, shortened when there are many."""
    names = list(names)
    return ", ".join(names[:30]) + (f" and {len(names) - 30} more" if len(names) > 30 else "")


def read_cell(kind, value):
    """A cell as the model takes it: a float (nan for a missing one), or a text ("" for a missing one) in a category."""
    text = "" if value is None else str(value).strip()
    if text.lower() in MISSING:
        return "" if kind == "category" else math.nan
    if isinstance(value, (list, dict)):
        raise ValueError
    if kind == "category":
        return str(int(value)) if isinstance(value, float) and value.is_integer() else text
    number = float(TRUTH[text.lower()] if kind == "boolean" else text)
    if not math.isfinite(number):
        raise ValueError
    return number


def to_matrix(rows, features, where):
    """Rows of raw values, in the features' order, as the model's input. `where` is a row's name in messages."""
    import numpy

    matrix = numpy.empty((len(rows), len(features)), dtype=object)
    for j, feature in enumerate(features):
        kind = feature["kind"]
        for i, row in enumerate(rows):
            try:
                matrix[i, j] = read_cell(kind, row[j])
            except (ValueError, KeyError):
                wanted = {"number": "a number", "boolean": "true or false"}.get(kind, "a text")
                raise Refusal(
                    f"{where.format(i)}, column '{feature['name']}': {json.dumps(row[j])} is not {wanted}; "
                    f"null or an empty cell stands for a missing value"
                ) from None
    return matrix


def read_table(path, schema):
    """The matrix and the target of a CSV file that preprocess.py has written."""
    import numpy

    name = os.path.basename(path)
    try:
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
    except (OSError, ValueError) as error:
        raise Refusal(f"{path}: cannot be read as a CSV file with a header ({error})") from None
    wanted = [feature["name"] for feature in schema["features"]] + [schema["target"]]
    absent = [column for column in wanted if column not in header]
    if absent or not rows:
        raise Refusal(f"{name}: " + (f"no column {listing(absent)}; it has {listing(header)}" if absent else "no rows"))
    order = [header.index(column) for column in wanted]
    rows = [[row[k] for k in order] for row in rows]
    target = to_matrix([row[-1:] for row in rows], [{"name": wanted[-1], "kind": "number"}], name + " row {0}")
    return to_matrix(rows, schema["features"], name + " row {0}"), target[:, 0].astype(numpy.float64)


def model_fn(model_dir):
    """Loads the model, once for each of the server's workers."""
    import joblib

    with open(os.path.join(model_dir, "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    return joblib.load(os.path.join(model_dir, "model.joblib")), schema


def instances_of(content, features, known):
    """The rows of a JSON request: lists in the order of the features, or objects by name."""
    names = [feature["name"] for feature in features]
    shape = f"{len(names)} values ({listing(names)})"
    try:
        body = json.loads(content)
    except ValueError as error:
        raise Refusal(f"The body is not JSON: {error}") from None
    instances = body.get("instances") if isinstance(body, dict) else None
    if not isinstance(instances, list) or not instances:
        raise Refusal(f'The body must be {{"instances": [[...], ...]}}, each instance a list of {shape}, or an object of them by name')
    rows = []
    for i, instance in enumerate(instances):
        if isinstance(instance, dict):
            absent = [name for name in names if name not in instance]
            unknown = [name for name in instance if name not in known]
            if absent or unknown:
                what = f"'{absent[0]}' is missing (null stands for an unknown value)" if absent else f"'{unknown[0]}' is not a column"
                raise Refusal(f"instances[{i}]: {what}; the model takes {shape}")
            instance = [instance[name] for name in names]
        if not isinstance(instance, list) or len(instance) != len(names):
            count = f"{len(instance)} values" if isinstance(instance, list) else "one value"
            raise Refusal(f"instances[{i}] has {count}; the model takes {shape}")
        rows.append(instance)
    return to_matrix(rows, features, "instances[{0}]")


def csv_rows_of(content, features):
    """The rows of a CSV request, with a header by whose names they are ordered, or without."""
    names = [feature["name"] for feature in features]
    rows = [row for row in csv.reader(io.StringIO(content)) if row]
    order = range(len(names))
    if rows and set(names) & {cell.strip() for cell in rows[0]}:
        header = [cell.strip() for cell in rows.pop(0)]
        absent = [name for name in names if name not in header]
        if absent:
            raise Refusal(f"The header has no column {listing(absent)}; the model takes {listing(names)}")
        order, names = [header.index(name) for name in names], header
    if not rows:
        raise Refusal(f"The body has no rows; the model takes {listing(names)}")
    for i, row in enumerate(rows):
        if len(row) != len(names):
            raise Refusal(f"row {i} has {len(row)} values; {len(names)} are needed: {listing(names)}")
    return to_matrix([[row[k] for k in order] for row in rows], features, "row {0}")


def refuse(status, text):
    """An answer with an error status. The container runs a returned WSGI application; anything raised would become a 500."""
    body = json.dumps({"error": text}).encode()

    def respond(environ, start_response):
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return respond


def transform_fn(model, content, content_type, accept):
    """Answers one request: JSON or CSV in, JSON or CSV out."""
    pipeline, schema = model
    features = schema["features"]
    kind = (content_type or "application/json").split(";")[0].strip().lower()
    accept = (accept or "*/*").lower()
    if kind not in ("application/json", "text/csv"):
        return refuse("415 UNSUPPORTED MEDIA TYPE", f"Content-Type {kind} is not served; send application/json or text/csv")
    if not any(part in accept for part in ("json", "csv", "*/*")):
        return refuse("406 NOT ACCEPTABLE", f"Accept {accept} is not served; ask for application/json or text/csv")
    try:
        text = content if isinstance(content, str) else bytes(content).decode("utf-8-sig")
        if kind == "text/csv":
            matrix = csv_rows_of(text.lstrip("\ufeff"), features)
        else:
            known = {feature["name"] for feature in features} | {schema["target"], *schema.get("dropped", ())}
            matrix = instances_of(text, features, known)
    except (Refusal, ValueError, csv.Error) as error:
        return refuse("400 BAD REQUEST", str(error))
    predictions = pipeline.predict(matrix).tolist()
    if "csv" in accept and "json" not in accept:
        return "".join(f"{value}\n" for value in predictions), "text/csv"
    return json.dumps({"predictions": predictions}), "application/json"
