import type { EndpointClient, PipelineClient } from '@stepmaker/pipeline-sdk';

/** What a target can do that another cannot; a suite says what it needs. */
export type Capability = 'sagemaker-jobs' | 'local-processes';

/** A place where the pipeline is deployed and the suites run. Dispose it to take everything away again. */
export interface Target extends AsyncDisposable {
  readonly name: string;
  readonly capabilities: ReadonlySet<Capability>;
  readonly pipeline: PipelineClient;
  readonly bucketName: string;
  /** What an AWS client needs to reach the target. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  endpoint(endpointName: string): EndpointClient;
  /** Uploads a file under `raw-data/` and gives its `s3://` URI. */
  uploadDataset(file: string, name: string): Promise<string>;
}
