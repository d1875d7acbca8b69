"""Trains the model: one scikit-learn pipeline that takes raw features, chosen by cross-validation unless it is named.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html
"""

import json
import os
import shutil

from inference import BASE, Refusal, listing, read_table, run

# isort: split
import joblib
import numpy
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NAMES = ("linear", "gradient_boosting", "random_forest")
MANY_ROWS = 2000
ROWS_TO_CHOOSE_BY = 10000


def read_hyperparameters():
    """The job's hyperparameters. SageMaker hands them over as strings, each of which may hold JSON."""
    path = os.path.join(BASE, "input/config/hyperparameters.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    parameters = {}
    for name, value in given.items():
        try:
            parameters[name] = json.loads(value)
        except (TypeError, ValueError):
            parameters[name] = value
    return {name: value for name, value in parameters.items() if not name.startswith(("_", "sagemaker_"))}


def make_estimator(name, rows, seed):
    """A candidate. Boosting with histograms pays from a few thousand rows on; a forest of a large table learns from a part each."""
    if name == "linear":
        return RidgeCV(alphas=numpy.logspace(-3, 3, 13))
    if name == "random_forest":
        share = None if rows <= 20000 else 20000 / rows
        return RandomForestRegressor(100, max_features=0.4, min_samples_leaf=2, max_samples=share, random_state=seed)
    if rows > MANY_ROWS:
        return HistGradientBoostingRegressor(random_state=seed)
    return GradientBoostingRegressor(n_estimators=120, learning_rate=0.07, subsample=0.7, max_features=0.4, random_state=seed)


def make_model(name, features, rows, seed, parameters):
    """The estimator with all its preprocessing. `parameters` are the estimator's own, by scikit-learn's names."""
    categories = [k for k, feature in enumerate(features) if feature["kind"] == "category"]
    numbers = [k for k, feature in enumerate(features) if feature["kind"] != "category"]
    estimator = make_estimator(name, rows, seed)
    estimator.set_params(**{key: value for key, value in parameters.items() if key in estimator.get_params()})
    return make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
            (OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=50, sparse_output=False), categories),
        ),
        estimator,
    )


def measure(actual, predicted):
    error = actual - predicted
    spread = numpy.sum((actual - actual.mean()) ** 2)
    return {
        "r2": float(1 - numpy.sum(error**2) / spread) if spread else 0.0,
        "mae": float(numpy.mean(numpy.abs(error))),
        "rmse": float(numpy.mean(error**2) ** 0.5),
    }


def cross_validate(model, matrix, target, seed):
    """Measures predictions each made by a model that has not seen the row."""
    predicted = numpy.empty(len(target))
    folds = KFold(5 if len(target) <= MANY_ROWS else 3, shuffle=True, random_state=seed)
    for learn, judge in folds.split(matrix):
        predicted[judge] = model.fit(matrix[learn], target[learn]).predict(matrix[judge])
    return measure(target, predicted)


def main():
    channel = os.path.join(BASE, "input/data/train")
    try:
        with open(os.path.join(channel, "schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
    except (OSError, ValueError) as error:
        raise Refusal(f"The channel 'train' needs the train.csv and schema.json that preprocess.py writes ({error})") from None
    matrix, target = read_table(os.path.join(channel, "train.csv"), schema)
    rows = len(target)
    parameters = read_hyperparameters()
    wanted, seed = parameters.pop("model", "auto"), parameters.pop("seed", 42)
    if wanted not in ("auto", *NAMES):
        raise Refusal(f"Hyperparameter model: must be auto, {', '.join(NAMES)}, was {wanted!r}")
    if type(seed) is not int or not 0 <= seed < 2**32:
        raise Refusal(f"Hyperparameter seed: must be a whole number from 0 to {2**32 - 1}, was {seed!r}")
    names = NAMES if wanted == "auto" else (wanted,)
    known = {key for name in names for key in make_estimator(name, rows, seed).get_params()} - {"random_state", "n_jobs"}
    unknown = [key for key in parameters if key not in known]
    if unknown:
        raise Refusal(f"Hyperparameter {unknown[0]}: not known; known are model, seed, {', '.join(sorted(known))}")

    chosen = slice(None)
    if rows > ROWS_TO_CHOOSE_BY:
        chosen = numpy.random.RandomState(seed).permutation(rows)[:ROWS_TO_CHOOSE_BY]
        print(f"cross-validation on {ROWS_TO_CHOOSE_BY} of {rows} rows, training on all")
    results = {}
    try:
        for name in names:
            candidate = make_model(name, schema["features"], rows, seed, parameters)
            results[name] = cross_validate(candidate, matrix[chosen], target[chosen], seed)
            print(f"{name}: " + ", ".join(f"{metric} {value:.4f}" for metric, value in results[name].items()), flush=True)
        best = max(results, key=lambda name: results[name]["r2"])
        model = make_model(best, schema["features"], rows, seed, parameters).fit(matrix, target)
    except (TypeError, ValueError) as error:
        if not parameters:
            raise
        raise Refusal(f"Hyperparameters {listing(parameters)}: {error}") from None
    print(f"model={best};")
    for metric, value in results[best].items():
        print(f"cv_{metric}={value:.6f};")

    schema["model"] = {"name": best, "candidates": results, "scikit_learn": sklearn.__version__}
    folder = os.path.join(BASE, "model")
    os.makedirs(os.path.join(folder, "code"), exist_ok=True)
    joblib.dump(model, os.path.join(folder, "model.joblib"), compress=3)
    with open(os.path.join(folder, "schema.json"), "w", encoding="utf-8") as file:
        json.dump(schema, file, indent=1)
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copy(os.path.join(here, "inference.py"), os.path.join(folder, "code"))


if __name__ == "__main__":
    run(main, "failure")
