"""What training makes of a table, and which hyperparameters it takes."""

import json
import re
import shutil

import pytest

from conftest import Container


def metric(log, name):
    return float(re.search(rf'^cv_{name}=([-\d.]+);$', log, re.M)[1])


def test_prints_the_cross_validated_metrics_that_sagemaker_reads(houses):
    assert metric(houses.log, 'r2') > 0.8
    assert 0 < metric(houses.log, 'mae') < metric(houses.log, 'rmse')


def test_leaves_an_artifact_that_serves_by_itself(houses):
    schema = json.loads(houses.read('model/schema.json'))

    assert (houses.base / 'model/model.joblib').stat().st_size > 0
    assert 'def transform_fn' in houses.read('model/code/inference.py')
    assert schema['model']['name'] in ('linear', 'gradient_boosting', 'random_forest')
    assert set(schema['model']['candidates']) == {'linear', 'gradient_boosting', 'random_forest'}


def test_learns_from_gaps_categories_and_booleans(cars):
    kinds = {feature['name']: feature['kind'] for feature in cars.schema()['features']}

    assert kinds == {'weight': 'number', 'horsepower': 'number', 'origin': 'category', 'diesel': 'category'}
    assert metric(cars.log, 'r2') > 0.9


@pytest.fixture
def rerun(cars, tmp_path):
    """A container with the cars' training table."""
    shutil.copytree(cars.base / 'processing', tmp_path / 'processing')
    return Container(tmp_path)


def test_gives_the_same_numbers_for_the_same_seed(cars, rerun):
    assert rerun.train(seed='1') == cars.log
    assert rerun.evaluate('--seed', 1) == cars.evaluation


def test_trains_the_named_model_with_its_own_parameters(rerun):
    log = rerun.train(model='random_forest', n_estimators='5', max_depth='2', _tuning_objective_metric='cv_r2')

    assert 'model=random_forest;' in log
    assert list(json.loads(rerun.read('model/schema.json'))['model']['candidates']) == ['random_forest']


@pytest.mark.parametrize(
    ('hyperparameters', 'words'),
    [
        ({'model': 'xgboost'}, ['model', 'auto, linear, gradient_boosting, random_forest', 'xgboost']),
        ({'depth': '3'}, ["'depth'", 'Valid parameters are']),
        ({'model': 'random_forest', 'n_estimators': 'many'}, ["'n_estimators'", 'many']),
    ],
    ids=['an unknown model', 'an unknown parameter', 'a wrong value'],
)
def test_refuses_hyperparameters_in_plain_words(rerun, hyperparameters, words):
    shutil.copytree(rerun.base / 'processing/output/train', rerun.base / 'input/data/train')
    rerun.put('input/config/hyperparameters.json', json.dumps(hyperparameters))

    text = rerun.fail('train.py', report='failure')

    for word in words:
        assert word in text


def test_names_the_channel_that_is_missing(container):
    done = container.run('train.py')

    assert done.returncode == 1
    assert 'input/data/train/schema.json' in container.read('output/failure')
