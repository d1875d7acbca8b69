import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { invokeEndpoint } from '../../integrations/invoke-endpoint.ts';
import { s3GetObject } from '../../integrations/s3-get-object.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { callRetry, catchAll } from './errors.ts';

/** Asks the endpoint for one prediction. Every feature is unknown, which the model takes, so that any data will do. */
export const smokeTest: States = {
  ReadSchema: integrationTask(s3GetObject, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { Bucket: '${BucketName}', Key: jsonata("'processed-data/' & $Run.Id & '/test/schema.json'") },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Output: jsonata("{'instances': [$merge($parse($states.result.Body).features.{name: null})]}"),
    Next: 'SmokeTest',
  }),

  SmokeTest: integrationTask(invokeEndpoint, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      EndpointName: jsonata('$In.EndpointName'),
      ContentType: 'application/json',
      // As an object: Step Functions writes it as JSON, and a text it would put in quotes.
      Body: jsonata('$states.input'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    // By pattern, since an answer that is not what it should be must be told in plain words.
    Assign: {
      Prediction: jsonata(
        `[$number($match($states.result.Body, /"predictions":\\s*\\[\\s*(-?[0-9][-+.0-9eE]*)/, 1).groups[0]), null][0]`,
      ),
    },
    Output: jsonata("{'Cause': 'the endpoint answered ' & $substring($states.result.Body, 0, 99)}"),
    Next: 'EndpointAnswers',
  }),

  EndpointAnswers: choice({
    Choices: [{ Condition: jsonata('$Prediction != null'), Next: 'Notify' }],
    Default: 'Explain',
  }),
};
