import { ArtifactNotBuiltError, coreTemplate } from '@stepmaker/pipeline-artifacts';

/** Part of the template that is read. */
export interface Template {
  readonly Mappings: { readonly ScikitLearnAccounts: Readonly<Record<string, { readonly Id: string }>> };
  readonly Parameters: Readonly<Record<string, { readonly Default?: string | number }>>;
}

/** Reads the core template; undefined when it has not been built. */
export function readTemplate(): Template | undefined {
  try {
    return JSON.parse(coreTemplate()) as Template;
  } catch (error) {
    if (error instanceof ArtifactNotBuiltError) return undefined;
    throw error;
  }
}
