import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin } from './job-directory.ts';

/** A processing job as its container sees it. `request` is a `CreateProcessingJob` request; all of it reaches the container. */
export interface ProcessingJob {
  /** @default - `processingjobconfig.json` has no ARN */
  readonly arn?: string;
  readonly request: {
    readonly AppSpecification?:
      | {
          readonly ImageUri?: string | undefined;
          readonly ContainerEntrypoint?: readonly string[] | undefined;
          readonly ContainerArguments?: readonly string[] | undefined;
        }
      | undefined;
    readonly Environment?: Readonly<Record<string, string>> | undefined;
    readonly ProcessingInputs?:
      | readonly {
          readonly InputName?: string | undefined;
          readonly AppManaged?: boolean | undefined;
          readonly S3Input?: S3Place | undefined;
        }[]
      | undefined;
    readonly ProcessingOutputConfig?:
      | {
          readonly Outputs?:
            | readonly { readonly OutputName?: string | undefined; readonly S3Output?: S3Place | undefined }[]
            | undefined;
        }
      | undefined;
    readonly StoppingCondition?: { readonly MaxRuntimeInSeconds?: number | undefined } | undefined;
    readonly Tags?: unknown;
  };
}

/** A directory of the container and the S3 prefix that it belongs to. */
export interface S3Place {
  readonly S3Uri?: string | undefined;
  readonly S3DataType?: string | undefined;
  /** Below `/opt/ml/processing/`. */
  readonly LocalPath?: string | undefined;
}

/** The path on this machine of a path that a request names, `/opt/ml/processing/…`; undefined for any other path. */
export function processingPath(localPath: string | undefined, base: string): string | undefined {
  const below = /^\/opt\/ml\/(processing\/.+)$/.exec(localPath ?? '')?.[1];
  const path = below === undefined ? undefined : pathWithin(join(base, 'processing'), join(base, below));
  return path?.replace(/\/$/, '');
}

/** The outputs of a job: their paths on this machine and their S3 prefixes. */
export function outputPaths({ request }: ProcessingJob, base: string): { readonly path: string; readonly uri: string }[] {
  return (request.ProcessingOutputConfig?.Outputs ?? []).flatMap(({ S3Output }) => {
    const path = processingPath(S3Output?.LocalPath, base);
    return path === undefined || S3Output?.S3Uri === undefined ? [] : [{ path, uri: S3Output.S3Uri }];
  });
}

/**
 * Writes the files of `/opt/ml/config`.
 *
 * @param base `/opt/ml` on this machine
 */
export async function writeProcessingConfiguration({ request, arn }: ProcessingJob, base: string): Promise<void> {
  const write = (name: string, value: object): Promise<void> =>
    writeFile(join(base, 'config', `${name}.json`), JSON.stringify(value));
  const { Tags: _tags, ...asked } = request;
  await Promise.all([
    write('processingjobconfig', {
      ProcessingJobArn: arn,
      ...asked,
      StoppingCondition: asked.StoppingCondition ?? { MaxRuntimeInSeconds: 86_400 },
    }),
    write('resourceconfig', { current_host: 'algo-1', hosts: ['algo-1'] }),
  ]);
}
