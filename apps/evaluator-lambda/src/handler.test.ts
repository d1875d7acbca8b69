import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler, type EvaluatorEvent } from './handler.ts';

const event: EvaluatorEvent = {
  Bucket: 'bucket',
  EvaluationKey: 'evaluation/run-1/evaluation.json',
  VerdictKey: 'evaluation/run-1/verdict.json',
  Metric: 'r2',
  Threshold: 0.7,
};

function report(r2: unknown): string {
  return JSON.stringify({ regression_metrics: { r2: { value: r2 }, mae: { value: 2 }, rmse: { value: 3 } } });
}

/** An S3 of one bucket: what was put can be got, and nothing else. */
describe('the evaluator', () => {
  const objects = new Map<string, string>();
  let server: Server;
  let s3: S3;

  beforeEach(async () => {
    objects.clear();
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const key = new URL(request.url ?? '', 'http://s3').pathname.replace('/bucket/', '');
      if (request.method === 'PUT') {
        let body = '';
        for await (const chunk of request) body += chunk;
        objects.set(key, body);
        response.end();
      } else if (objects.has(key)) {
        response.end(objects.get(key));
      } else {
        response.statusCode = 404;
        response.end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
      }
    };
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    s3 = new S3({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
  });

  afterEach(async () => {
    s3.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('approves a model at the threshold, and writes the verdict it returns', async () => {
    objects.set(event.EvaluationKey, report(0.7));

    const verdict = await createHandler(s3)(event);

    expect(verdict).toEqual({
      Decision: 'APPROVED',
      Metric: 'r2',
      Value: 0.7,
      Threshold: 0.7,
      Metrics: { r2: 0.7, mae: 2, rmse: 3 },
      ChampionValue: null,
      Reasons: ['r2 0.7 reaches the threshold 0.7.'],
    });
    expect(JSON.parse(objects.get(event.VerdictKey) ?? '')).toEqual(verdict);
  });

  it('rejects a model below the threshold, and says so', async () => {
    objects.set(event.EvaluationKey, report(0.699));

    const verdict = await createHandler(s3)(event);

    expect(verdict).toMatchObject({ Decision: 'REJECTED', Value: 0.699, Reasons: ['r2 0.699 is below the threshold 0.7.'] });
    expect(JSON.parse(objects.get(event.VerdictKey) ?? '')).toEqual(verdict);
  });

  it('accepts a threshold below zero', async () => {
    objects.set(event.EvaluationKey, report(-0.2));

    expect(await createHandler(s3)({ ...event, Threshold: -1 })).toMatchObject({ Decision: 'APPROVED', Value: -0.2 });
  });

  it('rejects a model that is worse than the champion, and approves one that is as good', async () => {
    objects.set(event.EvaluationKey, report(0.8));
    objects.set('evaluation/best/evaluation.json', report(0.81));
    objects.set('evaluation/same/evaluation.json', report(0.8));
    const against = (run: string) =>
      createHandler(s3)({ ...event, Champion: { EvaluationKey: `evaluation/${run}/evaluation.json` } });

    expect(await against('best')).toMatchObject({
      Decision: 'REJECTED',
      ChampionValue: 0.81,
      Reasons: { 1: "It is below the champion's 0.81." },
    });
    expect(await against('same')).toMatchObject({ Decision: 'APPROVED', ChampionValue: 0.8 });
  });

  it.each([
    [
      'is missing',
      undefined,
      /s3:\/\/bucket\/evaluation\/run-1\/evaluation\.json cannot be read: NoSuchKey: The specified key does not exist/,
    ],
    ['is not JSON', '{"regression_metrics":', /is not JSON/],
    ['has NaN, which Python writes', '{"regression_metrics":{"r2":{"value":NaN}}}', /is not JSON/],
    ['has no metric', '{}', /must have a finite number at regression_metrics\.r2\.value, but has undefined/],
    ['is null', 'null', /must have a finite number at regression_metrics\.r2\.value/],
    ['has text for a metric', report('0.9'), /regression_metrics\.r2\.value, but has "0\.9"/],
  ])('fails, and writes no verdict, when the report %s', async (_, body, message) => {
    if (body !== undefined) objects.set(event.EvaluationKey, body);

    await expect(createHandler(s3)(event)).rejects.toThrow(message);
    expect(objects.has(event.VerdictKey)).toBe(false);
  });

  it('refuses a threshold that is not a number, and a metric it does not know', async () => {
    objects.set(event.EvaluationKey, report(0.9));

    await expect(createHandler(s3)({ ...event, Threshold: '0.7' as unknown as number })).rejects.toThrow(
      'Threshold must be a finite number, was "0.7"',
    );
    await expect(createHandler(s3)({ ...event, Metric: 'rmse' })).rejects.toThrow('judged by the metric r2, not by rmse');
  });
});
