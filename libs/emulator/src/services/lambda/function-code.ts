import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AwsError } from '../../core/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../core/http-message.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { invalidParameter } from './errors.ts';
import { unzip } from './unzip.ts';

/** Source of a deployment package: the request or S3. */
export interface CodeSource {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
  readonly ImageUri?: string | undefined;
}

/** A deployment package that has been read. */
export interface DeploymentPackage {
  readonly codeSha256: string;
  readonly codeSizeBytes: number;
}

const MAXIMUM_ZIPPED_BYTES = 50 * 1024 * 1024;
const MAXIMUM_UNZIPPED_BYTES = 262_144_000;

/** The deployment packages of all functions, unpacked under the data directory by their hash. */
export class FunctionCode {
  readonly #runtime: Runtime;
  readonly #directory: string;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#directory = join(runtime.dataDir, 'lambda', 'code');
  }

  /** The folder that `LAMBDA_TASK_ROOT` names. */
  taskRoot(codeSha256: string): string {
    return join(this.#directory, Buffer.from(codeSha256, 'base64').toString('hex'), 'task');
  }

  /** Path of deployment packages below the routes of this service. */
  downloadPath(codeSha256: string): string {
    return `/code/${Buffer.from(codeSha256, 'base64').toString('hex')}`;
  }

  /** Answers a request for a deployment package; its hash, 256 bits, is what the one who asks must know. */
  download({ method }: HttpRequest, path: string): HttpResponse {
    const hash = /^\/code\/([0-9a-f]{64})$/.exec(path)?.[1];
    const archive = join(this.#directory, String(hash), 'code.zip');
    if (hash === undefined || method !== 'GET' || !existsSync(archive)) {
      return { status: 404, headers: {}, body: 'Unknown deployment package' };
    }
    return { status: 200, headers: { 'content-type': 'application/zip' }, body: createReadStream(archive) };
  }

  /**
   * Reads and unpacks a deployment package. The same package is kept once.
   *
   * @throws AwsError `InvalidParameterValueException` where it is missing, too large or no ZIP archive
   */
  async save(source: CodeSource, call: Call): Promise<DeploymentPackage> {
    const archive = await this.#read(source, call);
    const codeSha256 = createHash('sha256').update(archive).digest('base64');
    const result = { codeSha256, codeSizeBytes: archive.byteLength };
    const target = dirname(this.taskRoot(codeSha256));
    if (existsSync(target)) return result;

    const entries = this.#unzip(archive);
    const staging = `${target}.${randomUUID()}`;
    await mkdir(join(staging, 'task'), { recursive: true });
    for (const entry of entries) {
      const path = join(staging, 'task', entry.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, entry.content, { mode: entry.executable ? 0o755 : 0o644 });
    }
    // Files are CommonJS unless the package itself says otherwise, whatever lies around the data directory.
    await writeFile(join(staging, 'package.json'), '{"type":"commonjs"}\n');
    await writeFile(join(staging, 'code.zip'), archive);
    try {
      await rename(staging, target);
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
    return result;
  }

  /** Removes a package that no version uses any more. */
  async remove(codeSha256: string): Promise<void> {
    await rm(dirname(this.taskRoot(codeSha256)), { recursive: true, force: true });
  }

  #unzip(archive: Uint8Array): ReturnType<typeof unzip> {
    try {
      const entries = unzip(archive, MAXIMUM_UNZIPPED_BYTES);
      if (entries.length > 0) return entries;
    } catch (error) {
      if (error instanceof RangeError) {
        throw invalidParameter(`Unzipped size must be smaller than ${MAXIMUM_UNZIPPED_BYTES} bytes`);
      }
      throw invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');
    }
    throw invalidParameter('Uploaded file must be a non-empty zip');
  }

  async #read(source: CodeSource, call: Call): Promise<Uint8Array> {
    if (source.ImageUri !== undefined) {
      throw invalidParameter('Please do not provide ImageUri when updating a function with packageType Zip.');
    }
    if (source.ZipFile !== undefined) {
      if (source.ZipFile.byteLength > MAXIMUM_ZIPPED_BYTES) {
        throw new AwsError({
          code: 'RequestEntityTooLargeException',
          message: 'Request must be smaller than 70167211 bytes for the CreateFunction operation',
          httpStatus: 413,
        });
      }
      return source.ZipFile;
    }
    if (!source.S3Bucket || !source.S3Key) throw invalidParameter('Please provide a source for function code.');
    return await this.#fetch(source, call);
  }

  async #fetch(source: CodeSource, call: Call): Promise<Uint8Array> {
    try {
      const { Body } = await this.#runtime.aws.call<{ Body: Readable | Uint8Array }>(
        's3',
        'GetObject',
        {
          Bucket: source.S3Bucket,
          Key: source.S3Key,
          ...(source.S3ObjectVersion === undefined ? {} : { VersionId: source.S3ObjectVersion }),
        },
        { caller: call.caller, region: call.region },
      );
      if (Body instanceof Uint8Array) return Body;
      const chunks: Uint8Array[] = [];
      for await (const chunk of Body) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);
    }
  }
}
