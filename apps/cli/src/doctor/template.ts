import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The template that `nx synth infra` writes. */
export const TEMPLATE_FILE: string = fileURLToPath(
  new URL('../../../../apps/infra/dist/ml-pipeline.template.json', import.meta.url),
);

/** What is read of the template. */
export interface Template {
  readonly Mappings: { readonly ScikitLearnAccounts: Readonly<Record<string, { readonly Account: string }>> };
  readonly Parameters: Readonly<Record<string, { readonly Default?: string | number }>>;
}

/** The template; undefined when it is not built. */
export async function readTemplate(): Promise<Template | undefined> {
  const text = await readFile(TEMPLATE_FILE, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Template);
}
