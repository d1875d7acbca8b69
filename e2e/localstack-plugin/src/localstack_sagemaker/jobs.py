"""Which SageMaker jobs Step Functions can wait for, and what their descriptions mean."""

from dataclasses import dataclass
from typing import Any

COMPLETED = 'completed'
ENDED_OTHERWISE = 'ended otherwise'
RUNNING = 'running'


@dataclass(frozen=True)
class JobKind:
    """A kind of job, named as SageMaker's API does: ``TrainingJob``."""

    name: str

    @property
    def name_member(self) -> str:
        return f'{self.name}Name'

    @property
    def status_member(self) -> str:
        return f'{self.name}Status'

    @property
    def describe(self) -> str:
        """The SDK's method, ``describe_training_job``."""
        return f'describe_{self._snake}'

    @property
    def stop(self) -> str:
        return f'stop_{self._snake}'

    @property
    def _snake(self) -> str:
        return ''.join(f'_{c.lower()}' if c.isupper() else c for c in self.name).lstrip('_')

    def state_of(self, description: dict[str, Any]) -> str:
        """Whether a job runs, has completed, or has ended otherwise."""
        status = description.get(self.status_member)
        if status == 'Completed':
            return COMPLETED
        return ENDED_OTHERWISE if status in ('Failed', 'Stopped') else RUNNING


_KINDS = {
    action: JobKind(name)
    for action, name in (
        ('createtrainingjob', 'TrainingJob'),
        ('createprocessingjob', 'ProcessingJob'),
        ('createtransformjob', 'TransformJob'),
    )
}


def kind_of(action: str) -> JobKind | None:
    """The kind of job that an API action such as ``createTrainingJob`` starts; None where it starts none."""
    return _KINDS.get(action.lower().replace('_', ''))
