import { AwsError } from '../../core/aws-error.ts';

/** AWS's answer for a scalable target or a scaling policy that does not exist. */
export function notFound(message: string): AwsError {
  return new AwsError({ code: 'ObjectNotFoundException', message });
}

/** A parameter that Application Auto Scaling rejects. */
export function invalid(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
