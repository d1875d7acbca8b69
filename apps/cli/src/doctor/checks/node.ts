import { type Check, missing, ok } from '../check.ts';

const OLDEST = 24;

/** The Node that runs this command, the embedded AWS and the functions of the template. */
export const nodeCheck: Check = {
  name: 'Node',
  run: async () => {
    const major = Number(process.versions.node.split('.')[0]);
    return major >= OLDEST
      ? ok(process.version)
      : missing(`${process.version}: version ${OLDEST} or newer is needed`, 'npm run setup puts a Node 24 into the workspace');
  },
};
