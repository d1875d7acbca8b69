/** An AWS framework image that the local Python stands in for. */
export interface FrameworkImage {
  /** The repository's name, e.g. `sagemaker-scikit-learn`. */
  readonly repository: string;
  readonly tag: string;
}

/** Repositories whose images run a Python script in SageMaker's script mode. */
const SCRIPT_MODE_REPOSITORIES: ReadonlySet<string> = new Set([
  'sagemaker-scikit-learn',
  'sagemaker-xgboost',
  'pytorch-training',
  'tensorflow-training',
  'mxnet-training',
  'huggingface-pytorch-training',
  'huggingface-tensorflow-training',
  'sagemaker-base-python',
  'sagemaker-data-science',
]);

const SERVING_REPOSITORIES: ReadonlySet<string> = new Set(['sagemaker-scikit-learn']);

/** The script-mode framework image that a URI names; undefined for any other image. */
export function scriptModeImage(uri: string): FrameworkImage | undefined {
  return knownImage(uri, SCRIPT_MODE_REPOSITORIES);
}

/** The framework image whose model server is stood in for; undefined for any other image. */
export function servingImage(uri: string): FrameworkImage | undefined {
  return knownImage(uri, SERVING_REPOSITORIES);
}

/** Whether a URI has the form of an image in Amazon ECR. */
export function isEcrImage(uri: string): boolean {
  return /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.[a-z0-9.-]+\/[a-z0-9._/-]+(:[\w.-]+|@sha256:[0-9a-f]{64})?$/.test(uri);
}

/** The failure reason of a job whose image cannot be run as a local process. */
export function cannotRunImage(
  image: string,
  entrypoint: 'AppSpecification.ContainerEntrypoint' | 'ContainerEntrypoint',
): string {
  return `ClientError: The image ${image} cannot be run as a local process. Local processes run AWS's Python framework images such as sagemaker-scikit-learn, and any image whose command is given in ${entrypoint}`;
}

function knownImage(uri: string, repositories: ReadonlySet<string>): FrameworkImage | undefined {
  const [, repository, tag] = /^(?:[^/]+\/)*([^/:@]+)(?::([^@]+))?/.exec(uri) ?? [];
  return repository !== undefined && repositories.has(repository) ? { repository, tag: tag ?? 'latest' } : undefined;
}
