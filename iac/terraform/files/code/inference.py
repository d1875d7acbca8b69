






import csv
import io
import json
import math
import os
import sys
import traceback
import warnings


os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
warnings.simplefilter('ignore')

BASE = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
MISSING = ['', '?', '-', '.', 'na', 'n/a', '#n/a', 'nan', '<na>', 'null', 'none']


class Refusal(Exception):
    pass


def run(main, report):

    try:
        main()
    except Exception as error:
        text = str(error)
        if not isinstance(error, Refusal):
            traceback.print_exc()
            text = f'{type(error).__name__}: {error}'
        save(f'output/{report}', text[:1000])
        sys.exit(text)


def read(path):
    return open(f'{BASE}/{path}', newline='', encoding='utf-8')


def save(path, text):
    path = f'{BASE}/{path}'
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', newline='', encoding='utf-8') as file:
        file.write(text)


def save_csv(path, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    save(path, text.getvalue())


def to_matrix(rows, features, where):

    import numpy

    matrix = numpy.empty((len(rows), len(features)), object)
    for j, feature in enumerate(features):
        for i, row in enumerate(rows):
            text = str(row[j]).strip().lower()
            if text in MISSING:
                text = ''
            if feature['kind'] == 'number':
                try:
                    text = float(text or 'nan')
                except ValueError:
                    text = math.inf
            if text in (math.inf, -math.inf):
                raise Refusal(f'{where}[{i}], column {feature["name"]!r}: {row[j]!r} is not a {feature["kind"]} or null')
            matrix[i, j] = text
    return matrix


def read_table(path, schema):

    with read(path) as file:
        header, *rows = csv.reader(file)
    features = [*schema['features'], {'name': schema['target'], 'kind': 'number'}]
    order = [header.index(feature['name']) for feature in features]
    matrix = to_matrix([[row[k] for k in order] for row in rows], features, path)
    return matrix[:, :-1], matrix[:, -1].astype(float)


def measure(actual, predicted):

    error = actual - predicted
    mse = (error**2).mean()
    r2 = 1 - mse / (actual.var() or mse or 1)
    return {name: float(value) for name, value in (('r2', r2), ('mae', abs(error).mean()), ('rmse', mse**0.5), ('mse', mse))}


def model_fn(model_dir):

    import joblib

    with open(f'{model_dir}/schema.json', encoding='utf-8') as file:
        return joblib.load(f'{model_dir}/model.joblib'), json.load(file)


def read_request(content, content_type, schema):

    names = [feature['name'] for feature in schema['features']]
    shape = f'the model takes {len(names)} values: {", ".join(names)}'
    rows = None
    if 'npy' in content_type:
        import numpy

        try:
            rows = numpy.load(io.BytesIO(content)).tolist()
        except (EOFError, ValueError):
            raise Refusal('the body is not an array of numpy.save') from None
    else:
        text = content if isinstance(content, str) else content.decode('utf-8-sig')
    if 'csv' in content_type:
        rows = [row for row in csv.reader(text.splitlines()) if row]
        if rows and len({*names} & {*rows[0]}) > len(names) / 2:
            rows = [dict(zip(rows[0], row)) for row in rows[1:]]
    elif 'json' in content_type:
        body = json.loads(text)
        rows = isinstance(body, dict) and body.get('instances')
    if not rows or not isinstance(rows, list):
        raise Refusal('Send JSON {"instances": [[value, …], …]} or {"instances": [{"name": value, …}, …]}, or CSV; ' + shape)
    for i, row in enumerate(rows):
        if isinstance(row, dict):
            absent = [name for name in names if name not in row]
            if absent:
                raise Refusal(f'instances[{i}]: no {", ".join(absent)}; {shape}')
            rows[i] = [row[name] for name in names]
        elif not isinstance(row, list) or len(row) != len(names):
            raise Refusal(f'instances[{i}]: {len(row) if isinstance(row, list) else 1} given; {shape}')
    return to_matrix(rows, schema['features'], 'instances')


def transform_fn(model, content, content_type, accept):

    try:
        predictions = model[0].predict(read_request(content, content_type, model[1]))
    except (Refusal, ValueError, EOFError, csv.Error) as error:
        body = json.dumps({'error': str(error)}).encode()


        def refuse(environ, start_response):
            start_response('400 Bad Request', [('Content-Type', 'application/json')])
            return [body]

        return refuse
    if 'npy' in accept:
        import numpy

        body = io.BytesIO()
        numpy.save(body, predictions)
        return body.getvalue(), accept
    predictions = predictions.tolist()
    if 'csv' in accept:
        return '\n'.join(map(str, predictions)), 'text/csv'
    return json.dumps({'predictions': predictions}), 'application/json'
