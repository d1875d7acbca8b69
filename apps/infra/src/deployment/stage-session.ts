import type { DeployStackOptions } from '@stepmaker/stack-deployer';
import type { PriceList } from '../cost/price-list.ts';
import type { StageStacks } from './planned-stacks.ts';
import type { DeploymentRequest } from './request.ts';
import type { StackParameters } from './stack-parameters.ts';
import type { AwsClientConfig, Destination } from './where-to.ts';

/** Everything that deploying, comparing and destroying a stage have in common. */
export interface StageSession {
  readonly request: DeploymentRequest;
  readonly destination: Destination;
  readonly clientConfig: AwsClientConfig;
  readonly stacks: StageStacks;
  /** Values from the command line, by stack name and parameter name. */
  readonly given: StackParameters;
  readonly prices: PriceList;
  /** Asks, unless the request is confirmed. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Settings with which every stack is deployed, compared and destroyed. */
  readonly options: Required<
    Pick<DeployStackOptions, 'cloudformation' | 'print' | 'palette' | 'parseTemplate' | 'pollIntervalMillis' | 'signal'>
  >;
}
