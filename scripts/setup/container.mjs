/**
 * The server of AWS's scikit-learn container, in a separate environment: the judge of the model directory. The test that needs it says so
 * where it is not there. `node scripts/setup/container.mjs` makes it.
 */
import { orExplain, root } from '../setup.mjs';
import { prepareTools } from './python.mjs';

await orExplain(() =>
  prepareTools(root, {
    directory: '.venv-container',
    requirements: 'e2e/test/container/requirements.txt',
    what: "The server of AWS's scikit-learn container",
    withDependencies: false,
  }),
);
