import { deploymentVariant, type PipelineVariant, pipelineVariant } from '@stepmaker/asl/pipeline';
import type { MachineName, MlScriptName } from '@stepmaker/pipeline-artifacts';
import { Lazy } from 'aws-cdk-lib';
import { mergePatch } from './merge-patch.ts';
import { type PublishedFiles, packFiles } from './published-files.ts';

/** Prefix of the key of a definition's variant before `.asl.json`. */
export function endingOf({ hasVpc, hasKmsKey }: PipelineVariant): string {
  return `${hasVpc ? '-vpc' : ''}${hasKmsKey ? '-kms' : ''}`;
}

const MACHINES: Readonly<Record<MachineName, (variant: PipelineVariant) => { readonly States: object }>> = {
  pipeline: pipelineVariant,
  deployment: deploymentVariant,
};

/** The files that the stack puts into its bucket, packed when the app is synthesised: until then, states may be changed. */
export class PipelineFiles implements PublishedFiles {
  readonly codePrefix: string;
  readonly definitionPrefix: string = Lazy.string({ produce: () => this.pack().definitionPrefix });
  readonly encoded: string = Lazy.string({ produce: () => this.pack().encoded });
  private definitions: Readonly<Record<string, { readonly States: object }>>;
  private packed: PublishedFiles | undefined;
  private readonly sources: Readonly<Record<MlScriptName, string>>;

  constructor(sources: Readonly<Record<MlScriptName, string>>, variants: readonly PipelineVariant[]) {
    this.sources = sources;
    this.definitions = Object.fromEntries(
      // Variant by variant: what the machines have in common is compressed better when it is near.
      variants.flatMap((variant) =>
        Object.entries(MACHINES).map(([machine, variantOf]) => [`${machine}${endingOf(variant)}`, variantOf(variant)]),
      ),
    );
    this.codePrefix = this.pack().codePrefix;
  }

  /**
   * Changes a state in every variant of a machine.
   *
   * @throws Error naming the states that the machine has
   */
  patchState(machine: MachineName, name: string, patch: object): void {
    this.packed = undefined;
    this.definitions = Object.fromEntries(
      Object.entries(this.definitions).map(([file, definition]) => {
        if (!file.startsWith(machine)) return [file, definition];
        if (Object.hasOwn(definition.States, name)) return [file, mergePatch(definition, { States: { [name]: patch } }) as never];
        throw new Error(`The ${machine} machine has no state ${name}; it has ${Object.keys(definition.States).join(', ')}`);
      }),
    );
  }

  private pack(): PublishedFiles {
    this.packed ??= packFiles(this.sources, this.definitions);
    return this.packed;
  }
}
