/**
 * The Nx plugin that gives a CDK app under `apps` its targets: `deploy`, `destroy`, `diff` and `cost`, each with a configuration for every stage, and all but
 * `cost` with one for the embedded AWS. Options that follow the target go to the command: `nx deploy infra --stage prod --yes`.
 */
import { dirname } from 'node:path';

const NODE = 'node --conditions=@stepmaker/source --disable-warning=ExperimentalWarning';

/** The file that makes a project a CDK app, and what Nx calls with every such file. */
export const createNodes = [
  'apps/*/cdk.json',
  (files, { stages }) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: cdkTargets(stages) } } }]),
];

/**
 * Returns the targets of a CDK app.
 *
 * @param stages names of the stages, which become names of configurations
 */
function cdkTargets(stages) {
  const perStage = Object.fromEntries(stages.map((stage) => [stage, { args: `--stage ${stage}` }]));
  const target = (command, configurations, dependsOn) => ({
    command: `${NODE} ${command}`,
    options: { cwd: '{projectRoot}' },
    configurations,
    dependsOn,
  });
  return {
    ...Object.fromEntries(
      ['deploy', 'destroy', 'diff'].map((verb) => [
        verb,
        target(`scripts/deployment.ts ${verb}`, { local: { args: '--local' }, ...perStage }, ['pipeline-artifacts:code']),
      ]),
    ),
    cost: target('scripts/cost.ts', perStage, []),
  };
}
