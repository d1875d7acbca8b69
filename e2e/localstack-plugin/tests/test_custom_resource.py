import json
import threading

import pytest

from localstack_sagemaker.custom_resource import Answers, CustomResource, CustomResourceError, with_answer

PROPERTIES = {'ServiceToken': 'arn:function', 'Colour': 'blue'}
ANSWER = {'Status': 'SUCCESS', 'PhysicalResourceId': 'thing-1', 'Data': {'Size': 3}}


def resource(properties=PROPERTIES):
    return CustomResource('arn:stack', 'Thing', 'Custom::Thing', properties)


def test_a_create_has_the_members_that_a_function_expects():
    event = resource().request('Create', 'http://answer/here')

    assert event.pop('RequestId')
    assert event == {
        'RequestType': 'Create',
        'ResponseURL': 'http://answer/here',
        'StackId': 'arn:stack',
        'ResourceType': 'Custom::Thing',
        'LogicalResourceId': 'Thing',
        'ResourceProperties': PROPERTIES,
    }


def test_a_delete_names_what_was_made_and_gives_the_properties_of_the_template_only():
    kept = with_answer(PROPERTIES, ANSWER)

    event = resource(kept).request('Delete', 'u', kept)

    assert kept['Size'] == 3
    assert event['PhysicalResourceId'] == 'thing-1'
    assert event['ResourceProperties'] == PROPERTIES


def test_an_update_has_the_former_properties_beside_the_new():
    kept = with_answer(PROPERTIES, ANSWER)

    event = resource({**PROPERTIES, 'Colour': 'red'}).request('Update', 'u', kept)

    assert event['PhysicalResourceId'] == 'thing-1'
    assert event['OldResourceProperties'] == PROPERTIES
    assert event['ResourceProperties']['Colour'] == 'red'


def test_an_answer_is_waited_for_and_taken_once():
    answers = Answers()
    secret = answers.expect()
    threading.Thread(target=answers.take, args=(secret, json.dumps(ANSWER).encode())).start()

    assert answers.wait(secret, 10) == ANSWER
    assert not answers.take(secret, b'{}')


@pytest.mark.parametrize(
    ('body', 'words'),
    [
        (json.dumps({**ANSWER, 'Status': 'FAILED', 'Reason': 'no room'}), 'no room'),
        ('not json', 'Invalid response object'),
        (json.dumps({'Status': 'SUCCESS'}), 'Invalid PhysicalResourceId'),
    ],
)
def test_an_answer_that_is_none_or_says_no_fails_the_resource_with_the_reason(body, words):
    answers = Answers()
    secret = answers.expect()
    answers.take(secret, body.encode())

    with pytest.raises(CustomResourceError, match=words):
        answers.wait(secret, 1)


def test_a_function_that_never_answers_fails_the_resource():
    answers = Answers()

    with pytest.raises(CustomResourceError, match='did not receive a response'):
        answers.wait(answers.expect(), 0.01)
