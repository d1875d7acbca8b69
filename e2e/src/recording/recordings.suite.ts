import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../suites/suite.ts';
import { keepRecording, RECORDING_FILE, readRecording, record } from './recording.ts';

/** On AWS, with `--record`: keeps what it answers. */
export function recorder({ target, kind }: SuiteContext): void {
  describe('a recording', () => {
    it('is kept of what AWS answers', { timeout: 3 * kind.executionMillis }, async (context) => {
      if (process.env['STEPMAKER_E2E_RECORD'] !== '1') return context.skip('not requested: --record records');
      // Answers of a stand-in are not a recording of AWS.
      const rehearsed = new URL('../../test-results/aws/recording.json', import.meta.url);
      keepRecording(await record(target()), target().clientConfig.endpoint === undefined ? RECORDING_FILE : rehearsed);
    });
  });
}

/** On the embedded AWS: compared with what AWS has answered, where that was recorded; else with a separate recording. */
export function recordings({ target, kind }: SuiteContext): void {
  describe('a recording', () => {
    it('that is kept and read again is what the target answers', { timeout: 4 * kind.executionMillis }, async () => {
      const directory = mkdtempSync(join(tmpdir(), 'stepmaker-recording-'));
      try {
        const file = pathToFileURL(join(directory, 'recording.json'));
        const answered = await record(target());
        keepRecording(answered, file);

        const kept = readRecording(file);

        expect(kept).toEqual(JSON.parse(JSON.stringify(answered)));
        expect(JSON.stringify(kept)).not.toMatch(/\d{12}|[0-9a-f]{8}-[0-9a-f]{4}-/);
        const aws = readRecording();
        if (aws !== undefined) expect(kept).toEqual(aws);
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
  });
}
