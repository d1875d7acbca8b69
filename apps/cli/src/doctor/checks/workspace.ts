import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Check, missing, ok } from '../check.ts';
import { readTemplate } from '../template.ts';

const PACKAGES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));

/** Checks that packages and template were built by the set-up. */
export const workspaceCheck: Check = {
  name: 'Set-up',
  run: async () => {
    if (!existsSync(PACKAGES)) return missing('packages are not installed', 'npm run setup');
    if (readTemplate() === undefined) return missing('the template is not built', 'npx nx build pipeline-artifacts');
    return ok('packages and template are there');
  },
};
