/** Maximum time to wait for an endpoint in each phase of a deployment, in seconds. */
export const MAX_WAIT_SECONDS = 1800;

/** An expression for the next wait, in seconds: 1, 1, 2, 4, 8, 16, 30, 30 … */
export const nextWait = '$min([30, $max([1, $Waited])])';

/** A condition: the endpoint is Creating, Updating, SystemUpdating, RollingBack or Deleting, and cannot be changed. */
export const isBusy = '$contains($states.input.EndpointStatus, /ing/)';
