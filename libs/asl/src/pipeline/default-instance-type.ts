/**
 * Regions of AWS without the older families of instances, T2 among them, as a regular expression: it is part of the definition, which is read by people.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html
 */
const REGIONS_WITHOUT_OLDER_FAMILIES =
  '((af-south|ap-east|ca-west|eu-(north|south)|il-central|me-(central|south)|us-gov-east)-1|(ap-south|eu-(central|south))-2|ap-southeast-[34])';

const OLDER_FAMILIES = /^ml\.(c4|m4|t2)\./;

const SMALLEST = 'ml.t2.medium';
const SMALLEST_WITHOUT_OLDER_FAMILIES = 'ml.m5.large';

/** The instance type of an endpoint where none is given: the smallest that the region has. */
export function defaultEndpointInstanceType(region: string): string {
  return lacksInstanceType(region, SMALLEST) ? SMALLEST_WITHOUT_OLDER_FAMILIES : SMALLEST;
}

/** Whether a region is known to lack the family of an instance type, such as T2 in `eu-north-1`. */
export function lacksInstanceType(region: string, instanceType: string): boolean {
  return OLDER_FAMILIES.test(instanceType) && new RegExp(`^${REGIONS_WITHOUT_OLDER_FAMILIES}$`).test(region);
}

/** A JSONata expression for {@link defaultEndpointInstanceType} in the region of the execution, which the machine's ARN names. */
export const endpointInstanceTypeHere: string = `$contains($states.context.StateMachine.Id, /:${REGIONS_WITHOUT_OLDER_FAMILIES}:/) ? '${SMALLEST_WITHOUT_OLDER_FAMILIES}' : '${SMALLEST}'`;
