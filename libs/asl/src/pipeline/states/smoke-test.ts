import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { invokeEndpoint } from '../../integrations/invoke-endpoint.ts';
import { s3GetObject } from '../../integrations/s3-get-object.ts';
import { jsonata } from '../../language/jsonata.ts';
import { callRetry, catchAll } from './errors.ts';

/** Asks the endpoint for one prediction, with a row of raw features that preprocessing kept beside the test data. */
export const smokeTest = {
  ReadSample: integrationTask(s3GetObject, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { Bucket: '${BucketName}', Key: jsonata("'processed-data/' & $Run.Id & '/test/schema.json'") },
    Retry: callRetry,
    Catch: catchAll('ReadSample'),
    Assign: { Sample: jsonata('$parse($states.result.Body).sample') },
    Next: 'SmokeTest',
  }),

  SmokeTest: integrationTask(invokeEndpoint, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      EndpointName: jsonata('$Settings.EndpointName'),
      ContentType: 'application/json',
      Accept: 'application/json',
      Body: jsonata("$string({'instances': [$Sample]})"),
    },
    Retry: callRetry,
    Catch: catchAll('SmokeTest'),
    Assign: {
      Prediction: jsonata(`(
        $answer := $parse($states.result.Body).predictions[0];
        $type($answer) = 'number' ? $answer : $error('the endpoint gave no number: ' & $substring($states.result.Body, 0, 200))
      )`),
    },
    Next: 'NotifySuccess',
  }),
} as const;
