"""What evaluation says of a model."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest


@pytest.mark.parametrize('name', ['houses', 'cars'])
def test_writes_the_shape_of_a_model_quality_report(request, name):
    container = request.getfixturevalue(name)
    metrics = container.evaluation['regression_metrics']

    assert set(metrics) == {'r2', 'mae', 'rmse', 'mse'}
    for metric in metrics.values():
        assert set(metric) == {'value', 'standard_deviation'}
        assert metric['standard_deviation'] > 0
    assert 0.8 < metrics['r2']['value'] < 1
    assert metrics['rmse']['value'] ** 2 == pytest.approx(metrics['mse']['value'])
    assert container.evaluation['dataset'] == {'item_count': len(container.rows('test')), 'target': container.schema()['target']}


def test_writes_a_prediction_for_each_test_row(houses):
    rows = list(csv.DictReader(io.StringIO(houses.read('processing/output/evaluation/predictions.csv'))))
    error = [abs(float(row['actual']) - float(row['predicted'])) for row in rows]

    assert [float(row['actual']) for row in rows] == [float(row['medv']) for row in houses.rows('test')]
    assert sum(error) / len(error) == pytest.approx(houses.evaluation['regression_metrics']['mae']['value'])


class Page(HTMLParser):
    """The elements of a page, and what they point at."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.labels = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ('src', 'href')]
        self.labels += [value for name, value in attributes if name == 'aria-label']


def test_draws_a_report_that_needs_nothing_else(houses):
    text = houses.read('processing/output/evaluation/report.html')
    page = Page(text)

    assert page.links == []
    assert not re.search(r'https?:|url\(|@import|<script', text)
    assert page.tags.count('svg') == 4
    assert page.tags.count('table') == 2
    assert len([label for label in page.labels if label]) == 4
    assert page.tags.count('circle') == 2 * len(houses.rows('test'))
    assert 'nan' not in re.sub(r'<style>.*</style>', '', text)


def test_escapes_what_comes_from_the_data(container):
    name = '<script>alert("x")</script>'
    container.put(
        'processing/input/data/d.csv', f"'{name}',y & z\n".replace("'", '') + ''.join(f'{i},{i * 2}\n' for i in range(40))
    )
    container.succeed('preprocess.py')
    container.train(model='linear')

    evaluation = container.evaluate()

    text = container.read('processing/output/evaluation/report.html')
    assert '<script' not in text
    assert 'y &amp; z' in text
    assert evaluation['regression_metrics']['r2']['value'] == pytest.approx(1)


def test_finds_no_signal_where_there_is_none(container):
    import random

    draw = random.Random(2)
    rows = ''.join(f'{draw.random()},{draw.choice("uvw")},{draw.gauss(5, 2)}\n' for _ in range(244))
    container.put('processing/input/data/d.csv', 'a,b,y\n' + rows)
    container.succeed('preprocess.py')
    container.train(model='linear')

    assert container.evaluate()['regression_metrics']['r2']['value'] < 0.3


def test_refuses_an_archive_that_holds_no_model(container):
    container.put('processing/input/model/model.tar.gz', b'no archive')

    assert 'model.tar.gz is not an archive' in container.fail('evaluate.py')
