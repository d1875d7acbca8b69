"""What the endpoint answers."""

import io
import json
import math

import numpy as np
import pytest

from inference import model_fn, transform_fn

#: The request of the recipe, as its README has it.
RECIPE = '{"instances": [[0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03]]}'
CAR = {'weight': 2000, 'horsepower': 70, 'origin': 'japan', 'diesel': True}


@pytest.fixture(scope='module')
def house_model(houses):
    return model_fn(str(houses.base / 'model'))


@pytest.fixture(scope='module')
def car_model(cars):
    return model_fn(str(cars.base / 'model'))


def ask(model, body, content_type='application/json', accept='application/json'):
    body = body if isinstance(body, (str, bytes)) else json.dumps(body)
    text, kind = transform_fn(model, body, content_type, accept)
    assert kind == accept
    return json.loads(text)['predictions'] if kind == 'application/json' else text


def refusal(model, body, content_type='application/json'):
    """The words of a 400: a WSGI application, which is what the container passes on with its status."""
    respond = transform_fn(model, body if isinstance(body, (str, bytes)) else json.dumps(body), content_type, 'application/json')
    answers = []
    (text,) = respond({}, lambda status, headers: answers.append((status, dict(headers))))
    assert answers == [('400 Bad Request', {'Content-Type': 'application/json'})]
    return json.loads(text)['error']


def test_answers_the_request_of_the_recipe(house_model):
    (price,) = ask(house_model, RECIPE)

    assert 22 < price < 42


def test_takes_lists_objects_and_csv_alike(car_model):
    values = list(CAR.values())
    expected = ask(car_model, {'instances': [values]})

    assert ask(car_model, {'instances': [CAR]}) == expected
    assert ask(car_model, {'instances': [{**CAR, 'name': 'ignored', 'origin': 'JAPAN', 'weight': '2000'}]}) == expected
    assert ask(car_model, '2000,70,japan,True\n', 'text/csv') == expected
    assert ask(car_model, b'origin,weight,diesel,horsepower\r\njapan,2000,true,70\r\n', 'text/csv; charset=utf-8') == expected


def test_answers_each_instance_in_order(car_model):
    light, heavy = CAR, {**CAR, 'weight': 4500, 'horsepower': 160}

    one, other, again = ask(car_model, {'instances': [light, heavy, light]})

    assert one == again
    assert one > other + 10


def test_answers_in_csv_when_asked_to(car_model):
    text = ask(car_model, '2000,70,japan,true\n4500,160,usa,false', 'text/csv', 'text/csv')

    assert [float(line) for line in text.splitlines()] == ask(
        car_model, {'instances': [[2000, 70, 'japan', True], [4500, 160, 'usa', False]]}
    )


def npy(values):
    """A matrix of numbers as numpy.save writes it."""
    body = io.BytesIO()
    np.save(body, np.array(values, float))
    return body.getvalue()


def test_takes_and_answers_numbers_as_numpy_saves_them(house_model):
    rows = json.loads(RECIPE)['instances'] * 2
    rows[1] = [*rows[1][:-1], math.nan]
    expected = ask(house_model, {'instances': [rows[0], [*rows[0][:-1], None]]})

    body = ask(house_model, npy(rows), 'application/x-npy', 'application/x-npy')

    assert np.load(io.BytesIO(body)).tolist() == expected
    assert ask(house_model, npy(rows), 'application/x-npy') == expected


def test_takes_missing_values_and_unknown_categories(car_model):
    predictions = ask(car_model, {'instances': [dict.fromkeys(CAR), {**CAR, 'origin': 'mars'}, ['', 'NA', None, '?']]})

    assert all(isinstance(value, float) for value in predictions)


@pytest.mark.parametrize(
    ('body', 'words'),
    [
        ('{"instances": [[1, 2', ['line 1 column']),
        ('', ['line 1 column 1']),
        ([1, 2], ['"instances"', 'weight, horsepower, origin, diesel']),
        ({'inputs': []}, ['"instances"', '4 values']),
        ({'instances': []}, ['"instances"']),
        ({'instances': [2000, 70, 'japan', True]}, ['instances[0]', 'the model takes 4 values']),
        (
            {'instances': [[1, 2, 'usa', True], [1, 2, 3]]},
            ['instances[1]: 3 given', '4 values: weight, horsepower, origin, diesel'],
        ),
        ({'instances': [{'weight': 1, 'horsepower': 2}]}, ['instances[0]: no origin, diesel']),
        ({'instances': [{**CAR, 'weight': 'heavy'}]}, ["column 'weight'", "'heavy' is not a number"]),
        ({'instances': [CAR, {**CAR, 'horsepower': [70]}]}, ['instances[1]', "column 'horsepower'"]),
        ('{"instances": [[1e999, 1, "usa", true]]}', ["column 'weight'", 'inf']),
    ],
)
def test_refuses_a_bad_request_in_plain_words(car_model, body, words):
    text = refusal(car_model, body)

    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ('body', 'content_type', 'words'),
    [
        ('weight,horsepower,origin\n1,2,usa\n', 'text/csv', ['no diesel', 'the model takes 4 values']),
        ('1,2,usa\n', 'text/csv', ['instances[0]: 3 given']),
        ('1,x,usa,true\n', 'text/csv', ["column 'horsepower'", "'x' is not a number"]),
        ('weight,horsepower,origin,diesel\n', 'text/csv', ['CSV', 'the model takes 4 values']),
        (b'\xff\xfe\x00', 'text/csv', ['utf-8']),
        (npy([[1, 2]]), 'application/x-npy', ['instances[0]: 2 given', 'the model takes 4 values']),
        (npy([1, 2]), 'application/x-npy', ['instances[0]: 1 given']),
        (npy([[1, math.inf, 0, 0]]), 'application/x-npy', ["column 'horsepower'"]),
        (b'', 'application/x-npy', ['numpy.save']),
        ('1 2 3', 'text/plain', ['JSON', 'CSV', 'the model takes 4 values']),
    ],
)
def test_refuses_other_bodies_in_plain_words(car_model, body, content_type, words):
    text = refusal(car_model, body, content_type)

    for word in words:
        assert word in text
