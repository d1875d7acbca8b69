from localstack_sagemaker.substitutions import as_texts


def test_numbers_become_texts_as_json_writes_them_and_texts_stay():
    assert as_texts({'a': 0.7, 'b': 30, 'c': True, 'd': '0.70'}) == {'a': '0.7', 'b': '30', 'c': 'true', 'd': '0.70'}
