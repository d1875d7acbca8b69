/**
 * The AWS CLI and the CDK for Python, in a separate environment: what `nx flavours iac` deploys with. `node scripts/setup/tools.mjs` makes it.
 */
import { orExplain, root } from '../setup.mjs';
import { prepareTools } from './python.mjs';

await orExplain(() =>
  prepareTools(root, {
    directory: '.venv-tools',
    requirements: 'iac/requirements.txt',
    what: 'Tools of the other ways in (AWS CLI, CDK for Python)',
  }),
);
