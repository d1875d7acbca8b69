import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { downloadObject, readObject, type UploadProgress, uploadDataset } from '@stepmaker/pipeline-sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../../src/start-local.ts';

const MIB = 1024 * 1024;
const PART = 5 * MIB;

let local: LocalPipeline;
let directory: string;
let big: string;
let s3: S3Client;

beforeAll(async () => {
  local = await startLocal();
  s3 = new S3Client({ ...local.clientConfig, forcePathStyle: true });
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-datasets-'));
  big = join(directory, 'big.csv');
  const row = `${'0123456789,'.repeat(9)}0123456789\n`;
  writeFileSync(big, row.replaceAll('0123456789', 'c') + row.repeat(Math.ceil((6 * PART) / row.length)));
});
afterAll(async () => {
  s3.destroy();
  await local[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

async function unfinished(): Promise<number> {
  return ((await s3.send(new ListMultipartUploadsCommand({ Bucket: local.bucketName }))).Uploads ?? []).length;
}

describe('uploadDataset', () => {
  it('puts a small file there at once, with its checksum', async () => {
    const file = join(directory, 'small.csv');
    writeFileSync(file, 'a,b\n1,2\n');

    const uploaded = await uploadDataset(local.pipeline, pathToFileURL(file));

    expect(uploaded).toEqual({
      uri: `s3://${local.bucketName}/raw-data/small.csv`,
      bucket: local.bucketName,
      key: 'raw-data/small.csv',
      bytes: 8,
      checksum: createHash('sha256').update('a,b\n1,2\n').digest('base64'),
      parts: 1,
      resumedParts: 0,
    });
    expect(await readObject(local.pipeline, uploaded.uri)).toBe('a,b\n1,2\n');
  });

  it('takes rows, by column and by position, and text in streams', async () => {
    const rows = [
      { rooms: 4, place: 'by the "river", north' },
      { place: null, rooms: 5 },
    ];
    const { uri } = await uploadDataset(local.pipeline, rows, { name: 'rows.csv' });
    const arrays = await uploadDataset(local.pipeline, [[1, 2]], { name: 'arrays.csv', columns: ['a', 'b'] });
    const text = await uploadDataset(local.pipeline, createReadStream(join(directory, 'small.csv'), 'utf8'), {
      name: 'text.csv',
    });

    expect(await readObject(local.pipeline, uri)).toBe('rooms,place\n4,"by the ""river"", north"\n5,\n');
    expect(await readObject(local.pipeline, arrays.uri)).toBe('a,b\n1,2\n');
    expect(await readObject(local.pipeline, text.uri)).toBe('a,b\n1,2\n');
  });

  it('refuses a truncated file before any call, and leaves nothing of a truncated stream', async () => {
    const cut = join(directory, 'cut.csv');
    writeFileSync(cut, readFileSync(big).subarray(0, 2 * PART + 17));

    const message = /^cut\.csv line \d+: has \d values? where the header has 10; is the file whole\?$/;
    await expect(uploadDataset(local.pipeline, cut)).rejects.toThrow(message);
    await expect(uploadDataset(local.pipeline, createReadStream(cut), { name: 'cut.csv', partSizeBytes: PART })).rejects.toThrow(
      message,
    );

    expect(await unfinished()).toBe(0);
    await expect(readObject(local.pipeline, `s3://${local.bucketName}/raw-data/cut.csv`)).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('refuses NaN and rows that do not fit, and names that leave the folder', async () => {
    await expect(uploadDataset(local.pipeline, [{ a: Number.NaN }], { name: 'x.csv' })).rejects.toThrow(
      'rows[1]: a must be a finite number, or null for a missing value, was NaN',
    );
    await expect(uploadDataset(local.pipeline, [{ a: 1 }, { b: 1 }], { name: 'x.csv' })).rejects.toThrow(
      'rows[2]: has a member b',
    );
    await expect(uploadDataset(local.pipeline, [{ a: 1 }], { name: '../x.csv' })).rejects.toThrow('name must have letters');
    await expect(uploadDataset(local.pipeline, [{ a: 1 }], { nam: 'x.csv' } as never)).rejects.toThrow(
      'uploadDataset has no option nam; did you mean name?',
    );
  });

  it('continues where a killed process left off, and sends nothing twice', async () => {
    const child = startUpload();
    await sent(child, 3);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await unfinished()).toBe(1);
    const seen: UploadProgress[] = [];

    const uploaded = await uploadDataset(local.pipeline, big, { partSizeBytes: PART, onProgress: (at) => seen.push(at) });

    expect(uploaded.resumedParts).toBeGreaterThanOrEqual(3);
    expect(uploaded.resumedParts).toBeLessThan(uploaded.parts);
    expect(seen.at(-1)).toMatchObject({ bytes: uploaded.bytes, totalBytes: uploaded.bytes });
    expect(seen.at(-1)?.resumedBytes).toBe(uploaded.resumedParts * PART);
    expect(await unfinished()).toBe(0);
    const back = await downloadObject(local.pipeline, uploaded.uri, { to: join(directory, 'back.csv') });
    expect(readFileSync(back).equals(readFileSync(big))).toBe(true);
  });

  it('stops when its signal is aborted', async () => {
    const ending = new AbortController();

    const upload = uploadDataset(local.pipeline, big, {
      name: 'aborted.csv',
      partSizeBytes: PART,
      concurrency: 1,
      signal: ending.signal,
      onProgress: () => ending.abort(new Error('enough')),
    });

    await expect(upload).rejects.toThrow('enough');
  });
});

/** A process that uploads, one part at a time, and says so. */
function startUpload(): ChildProcess {
  const script = `
    import { PipelineClient } from '@stepmaker/pipeline-sdk';
    import { uploadDataset } from '@stepmaker/pipeline-sdk/node';
    const pipeline = new PipelineClient(${JSON.stringify({ ...local.clientConfig, stackName: local.stackName })});
    await uploadDataset(pipeline, ${JSON.stringify(big)}, {
      partSizeBytes: ${PART}, concurrency: 1,
      onProgress: async ({ bytes }) => { process.stdout.write(bytes + '\\n'); if (bytes >= ${3 * PART}) for (;;); },
    });`;
  return spawn(process.execPath, ['--conditions=@stepmaker/source', '--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function sent(child: ChildProcess, parts: number): Promise<void> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    if (Number(line) >= parts * PART) return;
  throw new Error('The upload ended early');
}
