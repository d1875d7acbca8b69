import { PipelineClient } from '@stepmaker/pipeline-sdk';
import type { Command } from 'commander';
import { integer } from './option-values.ts';

/** Options by which a command knows which AWS and which pipeline are meant. */
export interface TargetOptions {
  readonly local?: boolean;
  readonly port: number;
  readonly stack: string;
  readonly region?: string;
}

/** Adds the options of {@link TargetOptions} to a command. */
export function withTarget(command: Command): Command {
  return command
    .option('--local', 'use the embedded AWS on this machine')
    .option('--port <number>', 'port of the embedded AWS', integer(1, 65_535), 4566)
    .option('--stack <name>', 'the pipeline’s CloudFormation stack', 'ml-pipeline')
    .option('--region <name>', 'AWS region');
}

/** Where the embedded AWS listens. */
export function localConfig(port: number): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}

/** A client of the pipeline that the options name. */
export function pipelineClient({ local, port, stack, region }: TargetOptions): PipelineClient {
  return new PipelineClient({ ...(local && localConfig(port)), ...(region !== undefined && { region }), stackName: stack });
}

/** A name of an execution becomes its ARN; an ARN stays. */
export async function executionArn(pipeline: PipelineClient, nameOrArn: string): Promise<string> {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `${(await pipeline.stateMachineArn()).replace(':stateMachine:', ':execution:')}:${nameOrArn}`;
}
