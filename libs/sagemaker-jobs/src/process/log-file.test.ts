import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from './log-file.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-log-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a followed log', () => {
  it('emits each line once it is whole, and the rest at the end', async () => {
    const lines: string[] = [];
    let emitted = (): void => {};
    const log = LogFile.follow(directory, 0, (line) => {
      lines.push(line);
      emitted();
    });
    const twoLines = new Promise<void>((resolve) => {
      emitted = () => lines.length === 2 && resolve();
    });

    writeFileSync(join(directory, 'log'), 'one\r\ntwo\nthr');
    await twoLines;
    appendFileSync(join(directory, 'log'), 'ee');
    log.close();

    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('continues from the offset of a line that was emitted before', () => {
    writeFileSync(join(directory, 'log'), 'äpfel\nbirnen\ncherries');
    const first: [string, number][] = [];
    LogFile.follow(directory, 0, (line, offset) => first.push([line, offset])).close();
    const again: string[] = [];

    LogFile.follow(directory, first[0]?.[1] ?? 0, (line) => again.push(line)).close();

    expect(first.map(([line]) => line)).toEqual(['äpfel', 'birnen', 'cherries']);
    expect(again).toEqual(['birnen', 'cherries']);
  });

  it('cuts a line that is longer than an event may be', () => {
    writeFileSync(join(directory, 'log'), `${'x'.repeat(600_000)}\nend\n`);
    const lengths: number[] = [];

    LogFile.follow(directory, 0, (line) => lengths.push(line.length)).close();

    expect(Math.max(...lengths)).toBeLessThanOrEqual(256_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(600_003);
  });
});
