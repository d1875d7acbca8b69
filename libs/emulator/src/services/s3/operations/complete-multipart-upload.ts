import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadCommandInput, CompleteMultipartUploadOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Checksum, checksumMembers, createChecksum } from '../checksum.ts';
import { type CombinableCrc, combineCrcs } from '../crc.ts';
import { badDigest, malformedXml, refusal } from '../errors.ts';
import { encryptionOf } from '../object-encryption.ts';
import type { S3 } from '../s3.ts';
import { saveObject, shownVersionId } from '../save-object.ts';
import type { Part, Upload } from '../upload-store.ts';

/** The least size of a part that is not the last one, in bytes. */
const LEAST_PART = 5 * 1024 * 1024;

/**
 * Puts an object together from the parts of an upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function completeMultipartUpload(
  s3: S3,
): OperationHandler<Given<CompleteMultipartUploadCommandInput, 'Bucket' | 'Key' | 'UploadId'>, CompleteMultipartUploadOutput> {
  return async (input, call) => {
    const { Bucket, Key, UploadId, MultipartUpload } = input;
    const bucket = s3.buckets.get(Bucket);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    await s3.encryption.requireReading(upload, call);
    const received = s3.uploads.parts(upload.id);
    const parts = chosenParts(received, MultipartUpload?.Parts ?? [], upload);
    const checksum = await checksumOf(s3, upload, parts);
    const claimed = input[`Checksum${upload.algorithm}`];
    if (claimed !== undefined && checksum !== undefined && claimed !== checksum.value) throw badDigest(upload.algorithm);
    const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    const saved = saveObject(
      s3,
      'CompleteMultipartUpload',
      Bucket,
      {
        key: Key,
        size: parts.reduce((sum, { size }) => sum + size, 0),
        etag: `${createHash('md5').update(digests).digest('hex')}-${parts.length}`,
        headers: upload.headers,
        metadata: upload.metadata,
        tags: upload.tags,
        ...(checksum !== undefined && { checksum }),
        pieces: parts.map(({ file, size, number, checksum: own }) => ({ file, size, partNumber: number, checksum: own })),
        multipart: true,
      },
      {},
      () => {
        // Within the transaction: a second completion finds the upload gone, and the files are the object's.
        s3.uploads.get(UploadId, Bucket, Key);
        s3.uploads.remove(upload.id);
      },
    );
    const used = new Set(parts.map(({ file }) => file));
    s3.files.remove(received.filter(({ file }) => !used.has(file)).map(({ file }) => file));
    return {
      Location: `https://${Bucket}.s3.${call.region}.amazonaws.com/${encodeURIComponent(Key)}`,
      Bucket,
      Key,
      ETag: `"${saved.etag}"`,
      ...checksumMembers(checksum),
      ...shownVersionId(bucket, saved),
      ...encryptionOf(upload.headers),
    };
  };
}

/** The parts that the client lists. @throws AwsError `MalformedXML`, `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall` */
function chosenParts(received: readonly Part[], listedObject: readonly CompletedPart[], { id, algorithm }: Upload): Part[] {
  if (listedObject.length === 0) throw malformedXml();
  if (listedObject.some(({ PartNumber = 0 }, index) => PartNumber <= (listedObject[index - 1]?.PartNumber ?? 0)))
    throw refusal(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { UploadId: id },
    );
  const byNumber = new Map(received.map((part) => [part.number, part]));
  const parts = listedObject.map((wanted) => {
    const { PartNumber = 0, ETag = '' } = wanted;
    const part = byNumber.get(PartNumber);
    const claimed = wanted[`Checksum${algorithm}`];
    if (part?.etag !== ETag.replaceAll('"', '') || (claimed !== undefined && claimed !== part.checksum))
      throw refusal(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        400,
        { UploadId: id, PartNumber, ETag: ETag.replaceAll('"', '') },
      );
    return part;
  });
  const small = parts.slice(0, -1).find(({ size }) => size < LEAST_PART);
  if (small !== undefined)
    throw refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      ProposedSize: small.size,
      MinSizeAllowed: LEAST_PART,
      PartNumber: small.number,
      ETag: small.etag,
    });
  return parts;
}

/** The whole object's checksum: put together from its parts', without reading their bytes again where that can be avoided. */
async function checksumOf(
  { files }: S3,
  { algorithm, checksumType }: Upload,
  parts: readonly Part[],
): Promise<Checksum | undefined> {
  const digests = await Promise.all(
    parts.map(async (part) => {
      if (part.checksum !== '') return Buffer.from(part.checksum, 'base64');
      const checksum = createChecksum(algorithm);
      for await (const chunk of await files.read([part], 0, part.size - 1)) checksum.update(chunk as Buffer);
      return checksum.digest();
    }),
  );
  if (checksumType === 'COMPOSITE') {
    const checksum = createChecksum(algorithm);
    for (const digest of digests) checksum.update(digest);
    return { algorithm, value: `${checksum.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
  }
  const crc = algorithm as CombinableCrc;
  const whole = digests.reduce((sum, digest, index) => combineCrcs(crc, sum, digest, (parts[index] as Part).size));
  return { algorithm, value: whole.toString('base64'), type: 'FULL_OBJECT' };
}
