"""Trains the model: one scikit-learn pipeline that takes raw features, chosen by cross-validation unless it is named.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html
"""

import json
import os
import shutil
from contextlib import suppress

from inference import BASE, Refusal, measure, read, read_table, run, save

# isort: split
import joblib
import numpy
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def make_model(estimator, features):
    """The estimator behind all its preprocessing."""
    categories = [k for k, feature in enumerate(features) if feature['kind'] == 'category']
    numbers = [k for k, feature in enumerate(features) if feature['kind'] == 'number']
    return make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(strategy='median', add_indicator=True), StandardScaler()), numbers),
            (OneHotEncoder(handle_unknown='infrequent_if_exist', max_categories=50, sparse_output=False), categories),
        ),
        estimator,
    )


def main():
    with read('input/data/train/schema.json') as file:
        schema = json.load(file)
    matrix, target = read_table('input/data/train/train.csv', schema)
    parameters = {}
    with suppress(FileNotFoundError), read('input/config/hyperparameters.json') as file:
        parameters = json.load(file)
    # SageMaker hands them over as strings, each of which may hold JSON.
    for name, value in parameters.items():
        with suppress(TypeError, ValueError):
            parameters[name] = json.loads(value)
    # SageMaker's own: the script to run and its directory, the metric of a tuning job.
    parameters = {name: value for name, value in parameters.items() if not name.startswith(('sagemaker_', '_tuning_'))}
    wanted, seed, rows = parameters.pop('model', 'auto'), parameters.pop('seed', 42), len(target)
    # Histograms pay from a few thousand rows on; in a large table each tree of a forest learns from a part.
    estimators = {
        'linear': RidgeCV(numpy.logspace(-3, 3, 13)),
        'gradient_boosting': HistGradientBoostingRegressor(random_state=seed)
        if rows > 2000
        else GradientBoostingRegressor(n_estimators=120, learning_rate=0.07, subsample=0.7, max_features=0.4, random_state=seed),
        'random_forest': RandomForestRegressor(
            60, max_features=0.4, min_samples_leaf=2, max_samples=min(1.0, 20000 / rows), random_state=seed
        ),
    }
    if wanted not in ('auto', *estimators):
        raise Refusal(f'Hyperparameter model: must be auto, {", ".join(estimators)}, was {wanted!r}')
    # Choosing needs no more than a sample; the chosen one then learns from all rows.
    some = numpy.random.RandomState(seed).permutation(rows)[:5000]
    models, results = {}, {}
    for name, estimator in estimators.items():
        if wanted in ('auto', name):
            try:
                estimator.set_params(**parameters)
                models[name] = make_model(estimator, schema['features'])
                guesses = cross_val_predict(models[name], matrix[some], target[some], cv=KFold(3 if rows > 2000 else 5))
                results[name] = measure(target[some], guesses)
                print(name, results[name], flush=True)
            except (TypeError, ValueError) as error:
                problem = f'{name} cannot be trained with the hyperparameters {parameters}: {error}'
                print(problem)
    if not results:
        raise Refusal(problem)
    best = max(results, key=lambda name: results[name]['r2'])
    models[best].fit(matrix, target)
    print(f'model={best};', *(f'cv_{metric}={value:.6f};' for metric, value in results[best].items()), sep='\n')
    save('model/schema.json', json.dumps({**schema, 'model': {'name': best, 'candidates': results}}))
    joblib.dump(models[best], f'{BASE}/model/model.joblib', compress=3)
    os.makedirs(f'{BASE}/model/code', exist_ok=True)
    shutil.copy(os.path.join(os.path.dirname(__file__), 'inference.py'), f'{BASE}/model/code')


if __name__ == '__main__':
    run(main, 'failure')
