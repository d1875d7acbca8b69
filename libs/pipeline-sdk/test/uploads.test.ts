import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { PipelineClient } from '../src/index.ts';
import { type UploadProgress, uploadDataset } from '../src/node/index.ts';
import { type Answer, awsError, inTurn, ScriptedClient } from './scripted-client.ts';

const PART_SIZE = 5 * 1024 * 1024;
const KEY = 'raw-data/houses.csv';
const directory = mkdtempSync(join(tmpdir(), 'pipeline-sdk-uploads-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A CSV file of two parts and a half. */
const LARGE = Buffer.from(`a,b\n${'1,2\n'.repeat((2.5 * PART_SIZE) / 4)}`);
const LARGE_PARTS = [0, 1, 2].map((index) => LARGE.subarray(index * PART_SIZE, (index + 1) * PART_SIZE));
const CHECKSUMS = LARGE_PARTS.map((part) => sha256(part).toString('base64'));
const COMPOSITE = `${sha256(Buffer.concat(LARGE_PARTS.map(sha256))).toString('base64')}-3`;
const largeFile = join(directory, 'houses.csv');
writeFileSync(largeFile, LARGE);

/** A bucket that accepts every upload, or has these answers. */
function bucketWith(answers: Readonly<Record<string, Answer>> = {}): ScriptedClient {
  return new ScriptedClient({
    PutObject: {},
    ListMultipartUploads: {},
    CreateMultipartUpload: { UploadId: 'new' },
    UploadPart: ({ PartNumber }) => ({ ETag: `e${PartNumber}` }),
    CompleteMultipartUpload: {},
    AbortMultipartUpload: {},
    ...answers,
  });
}

function pipelineWith(s3: ScriptedClient): PipelineClient {
  const Outputs = [{ OutputKey: 'BucketName', OutputValue: 'houses' }];
  const cloudformation = new ScriptedClient({ DescribeStacks: { Stacks: [{ Outputs }] } });
  return new PipelineClient({ stackName: 'houses', region: 'us-east-1', clients: { cloudformation, s3 } });
}

/** The text of the object that one call puts. */
function textOf(s3: ScriptedClient): string {
  const [{ input } = { input: {} }] = s3.callsOf('PutObject');
  return new TextDecoder().decode((input as { readonly Body: Uint8Array }).Body);
}

describe('uploadDataset of a small source', () => {
  it('puts a file in one call, with its checksum', async () => {
    const file = join(directory, 'small.csv');
    writeFileSync(file, 'a,b\n1,2\n');
    const s3 = bucketWith();
    const progress: UploadProgress[] = [];

    const uploaded = await uploadDataset(pipelineWith(s3), pathToFileURL(file), { onProgress: (each) => progress.push(each) });

    const checksum = sha256(Buffer.from('a,b\n1,2\n')).toString('base64');
    expect(uploaded).toEqual({
      uri: 's3://houses/raw-data/small.csv',
      bucket: 'houses',
      key: 'raw-data/small.csv',
      bytes: 8,
      checksum,
      parts: 1,
      resumedParts: 0,
    });
    expect(s3.calls).toMatchObject([{ operation: 'PutObject', input: { Key: 'raw-data/small.csv', ChecksumSHA256: checksum } }]);
    expect(progress).toEqual([{ bytes: 8, totalBytes: 8, resumedBytes: 0 }]);
  });

  it.each([
    ['chunks of text', ['a,b\n1,', '2\n'], {}, 'a,b\n1,2\n'],
    ['chunks of bytes', [Buffer.from('a,b\n'), Buffer.from('1,2\n')], {}, 'a,b\n1,2\n'],
    ['arrays under given columns', [[1, null]], { columns: ['a', 'b'] }, 'a,b\n1,\n'],
    [
      'arrays after a header',
      [
        ['a', 'b'],
        [1, 'x, y'],
      ],
      {},
      'a,b\n1,"x, y"\n',
    ],
    ['objects', [{ a: 1, b: 2 }, { b: 4 }], {}, 'a,b\n1,2\n,4\n'],
  ])('writes CSV from %s', async (_, source, options, expected) => {
    const s3 = bucketWith();
    async function* streamed(): AsyncGenerator<unknown> {
      yield* source;
    }

    await uploadDataset(pipelineWith(s3), streamed() as never, { name: 'houses.csv', ...options });

    expect(textOf(s3)).toBe(expected);
  });

  it('writes many rows, and none without a check', async () => {
    const many = bucketWith();
    const none = bucketWith();
    const rows = Array.from({ length: 20_000 }, (_, index) => [index, index]);

    await uploadDataset(pipelineWith(many), rows, { name: 'many.csv', columns: ['a', 'b'] });
    await uploadDataset(pipelineWith(none), [], { name: 'none.csv', check: false });

    expect(textOf(many)).toBe(`a,b\n${rows.map((row) => `${row.join(',')}\n`).join('')}`);
    expect(textOf(none)).toBe('');
  });
});

describe('uploadDataset of a large file', () => {
  it('sends parts at the same time and completes them in order', async () => {
    let secondSent = (): void => {};
    const second = new Promise<void>((resolve) => {
      secondSent = resolve;
    });
    // Part 1 is answered after part 2.
    const s3 = bucketWith({
      UploadPart: async ({ PartNumber }) => {
        if (PartNumber === 1) await second;
        if (PartNumber === 2) secondSent();
        return { ETag: `e${PartNumber}` };
      },
    });
    const progress: UploadProgress[] = [];

    const uploaded = await uploadDataset(pipelineWith(s3), largeFile, {
      partSizeBytes: PART_SIZE,
      concurrency: 2,
      onProgress: (each) => progress.push(each),
    });

    expect(uploaded).toMatchObject({ bytes: LARGE.length, checksum: COMPOSITE, parts: 3, resumedParts: 0 });
    expect(s3.callsOf('UploadPart').map(({ input }) => input['ChecksumSHA256'])).toEqual(CHECKSUMS);
    expect(s3.callsOf('CompleteMultipartUpload').map(({ input }) => input)).toEqual([
      {
        Bucket: 'houses',
        Key: KEY,
        UploadId: 'new',
        ChecksumSHA256: COMPOSITE,
        MultipartUpload: {
          Parts: CHECKSUMS.map((ChecksumSHA256, index) => ({ PartNumber: index + 1, ETag: `e${index + 1}`, ChecksumSHA256 })),
        },
      },
    ]);
    expect(progress.at(-1)).toEqual({ bytes: LARGE.length, totalBytes: LARGE.length, resumedBytes: 0 });
  });

  it('resumes the newest upload of the key and sends only the parts that differ', async () => {
    const upload = (UploadId: string, day: number, more: object = {}): object => ({
      UploadId,
      Key: KEY,
      ChecksumAlgorithm: 'SHA256',
      Initiated: new Date(Date.UTC(2026, 0, day)),
      ...more,
    });
    const s3 = bucketWith({
      ListMultipartUploads: {
        Uploads: [
          upload('older', 1),
          upload('newest', 3),
          upload('another key', 4, { Key: `${KEY}.old` }),
          upload('another checksum', 5, { ChecksumAlgorithm: 'CRC32' }),
          upload('no date', 6, { Initiated: undefined }),
        ],
      },
      ListParts: inTurn(
        {
          Parts: [{ PartNumber: 1, ETag: 'former', ChecksumSHA256: CHECKSUMS[0] }],
          IsTruncated: true,
          NextPartNumberMarker: '1',
        },
        { Parts: [{ PartNumber: 2, ETag: 'changed', ChecksumSHA256: 'other' }] },
      ),
    });
    const progress: UploadProgress[] = [];

    const uploaded = await uploadDataset(pipelineWith(s3), largeFile, {
      partSizeBytes: PART_SIZE,
      onProgress: (each) => progress.push(each),
    });

    expect(uploaded).toMatchObject({ checksum: COMPOSITE, parts: 3, resumedParts: 1 });
    expect(s3.callsOf('ListParts').map(({ input }) => [input['UploadId'], input['PartNumberMarker']])).toEqual([
      ['newest', undefined],
      ['newest', '1'],
    ]);
    expect(s3.callsOf('UploadPart').map(({ input }) => [input['UploadId'], input['PartNumber']])).toEqual([
      ['newest', 2],
      ['newest', 3],
    ]);
    expect(s3.callsOf('CompleteMultipartUpload')[0]?.input['MultipartUpload']).toMatchObject({
      Parts: [
        { PartNumber: 1, ETag: 'former' },
        { PartNumber: 2, ETag: 'e2' },
        { PartNumber: 3, ETag: 'e3' },
      ],
    });
    expect(progress.at(-1)).toMatchObject({ bytes: LARGE.length, resumedBytes: PART_SIZE });
  });

  it('keeps the parts for another try when a part is not accepted', async () => {
    const s3 = bucketWith({
      UploadPart: ({ PartNumber }) => (PartNumber === 2 ? awsError('SlowDown') : { ETag: `e${PartNumber}` }),
    });

    await expect(uploadDataset(pipelineWith(s3), largeFile, { partSizeBytes: PART_SIZE, concurrency: 1 })).rejects.toMatchObject({
      name: 'SlowDown',
    });
    expect(s3.callsOf('CompleteMultipartUpload')).toEqual([]);
    expect(s3.callsOf('AbortMultipartUpload')).toEqual([]);
  });

  it.each([
    ['accepts', {}],
    ['does not accept', awsError('NoSuchUpload')],
  ])(
    'removes the parts when the source breaks, and throws its error where S3 %s the removal',
    async (_, AbortMultipartUpload) => {
      const s3 = bucketWith({ AbortMultipartUpload });
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield LARGE.subarray(0, 2 * PART_SIZE);
        throw new Error('the disk is gone');
      }

      await expect(uploadDataset(pipelineWith(s3), broken(), { name: 'houses.csv', partSizeBytes: PART_SIZE })).rejects.toThrow(
        'the disk is gone',
      );
      expect(s3.callsOf('AbortMultipartUpload').map(({ input }) => input['UploadId'])).toEqual(['new']);
      expect(s3.callsOf('CompleteMultipartUpload')).toEqual([]);
    },
  );
});

describe('uploadDataset', () => {
  const rows = [{ a: 1 }];

  it('checks a file before any call', async () => {
    const file = join(directory, 'cut.csv');
    writeFileSync(file, 'a,b\n1,2\n3');
    const s3 = bucketWith();

    await expect(uploadDataset(pipelineWith(s3), file)).rejects.toThrow('cut.csv line 3: has 1 value');
    expect(s3.calls).toEqual([]);
  });

  it.each([
    ['rows without a name', {}, 'name is needed for rows and streams'],
    ['a name outside of the folder', { name: '../houses.csv' }, 'name must have letters'],
    ['a name with spaces', { name: 'my houses.csv' }, 'was "my houses.csv"'],
    ['a part size below that of S3', { name: 'a.csv', partSizeBytes: 1024 }, 'from 5242880 (5 MiB), was 1024'],
    ['a part size that is not whole', { name: 'a.csv', partSizeBytes: PART_SIZE + 0.5 }, 'from 5242880 (5 MiB)'],
    ['an unknown option', { nam: 'a.csv' }, 'uploadDataset has no option nam; did you mean name?'],
    ['options that are not an object', 'a.csv', 'uploadDataset takes an object with options, was a.csv'],
  ])('refuses %s before any call', async (_, options, message) => {
    const s3 = bucketWith();

    await expect(uploadDataset(pipelineWith(s3), rows, options as never)).rejects.toThrow(message);
    expect(s3.calls).toEqual([]);
  });

  it('refuses an object that is not a PipelineClient', async () => {
    await expect(uploadDataset({} as never, rows, { name: 'a.csv' })).rejects.toThrow('Not a PipelineClient');
  });
});
