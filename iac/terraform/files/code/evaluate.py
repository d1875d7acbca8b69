





import io
import json
import math
import sys
import tarfile
from html import escape

from inference import BASE, Refusal, measure, read_table, run, save, save_csv


import joblib
import numpy
from sklearn.inspection import permutation_importance


STYLE = (
    ':root{color-scheme:light dark}'
    'body{margin:2rem auto;padding:0 1rem;max-width:66rem;font:1rem/1.6 system-ui}'
    'main{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr))}'
    'figure{margin:0;padding:1rem;border:1px solid #8884;border-radius:.7rem;break-inside:avoid}'
    'h1,h2{margin:0}h2{font-size:1.1rem}svg{width:100%}text{font-size:12px;fill:currentColor}'
    'polyline{stroke:#8884}.goal{stroke:#e0662a;stroke-width:2;stroke-dasharray:6}circle,rect{fill:#3d8bfd;opacity:.75}'
    '@media print{:root{font-size:10px}}table{width:100%;border-collapse:collapse}td,th{padding:.3rem 0;border-top:1px solid #8884;text-align:left;font-weight:400}'
)


def load_model():

    path = f'{BASE}/processing/input/model/model.tar.gz'
    try:
        with tarfile.open(path) as archive:
            files = {name.strip('./'): archive.extractfile(name) for name in archive.getnames()}
            return joblib.load(io.BytesIO(files['model.joblib'].read())), json.load(files['schema.json'])
    except (OSError, EOFError, KeyError, tarfile.TarError) as error:
        raise Refusal(f'{path} is not an archive that train.py has made: {error}') from None


def brief(number):
    return f'{number:,.0f}' if abs(number) >= 1000 else f'{number:.3g}'


def label(x, y, text, anchor='middle'):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def ticks(low, high):

    step = float(f'{(high - low) / 5:.0e}')
    return numpy.arange(math.ceil(low / step), high / step) * step


def scatter(xs, ys, x_name, y_name, line):

    left, low = min(xs), min(ys)
    right, high = max(xs) + (max(xs) == left), max(ys) + (max(ys) == low)

    def place(x, y):
        return 50 + 425 * (x - left) / (right - left), 255 - 230 * (y - low) / (high - low)

    def draw(style, *ends):
        points = ' '.join('{:.1f},{:.1f}'.format(*place(*end)) for end in ends)
        return f'<polyline class="{style}" points="{points}"/>'

    for value in ticks(left, right):
        yield label(place(value, low)[0], 275, brief(value))
    for value in ticks(low, high):
        yield draw('', (left, value), (right, value)) + label(44, place(left, value)[1] + 4, brief(value), 'end')
    for x, y in zip(xs, ys):
        yield '<circle r="3" cx="{:.1f}" cy="{:.1f}"/>'.format(*place(x, y))
    yield draw('goal', *line) + label(475, 294, x_name, 'end') + label(10, 12, y_name, 'start')


def bars(names, values):
    for k, (name, value) in enumerate(zip(names, values)):
        width = max(1, 260 * value / max(*values, 1e-9))
        yield label(150, 24 * k + 20, name[:22], 'end') + f'<rect x="158" y="{24 * k + 6}" height="20" width="{width:.1f}"/>'
        yield label(width + 164, 24 * k + 20, brief(value), 'start')


def chart(title, text, parts):
    return (
        f'<figure><h2>{title}</h2><svg viewBox="0 0 480 300" role="img" aria-label="{escape(text)}">{"".join(parts)}</svg>'
        f'<figcaption>{escape(text)}</figcaption></figure>'
    )


def table(title, *rows):
    lines = ''
    for i, row in enumerate(rows):
        lines += '<tr>'
        for j, cell in enumerate(row):
            lines += f'<{"td" if i and j else "th"}>{cell if isinstance(cell, str) else brief(cell)}'
    return f'<figure><h2>{title}</h2><table>{lines}</table></figure>'


def draw_report(schema, metrics, actual, predicted, importance):
    goal, model, error = schema['target'], schema['model'], actual - predicted
    some = slice(None, None, len(actual) // 1000 + 1)
    low, high = max(min(actual), min(predicted)), min(max(actual), max(predicted))
    counts, edges = numpy.histogram(error, 12)
    order = numpy.argsort(importance)[:-13:-1]
    names = [schema['features'][k]['name'] for k in order]
    text = (
        f'On {len(actual)} rows that the model has never seen, it is off by {brief(metrics["mae"]["value"])} on average; always guessing '
        f'their mean would be off by {brief(abs(actual - actual.mean()).mean())}. It learned from {schema["rows"]["train"]} rows. '
        f'Columns left out: {", ".join(schema["dropped"]) or "none"}.'
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(goal)}</title><style>{STYLE}</style>'
        f'<h1>How well {escape(goal)} is predicted</h1><p>{escape(text)}</p><main>'
        + table(
            'Quality on unseen rows',
            ('', 'value', 'standard deviation'),
            *((name, metric['value'], metric['standard_deviation']) for name, metric in metrics.items()),
        )
        + table(
            f'Cross-validation chose {model["name"]}',
            ('', *metrics),
            *((name, *result.values()) for name, result in model['candidates'].items()),
        )
        + chart(
            'Predicted and actual',
            'On the dashed line every prediction would be exact.',
            scatter(actual[some], predicted[some], 'actual', 'predicted', [(low, low), (high, high)]),
        )
        + chart(
            'Residuals',
            'They should lie evenly around the dashed line.',
            scatter(predicted[some], error[some], 'predicted', 'actual − predicted', [(min(predicted), 0), (max(predicted), 0)]),
        )
        + chart(
            'Errors', 'Rows by actual − predicted.', bars([f'{brief(a)} to {brief(b)}' for a, b in zip(edges, edges[1:])], counts)
        )
        + chart('Importance', 'How much r2 falls when a column is shuffled.', bars(names, importance[order]))
    )


def main():
    seed = int(dict(zip(sys.argv[1::2], sys.argv[2::2])).get('--seed', 42))
    model, schema = load_model()
    matrix, actual = read_table('processing/input/test/test.csv', schema)
    predicted = model.predict(matrix)
    draw = numpy.random.RandomState(seed)
    samples = [draw.randint(0, len(actual), len(actual)) for _ in range(300)]
    samples = [measure(actual[rows], predicted[rows]) for rows in samples]
    metrics = {
        name: {'value': value, 'standard_deviation': float(numpy.std([sample[name] for sample in samples]))}
        for name, value in measure(actual, predicted).items()
    }
    importance = permutation_importance(model, matrix[:500], actual[:500], n_repeats=3, random_state=seed).importances_mean
    dataset = {'item_count': len(actual), 'target': schema['target']}
    evaluation = {'version': 0.0, 'dataset': dataset, 'regression_metrics': metrics, 'model': schema['model']}
    save('processing/output/evaluation/evaluation.json', json.dumps(evaluation))
    save('processing/output/evaluation/report.html', draw_report(schema, metrics, actual, predicted, importance))
    save_csv('processing/output/evaluation/predictions.csv', [('actual', 'predicted'), *zip(actual, predicted)])
    print(*(f'{name}={metric["value"]:.6f};' for name, metric in metrics.items()))


if __name__ == '__main__':
    run(main, 'message')
