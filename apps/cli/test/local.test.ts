import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

describe('stepmaker local', () => {
  let project: Project;

  beforeEach(() => {
    project = temporaryProject();
  });
  afterEach(async () => {
    await project.stepmaker(['local', 'reset', '--yes']);
    project[Symbol.dispose]();
  }, 30_000);

  it('--detach starts one separate server; status shows it; down ends it and keeps the data', async () => {
    const first = await project.stepmaker(['local', '--detach', '--port', '0', '--quiet']);
    const second = await project.stepmaker(['local', '--detach', '--port', '0', '--quiet']);
    const status = await project.stepmaker(['local', 'status', '--json']);
    const runs = await project.stepmaker(['runs', '--json']);
    const down = await project.stepmaker(['local', 'down']);
    const gone = await project.stepmaker(['local', 'status', '--json']);
    const again = await project.stepmaker(['local', 'down']);

    expect(first.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(second.stdout).toBe(first.stdout);
    expect(JSON.parse(status.stdout)).toEqual({
      running: true,
      dataDir: join(project.directory, '.stepmaker'),
      endpointUrl: first.stdout.trim(),
      pid: expect.any(Number),
      stacks: [{ stackName: 'ml-pipeline', status: 'CREATE_COMPLETE' }],
      runningExecutions: 0,
      endpoints: [],
    });
    expect(runs.stdout).toBe('[]\n');
    expect(down.stderr).toMatch(/Ended; the data stays in/);
    expect(JSON.parse(gone.stdout)).toMatchObject({ running: false, endpointUrl: null });
    expect(existsSync(join(project.directory, '.stepmaker/store.sqlite'))).toBe(true);
    expect([first, second, status, down, gone, again].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 3, 0]);
  });

  it('--detach reports why it could not start, and leaves no process', async () => {
    await using server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const { exitCode, stderr } = await project.stepmaker(['local', '--detach', '--port', String(port)]);

    expect(stderr).toMatch(new RegExp(`Port ${port} is in use.*--port`));
    expect(exitCode).toBe(1);
    expect((await project.stepmaker(['local', 'status'])).exitCode).toBe(3);
  });

  it('reset asks, and without a terminal deletes nothing', async () => {
    await project.stepmaker(['local', '--detach', '--no-deploy', '--port', '0']);
    const unasked = await project.stepmaker(['local', 'reset']);
    const kept = existsSync(join(project.directory, '.stepmaker/store.sqlite'));
    const reset = await project.stepmaker(['local', 'reset', '--yes']);

    expect(unasked.stderr).toMatch(
      /Delete all runs, models and buckets in .*\? No terminal to ask for confirmation\n {2}Pass --yes to confirm/,
    );
    expect([unasked.exitCode, kept]).toEqual([1, true]);
    expect(reset.exitCode).toBe(0);
    expect(existsSync(join(project.directory, '.stepmaker'))).toBe(false);
  });

  it('down leaves a process alone that is not the embedded AWS', async () => {
    await project.stepmaker(['local', '--detach', '--no-deploy', '--port', '0']);
    await project.stepmaker(['local', 'down']);
    project.file('.stepmaker/owner.json', JSON.stringify({ pid: process.pid, endpointUrl: 'http://127.0.0.1:9' }));

    const { exitCode, stderr } = await project.stepmaker(['local', 'down']);

    expect(stderr).toContain(
      `process ${process.pid} does not answer at http://127.0.0.1:9 as the embedded AWS does, so it is left alone`,
    );
    expect(exitCode).toBe(1);
    project.file('.stepmaker/owner.json', '{}');
  });

  it('--external-service passes a service on to another AWS', async () => {
    using other = temporaryProject();
    const serve = ['local', '--detach', '--no-deploy', '--port', '0', '--quiet'];
    const theirs = (await other.stepmaker(serve)).stdout.trim();
    const ours = (await project.stepmaker([...serve, '--external-service', `s3=${theirs}`, '--roles-on-trust'])).stdout.trim();
    const bucketsAt = async (endpoint: string, made?: string): Promise<(string | undefined)[]> => {
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
      if (made !== undefined) await s3.send(new CreateBucketCommand({ Bucket: made }));
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      s3.destroy();
      return Buckets.map(({ Name }) => Name);
    };
    try {
      expect(await bucketsAt(ours, 'made-through-ours')).toEqual(['made-through-ours']);
      expect(await bucketsAt(theirs)).toEqual(['made-through-ours']);
      const again = await project.stepmaker([...serve, '--external-service', `s3=${theirs}`]);
      expect([again.exitCode, again.stderr]).toEqual([6, expect.stringContaining('are for a server that starts')]);
    } finally {
      await other.stepmaker(['local', 'reset', '--yes']);
    }
  }, 30_000);

  it('--external-service says what it takes', async () => {
    const service = await project.stepmaker(['local', '--no-deploy', '--external-service', 'sqs=http://127.0.0.1:1']);
    const url = await project.stepmaker(['local', '--no-deploy', '--external-service', 's3=127.0.0.1:1']);
    const deployed = await project.stepmaker(['local', '--external-service', 's3=http://127.0.0.1:1']);

    expect(service.stderr).toContain("'sqs' is none of s3, logs, cloudwatch.");
    expect(url.stderr).toContain("'127.0.0.1:1' is not a URL.");
    expect(deployed.stderr).toContain('add --no-deploy');
    expect([service, url, deployed].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
  });
});
