import type { Toolbox } from '../tools/toolbox.ts';

/** Place that flavours are deployed to: an embedded AWS, and what tools need to reach it. */
export interface Place {
  readonly endpointUrl: string;
  readonly toolbox: Toolbox;
  /** The environment of a tool: the account's dummy keys, the endpoint, nothing of the person's own AWS. */
  readonly env: Readonly<Record<string, string>>;
  /** A new empty directory of the flavour's own, which goes at the end. */
  readonly workspace: string;
}

/** A deployed flavour. */
export interface Deployed {
  /** The value of the tag on all that it made: its stack's name, or the module's. */
  readonly name: string;
  readonly stateMachineArn: string;
  readonly bucketName: string;
  readonly topicArn: string;
  readonly executionRoleArn: string;
  readonly endpointName: string;
  /** Output of its tool. */
  readonly transcript: string;
}

/** A way to deploy the pipeline, by its own real tool. */
export interface Flavour {
  readonly name: string;
  /** Why it cannot be tried on this machine; undefined where it can. */
  unavailable(toolbox: Toolbox): string | undefined;
  deploy(place: Place): Promise<Deployed>;
  /** Deploying again changes nothing: gives what the tool said. @throws Error where it found something to change */
  deployAgain(place: Place): Promise<string>;
  destroy(place: Place): Promise<string>;
}
