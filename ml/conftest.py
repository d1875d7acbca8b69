"""What the tests share: a container's directories, and two pipelines that have run once."""

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent


class Container:
    """The scripts as SageMaker runs them: processes that know nothing but the directories below SAGEMAKER_BASE_DIR."""

    def __init__(self, base):
        self.base = Path(base)

    def put(self, path, content):
        file = self.base / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, path):
        return (self.base / path).read_text(encoding='utf-8')

    def run(self, script, *arguments):
        return subprocess.run(
            [sys.executable, SCRIPTS / script, *map(str, arguments)],
            env={**os.environ, 'SAGEMAKER_BASE_DIR': str(self.base)},
            capture_output=True,
            text=True,
            timeout=120,
        )

    def succeed(self, script, *arguments):
        """Runs a script that must succeed, and gives its log."""
        done = self.run(script, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fail(self, script, *arguments, report='message'):
        """Runs a script that must fail in plain words, and gives them."""
        done = self.run(script, *arguments)
        text = self.read(f'output/{report}')
        assert done.returncode == 1
        assert text in done.stderr
        assert 'Traceback' not in done.stderr
        return text

    def rows(self, part):
        """A table that preprocessing has written, as one dict a row."""
        return list(csv.DictReader(io.StringIO(self.read(f'processing/output/{part}/{part}.csv'))))

    def schema(self, part='train'):
        return json.loads(self.read(f'processing/output/{part}/schema.json'))

    def train(self, **hyperparameters):
        """Hands the training table over, and runs a training job."""
        shutil.copytree(self.base / 'processing/output/train', self.base / 'input/data/train', dirs_exist_ok=True)
        self.put('input/config/hyperparameters.json', json.dumps(hyperparameters))
        return self.succeed('train.py')

    def evaluate(self, *arguments):
        """Packs the model as SageMaker does, and runs the evaluation."""
        folder = self.base / 'processing/input/model'
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(folder / 'model.tar.gz', 'w:gz') as archive:
            archive.add(self.base / 'model', '.')
        shutil.copytree(self.base / 'processing/output/test', self.base / 'processing/input/test', dirs_exist_ok=True)
        self.succeed('evaluate.py', *arguments)
        return json.loads(self.read('processing/output/evaluation/evaluation.json'))


def to_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def make_cars(rows=240):
    """Cars as data sets have them: gaps, a category, a boolean, different names, the target in the first column."""
    draw = random.Random(3)
    table = [['mpg', 'weight', 'horsepower', 'origin', 'diesel', 'name']]
    for i in range(rows):
        weight, origin, diesel = draw.uniform(1600, 5000), draw.choice(['usa', 'europe', 'japan']), draw.random() < 0.3
        power = weight / 28 + draw.gauss(0, 12)
        mpg = 46 - weight / 130 - power / 40 + 3 * (origin == 'japan') + 4 * diesel + draw.gauss(0, 1)
        gap = draw.random() < 0.05
        table.append(
            [f'{mpg:.1f}', f'{weight:.0f}', '?' if gap else f'{power:.0f}', '' if i % 50 == 0 else origin, diesel, f'car {i}']
        )
    return table


@pytest.fixture
def container(tmp_path):
    return Container(tmp_path)


@pytest.fixture(scope='session')
def houses(tmp_path_factory):
    """The sample, through all three jobs."""
    container = Container(tmp_path_factory.mktemp('houses'))
    container.succeed('preprocess.py', '--seed', 7)
    container.log = container.train(seed='7')
    container.evaluation = container.evaluate('--seed', 7)
    return container


@pytest.fixture(scope='session')
def cars(tmp_path_factory):
    """A table with gaps and categories, through all three jobs."""
    container = Container(tmp_path_factory.mktemp('cars'))
    container.put('processing/input/data/cars.csv', to_csv(make_cars()))
    container.succeed('preprocess.py', '--target', 'mpg')
    container.log = container.train(seed='1')
    container.evaluation = container.evaluate('--seed', 1)
    return container
