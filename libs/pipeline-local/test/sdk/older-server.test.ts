import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../../src/start-local.ts';

describe('an embedded AWS that tells of events, and not of what jobs write', () => {
  let local: LocalPipeline;
  /** Passes everything on, but for the wish to hear of logs, as to a server from before there was one. */
  const older = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', local.endpointUrl);
    url.searchParams.delete('logs');
    const passedOn = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passedOn.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passedOn.destroy());
    incoming.pipe(passedOn);
  });

  beforeAll(async () => {
    local = await startLocal();
    await new Promise<void>((listening) => older.listen(0, '127.0.0.1', listening));
  }, 60_000);
  afterAll(async () => {
    older.closeAllConnections();
    await new Promise((closed) => older.close(closed));
    await local[Symbol.asyncDispose]();
  });

  it('is asked for the lines, and none is lost or told twice', async () => {
    const endpoint = `http://127.0.0.1:${(older.address() as AddressInfo).port}`;
    const pipeline = new PipelineClient({ ...local.clientConfig, endpoint, stackName: local.stackName });
    const execution = await pipeline.startExecution({ ModelPerformanceThreshold: 0.999 });
    const lines: string[] = [];

    for await (const event of execution.events({ logs: true })) if (event.type === 'JobLogLine') lines.push(event.message);

    const all: string[] = [];
    for await (const { message } of execution.logs()) all.push(message);
    expect(lines).toEqual(all);
    expect(lines.length).toBeGreaterThan(3);
    pipeline.destroy();
  }, 60_000);
});
