import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { failedBeforeStart, type RunResult } from '../runs/run-result.ts';
import { showNextSteps } from './next-steps.ts';

async function shown(over: Partial<RunResult>): Promise<string> {
  const stream = new PassThrough();
  showNextSteps(stream as unknown as NodeJS.WriteStream, { ...failedBeforeStart('', ''), ...over }, '{"instances":[[1]]}');
  stream.end();
  return stripVTControlCharacters(await text(stream));
}

describe('the next steps', () => {
  it('name report, endpoint and prediction, and the commands that reach them while the embedded AWS runs', async () => {
    const printed = await shown({
      report: '/data/report.html',
      endpointName: 'prices',
      endpointUrl: 'http://127.0.0.1:4566',
      prediction: 36.741_92,
      executionArn: 'arn:run',
    });

    expect(printed).toMatch(
      /^ +Report +file:\/\/\/data\/report\.html\n +Endpoint +prices\n +Prediction 36\.74 {2}for \{"instances":\[\[1\]\]\}\n/,
    );
    expect(printed).toContain('invoke-endpoint --endpoint-name prices ');
    expect(printed).toContain('get-execution-history --execution-arn arn:run ');
  });

  it('have no commands for what was not made', async () => {
    const printed = await shown({ endpointUrl: 'http://127.0.0.1:4566' });

    expect(printed).not.toContain('invoke-endpoint');
    expect(printed).not.toContain('get-execution-history');
    expect(printed).toContain('aws s3 ls');
  });

  it('are none without an embedded AWS', async () => {
    expect(await shown({})).toBe('');
  });
});
