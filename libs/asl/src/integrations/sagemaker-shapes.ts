/** A label on a resource. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags may also be put together by an expression. */
export type Tags = readonly Tag[];

/** The network in which containers run. */
export interface VpcConfig {
  readonly SecurityGroupIds: readonly string[];
  readonly Subnets: readonly string[];
}

/** Location of a channel's files in S3. */
export interface S3DataSource {
  readonly S3DataType: 'ManifestFile' | 'S3Prefix' | 'AugmentedManifestFile';
  readonly S3Uri: string;
  readonly S3DataDistributionType?: 'FullyReplicated' | 'ShardedByS3Key';
}

/** One input of a training job: a directory `/opt/ml/input/data/<ChannelName>`. */
export interface Channel {
  readonly ChannelName: string;
  readonly ContentType?: string;
  readonly CompressionType?: 'None' | 'Gzip';
  readonly InputMode?: 'Pipe' | 'File' | 'FastFile';
  readonly DataSource: { readonly S3DataSource: S3DataSource };
}

/** A metric that SageMaker reads out of the log by a regular expression. */
export interface MetricDefinition {
  readonly Name: string;
  readonly Regex: string;
}

/** One input of a processing job. */
export interface ProcessingInput {
  readonly InputName: string;
  readonly S3Input: {
    readonly S3Uri: string;
    /** Below `/opt/ml/processing/`. */
    readonly LocalPath: string;
    readonly S3DataType: 'ManifestFile' | 'S3Prefix';
    readonly S3InputMode: 'Pipe' | 'File';
    readonly S3DataDistributionType?: 'FullyReplicated' | 'ShardedByS3Key';
    readonly S3CompressionType?: 'None' | 'Gzip';
  };
}

/** One output of a processing job. */
export interface ProcessingOutput {
  readonly OutputName: string;
  readonly S3Output: {
    readonly S3Uri: string;
    /** Below `/opt/ml/processing/`. */
    readonly LocalPath: string;
    readonly S3UploadMode: 'Continuous' | 'EndOfJob';
  };
}

/** Image and arguments of a model's container. */
export interface ContainerDefinition {
  readonly Image: string;
  readonly ModelDataUrl: string;
  readonly Environment?: Readonly<Record<string, string>>;
}

/** One variant of an endpoint. */
export interface ProductionVariant {
  readonly VariantName: string;
  readonly ModelName: string;
  readonly InitialInstanceCount: number;
  readonly InstanceType: string;
  readonly InitialVariantWeight?: number;
}
