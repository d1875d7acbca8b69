import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Palette, plainPalette } from './palette.ts';

/** Connection of the deployer to CloudFormation and to the user. */
export interface SessionOptions {
  readonly cloudformation: CloudFormationClient;
  /** Receives the output, some lines at a time and without the last line break. @default - no output */
  readonly print?: (text: string) => void;
  /** Colours of the output. @default - none */
  readonly palette?: Palette;
  /** Asks a question that is answered with yes or no. @default - answers yes */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Time between two requests for a status, in milliseconds. @default 2000 */
  readonly pollIntervalMillis?: number;
  /** Ends the waiting, not what CloudFormation does. */
  readonly signal?: AbortSignal | undefined;
}

/** {@link SessionOptions} with all defaults applied. */
export interface Session {
  readonly cloudformation: CloudFormationClient;
  readonly print: (text: string) => void;
  readonly palette: Palette;
  readonly confirm: (question: string) => Promise<boolean>;
  /** Waits for one interval between two requests. Throws the reason of the signal once it is aborted. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Applies the defaults of a session. */
export function openSession(options: SessionOptions): Session {
  const { cloudformation, print = () => {}, palette = plainPalette, confirm = async () => true, signal } = options;
  const { pollIntervalMillis = 2000 } = options;
  const pause = async (): Promise<void> => {
    // The timer rejects with an AbortError. The reason of the signal is thrown in its place.
    await sleep(pollIntervalMillis, undefined, { signal }).catch(() => {});
    signal?.throwIfAborted();
  };
  return { cloudformation, print, palette, confirm, pause, signal };
}
