import { describe, expect, it } from 'vitest';
import { EventReader } from './event-reader.ts';

const timestamp = new Date('2026-01-01T00:00:00Z');

describe('EventReader', () => {
  it('knows which state each event belongs to', () => {
    const reader = new EventReader();
    const job = { jobType: 'TrainingJob', jobName: 'train-1' };

    const read = [
      { id: 2, previousEventId: 0, type: 'TaskStateEntered' as const, timestamp, stateEnteredEventDetails: { name: 'Train' } },
      { id: 3, previousEventId: 2, type: 'TaskScheduled' as const, timestamp },
      {
        id: 4,
        previousEventId: 3,
        type: 'TaskSubmitted' as const,
        timestamp,
        taskSubmittedEventDetails: {
          resource: 'createTrainingJob.sync',
          resourceType: 'sagemaker',
          output: '{"TrainingJobArn":"arn:aws:sagemaker:us-east-1:0:training-job/train-1"}',
        },
      },
      {
        id: 5,
        previousEventId: 4,
        type: 'TaskFailed' as const,
        timestamp,
        taskFailedEventDetails: { resource: 'x', resourceType: 'sagemaker', error: 'States.TaskFailed', cause: 'out of memory' },
      },
    ].flatMap((event) => reader.read(event));

    expect(read).toEqual([
      { type: 'StateEntered', timestamp, stateName: 'Train', stateType: 'Task' },
      { type: 'JobSubmitted', timestamp, stateName: 'Train', job },
      { type: 'JobStatusChanged', timestamp, stateName: 'Train', job, status: 'InProgress' },
      { type: 'TaskFailed', timestamp, stateName: 'Train', error: 'States.TaskFailed', cause: 'out of memory' },
    ]);
  });

  it('gives a state’s output and variables as values', () => {
    const event = {
      id: 9,
      previousEventId: 8,
      type: 'PassStateExited' as const,
      timestamp,
      stateExitedEventDetails: { name: 'Prepare', output: '{"a":1}', assignedVariables: { Run: '{"Id":"r"}' } },
    };

    expect(new EventReader().read(event)).toEqual([
      { type: 'StateExited', timestamp, stateName: 'Prepare', output: { a: 1 }, variables: { Run: { Id: 'r' } } },
    ]);
  });

  it.each([
    [
      'ExecutionFailed',
      { executionFailedEventDetails: { error: 'E', cause: 'C' } },
      { status: 'FAILED', error: 'E', cause: 'C' },
    ],
    ['ExecutionAborted', { executionAbortedEventDetails: {} }, { status: 'ABORTED' }],
    ['ExecutionTimedOut', {}, { status: 'TIMED_OUT' }],
    ['ExecutionSucceeded', { executionSucceededEventDetails: { output: '1' } }, { status: 'SUCCEEDED', output: 1 }],
  ] as const)('ends with %s', (type, details, expected) => {
    expect(new EventReader().read({ id: 7, type, timestamp, ...details })).toEqual([
      { type: 'ExecutionEnded', timestamp, ...expected },
    ]);
  });
});
