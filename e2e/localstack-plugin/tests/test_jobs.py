import pytest

from localstack_sagemaker.jobs import COMPLETED, ENDED_OTHERWISE, RUNNING, kind_of


@pytest.mark.parametrize('action', ['createTrainingJob', 'create_training_job', 'CreateTrainingJob'])
def test_an_action_that_starts_a_job_is_known_in_every_spelling(action):
    kind = kind_of(action)

    assert kind.name_member == 'TrainingJobName'
    assert kind.describe == 'describe_training_job'
    assert kind.stop == 'stop_training_job'


@pytest.mark.parametrize('action', ['createModel', 'describeTrainingJob', 'createEndpoint'])
def test_other_actions_have_nothing_to_wait_for(action):
    assert kind_of(action) is None


@pytest.mark.parametrize(
    ('status', 'state'),
    [
        ('Completed', COMPLETED),
        ('Failed', ENDED_OTHERWISE),
        ('Stopped', ENDED_OTHERWISE),
        ('InProgress', RUNNING),
        ('Stopping', RUNNING),
    ],
)
def test_a_job_is_waited_for_until_it_has_come_to_rest(status, state):
    assert kind_of('createProcessingJob').state_of({'ProcessingJobStatus': status}) == state
