import { type PipelineVariant, pipelineVariant } from '@stepmaker/asl/pipeline';
import { Lazy } from 'aws-cdk-lib';
import { mergePatch } from './merge-patch.ts';
import { type PublishedFiles, packFiles, type ScriptName } from './published-files.ts';

/** What the key of a variant of the definition has before `.asl.json`. */
export function endingOf({ hasVpc, hasKmsKey }: PipelineVariant): string {
  return `${hasVpc ? '-vpc' : ''}${hasKmsKey ? '-kms' : ''}`;
}

/** The files that the stack puts into its bucket, packed when the app is synthesised: until then, states may be changed. */
export class PipelineFiles implements PublishedFiles {
  readonly codePrefix: string;
  readonly definitionPrefix: string = Lazy.string({ produce: () => this.pack().definitionPrefix });
  readonly encoded: string = Lazy.string({ produce: () => this.pack().encoded });
  private definitions: Readonly<Record<string, { readonly States: object }>>;
  private packed: PublishedFiles | undefined;
  private readonly sources: Readonly<Record<ScriptName, string>>;

  constructor(sources: Readonly<Record<ScriptName, string>>, variants: readonly PipelineVariant[]) {
    this.sources = sources;
    this.definitions = Object.fromEntries(variants.map((variant) => [endingOf(variant), pipelineVariant(variant)]));
    this.codePrefix = this.pack().codePrefix;
  }

  /**
   * Changes a state in every variant.
   *
   * @throws Error naming the states there are
   */
  patchState(name: string, patch: object): void {
    this.packed = undefined;
    this.definitions = Object.fromEntries(
      Object.entries(this.definitions).map(([ending, definition]) => {
        if (Object.hasOwn(definition.States, name))
          return [ending, mergePatch(definition, { States: { [name]: patch } }) as never];
        throw new Error(`The pipeline has no state ${name}; it has ${Object.keys(definition.States).join(', ')}`);
      }),
    );
  }

  private pack(): PublishedFiles {
    this.packed ??= packFiles(this.sources, this.definitions);
    return this.packed;
  }
}
