/**
 * AWS's own tools and others' that judge the templates: cfn-lint, checkov, botocore, in a separate environment. The tests that need
 * them say so where they are not there. `node scripts/setup/judges.mjs` makes it.
 */
import { orExplain, root } from '../setup.mjs';
import { prepareTools } from './python.mjs';

await orExplain(() =>
  prepareTools(root, {
    directory: '.venv-judges',
    requirements: 'apps/infra/test/judges/requirements.txt',
    what: 'The judges of the templates (cfn-lint, checkov, botocore)',
  }),
);
