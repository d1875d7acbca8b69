import { describe, expect, it } from 'vitest';
import { IntegrationPattern, integrationTask } from './integration.ts';
import { requiredPermissions } from './required-permissions.ts';
import { startExecution } from './start-execution.ts';

const StateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:other';

describe('startExecution', () => {
  it('needs the start alone where the execution is not waited for', () => {
    const Start = integrationTask(startExecution, IntegrationPattern.REQUEST_RESPONSE, {
      Arguments: { StateMachineArn },
      End: true,
    });

    expect(requiredPermissions({ States: { Start } }).flatMap(({ actions }) => actions)).toEqual(['states:StartExecution']);
  });
});
