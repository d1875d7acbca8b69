"""Writes a built-in data set as CSV, for trying the pipeline on a laptop. Not shipped to AWS.

    python export_dataset.py sample|diabetes FILE [--seed N]

`sample` is synthetic (see preprocess.py); `diabetes` is scikit-learn's bundled load_diabetes, real and hard to predict.
"""

import argparse
import csv

from preprocess import SAMPLE, make_sample


def diabetes():
    """The 442 patients of Efron et al., "Least Angle Regression" (2004), in the units they were measured in."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    rows = [[f'{value:g}' for value in (*row, goal)] for row, goal in zip(data.data.tolist(), data.target.tolist())]
    return [*data.feature_names, 'progression'], rows


def main():
    parser = argparse.ArgumentParser(description='Writes a built-in data set as CSV.')
    parser.add_argument('dataset', choices=('sample', 'diabetes'))
    parser.add_argument('file')
    parser.add_argument('--seed', type=int, default=42, help='of the sample')
    arguments = parser.parse_args()
    header, rows = diabetes() if arguments.dataset == 'diabetes' else (SAMPLE, make_sample(arguments.seed))
    with open(arguments.file, 'w', newline='', encoding='utf-8') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == '__main__':
    main()
