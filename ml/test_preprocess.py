"""What preprocessing takes, and what it refuses."""

import json
import random

import pytest

from conftest import make_cars, to_csv

DATA = 'processing/input/data/data.csv'


def table(rows=40, header='a,b,y', separator=',', end='\n'):
    lines = [header, *(f'{i % 7}{separator}{i * 3 % 11}{separator}{i % 5 + i / 10}' for i in range(rows))]
    return end.join(lines) + end


REFUSED = {
    'a picture': (b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR', [], ['data.csv', 'binary']),
    'a spreadsheet': (b'PK\x03\x04\x14\0\0\0', [], ['binary']),
    'an empty file': ('', [], ['data.csv', 'no rows', 'at least 10']),
    'a header only': ('a,b,y\n', [], ['no rows', 'at least 10']),
    'one row': ('a,b,y\n1,2,3\n', [], ['1 rows', 'at least 10']),
    'too few targets': (table(9) + '1,2,\n' * 20, [], ['9 rows', 'at least 10']),
    'an unknown target': (table(), ['--target', 'price'], ["'price' is not a column", 'a, b, y']),
    'a target of text': (to_csv(make_cars()), ['--target', 'origin'], ["'origin'", 'such as', 'mpg, weight, horsepower']),
    'a constant target': ('a,y\n' + ''.join(f'{i},5\n' for i in range(30)), [], ["'y'", 'different values']),
    'two columns of one name': (table(header='a,a,y'), [], ["more than one column is named 'a'"]),
    'a row too long': (table() + '1,2,3,4\n', [], ['data.csv line 42', '4 values where the header has 3', 'quotes']),
    'a quote without end': (table() + '1,"2,3\n' * 3, [], ['data.csv line 44', 'quote']),
    'no feature': (to_csv([['k', 'y'], *[['same', i] for i in range(20)]]), [], ["target 'y'", 'the same in every row']),
    'one column': ('<html>\n' + 'text\n' * 20, [], ["'<html>'", "'text'"]),
}


@pytest.mark.parametrize('case', REFUSED)
def test_refuses_in_plain_words(container, case):
    content, arguments, words = REFUSED[case]
    container.put(DATA, content)

    text = container.fail('preprocess.py', *arguments)

    for word in words:
        assert word in text
    assert not (container.base / 'processing/output/train/train.csv').exists()


def test_refuses_data_of_another_kind_rather_than_making_a_sample(container):
    container.put('processing/input/data/README.txt', 'Put your data here')
    container.put('processing/input/data/houses.parquet', 'PAR1')

    assert 'houses.parquet' in container.fail('preprocess.py')


def test_refuses_files_with_different_columns(container):
    container.put('processing/input/data/1.csv', table())
    container.put('processing/input/data/2.csv', table(header='a,c,y'))

    text = container.fail('preprocess.py')

    assert '2.csv' in text
    assert 'a, c, y' in text


def test_refuses_a_test_set_that_lacks_a_column(container):
    container.put(DATA, table())
    container.put('processing/input/test/test.csv', table(header='a,c,y'))

    assert "test set has no column 'b'" in container.fail('preprocess.py')


@pytest.mark.parametrize(
    'content',
    [
        table(separator=';', header='a;b;y'),
        table(separator=';', header='a;b;y').replace('.', ','),
        table(separator='\t', header='a\tb\ty'),
        table(end='\r\n'),
        b'\xef\xbb\xbf' + table().encode(),
        '\n' + table(header='"a", b ,y') + '\n\n',
        table().replace('\n', '\n\n'),
    ],
    ids=['semicolons', 'decimal commas', 'tabs', 'CRLF', 'byte order mark', 'quotes and spaces', 'blank lines'],
)
def test_reads_the_dialects_of_csv_alike(container, content):
    container.put(DATA, content)
    container.succeed('preprocess.py')
    rows = container.rows('train') + container.rows('test')

    assert sorted((float(row['a']), float(row['b']), float(row['y'])) for row in rows) == sorted(
        (i % 7, i * 3 % 11, i % 5 + i / 10) for i in range(40)
    )


def test_reads_quoted_fields_latin_1_and_written_numbers(container):
    rows = ''.join(f'"{"Malmö, öst" if i % 2 else "Åre"}","${i},500.25",{i}%,{i}\n' for i in range(1, 31))
    container.put(DATA, ('town,price,share,y\n' + rows).encode('latin-1'))

    container.succeed('preprocess.py')

    kinds = {feature['name']: feature['kind'] for feature in container.schema()['features']}
    assert kinds == {'town': 'category', 'price': 'number', 'share': 'number'}
    row = next(row for row in container.rows('train') + container.rows('test') if row['y'] == '3')
    assert row == {'town': 'Malmö, öst', 'price': '3500.25', 'share': '3', 'y': '3'}


def test_says_which_columns_it_leaves_out_and_why(container):
    draw = random.Random(1)
    rows = [['id', 'PassengerId', 'day', 'remark', 'always', 'never', 'x', 'odd', 'y']]
    for i in range(60):
        odd = 'see note' if i == 3 else i % 13
        rows.append([i + 1, 900 - i, f'2024-0{i % 9 + 1}-11', f'text {i}', 'yes', '', draw.random(), odd, draw.random()])
    container.put(DATA, to_csv(rows))

    log = container.succeed('preprocess.py')

    assert container.schema()['dropped'] == {
        'id': 'an identifier',
        'PassengerId': 'an identifier',
        'day': 'dates',
        'remark': '60 different texts in 60 rows',
        'always': 'the same in every row',
        'never': 'the same in every row',
    }
    assert "column 'remark' is left out: 60 different texts in 60 rows" in log
    assert "column 'odd': 1 values such as 'see note' are not numbers and count as missing" in log


def test_leaves_gaps_empty_and_rows_without_a_target_out(container):
    marks = ['', 'NA', '?', 'nan', 'NULL', 'n/a', 'None', '-']
    rows = [[mark, i, i] for i, mark in enumerate(marks)] + [[i, i, i] for i in range(40)] + [[1, 1, mark] for mark in marks]
    container.put(DATA, to_csv([['a', 'b', 'y'], *rows]))

    log = container.succeed('preprocess.py')

    kept = container.rows('train') + container.rows('test')
    assert len(kept) == 48
    assert sum(row['a'] == '' for row in kept) == len(marks)
    assert "8 rows without a number as target 'y' are left out" in log


def test_takes_the_last_column_or_the_named_one_as_target(container):
    container.put(DATA, table())

    container.succeed('preprocess.py')
    assert container.schema()['target'] == 'y'
    container.succeed('preprocess.py', '--target', 'a')
    assert container.schema()['target'] == 'a'
    assert [feature['name'] for feature in container.schema()['features']] == ['b', 'y']


def test_joins_the_files_of_a_folder(container):
    container.put('processing/input/data/2024/1.csv', table(20))
    container.put('processing/input/data/2025/2.CSV', table(15, header='y,b,a'))

    container.succeed('preprocess.py')

    assert container.schema()['rows'] == {'train': 28, 'test': 7}


def test_splits_by_seed_and_content(container):
    rows = [[i, i % 4, i * 1.5] for i in range(100)]
    container.put(DATA, to_csv([['a', 'b', 'y'], *rows]))

    def split(*arguments):
        container.succeed('preprocess.py', *arguments)
        return [{row['a'] for row in container.rows(part)} for part in ('train', 'test')]

    train, test = split('--seed', 1)
    container.put(DATA, to_csv([['a', 'b', 'y'], *reversed(rows)]))

    assert train | test == {str(i) for i in range(100)}
    assert len(test) == 20
    assert not train & test
    assert split('--seed', 1) == [train, test]
    assert split('--seed', 2)[1] != test
    assert len(split('--seed', 1, '--test-fraction', 0.4)[1]) == 40


def test_keeps_equal_rows_on_one_side(container):
    container.put(DATA, to_csv([['a', 'y'], *[[i % 25, i % 25] for i in range(100)]]))

    container.succeed('preprocess.py')

    train, test = ({row['a'] for row in container.rows(part)} for part in ('train', 'test'))
    assert not train & test


def test_judges_by_a_given_test_set(container):
    container.put(DATA, to_csv(make_cars(120)))
    given = [['name', 'diesel', 'origin', 'horsepower', 'weight', 'mpg'], *[row[::-1] for row in make_cars(30)[1:]]]
    given[1][3] = 'about 90'
    container.put('processing/input/test/given.csv', to_csv(given))

    container.succeed('preprocess.py', '--target', 'mpg')

    test = container.rows('test')
    assert container.schema('test')['rows'] == {'train': 120, 'test': 30}
    assert list(test[0]) == ['weight', 'horsepower', 'origin', 'diesel', 'mpg']
    assert test[0]['horsepower'] == ''


def test_makes_the_same_sample_for_the_same_seed(container):
    container.put('processing/input/data/README.txt', 'Put your data here')

    def sample(seed):
        container.succeed('preprocess.py', '--seed', seed)
        return container.read('processing/output/train/train.csv')

    first = sample(5)

    assert first.splitlines()[0] == 'crim,zn,indus,chas,nox,rm,age,dis,rad,tax,ptratio,b,lstat,medv'
    assert sample(5) == first
    assert sample(6) != first


@pytest.mark.parametrize('name', ['sample', 'diabetes'])
def test_exported_data_sets_can_be_read(container, name):
    (container.base / 'processing/input/data').mkdir(parents=True)
    container.succeed('export_dataset.py', name, container.base / 'processing/input/data/set.csv', '--seed', 3)

    container.succeed('preprocess.py')

    counts = json.loads(container.read('processing/output/test/schema.json'))['rows']
    assert counts == {'sample': {'train': 405, 'test': 101}, 'diabetes': {'train': 354, 'test': 88}}[name]
