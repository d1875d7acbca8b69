/** Constructs of the pipeline, for stacks beside it. */
export { readArtifacts } from '../artifacts/pipeline-artifacts.ts';
export { PATTERNS } from '../check-props.ts';
export { DEFAULTS } from '../ml-pipeline-props.ts';
export { attribute } from './attribute.ts';
export { allowEmptying, denyPlainHttp } from './bucket-statements.ts';
export { InlineFunction, type InlineFunctionProps } from './inline-function.ts';
export { REGIONS_WITHOUT_IMAGE, SCIKIT_LEARN_ACCOUNTS } from './scikit-learn-image.ts';
export { allow, ownArn, policyDocument, ServiceRole, type ServiceRoleProps, type Statement } from './service-role.ts';
