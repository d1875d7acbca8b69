export { defaultEndpointInstanceType } from '../default-instance-type.ts';
export {
  type DeploymentInput,
  type DeploymentTag,
  deploymentInputMembers,
  validateDeploymentInput,
} from './deployment-input.ts';
export { DeploymentErrorName, type DeploymentOutput } from './deployment-output.ts';
