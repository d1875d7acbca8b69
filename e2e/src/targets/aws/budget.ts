/** What an hour of each instance type costs in us-east-1, in US dollars, by SageMaker's price page; rounded up. */
const DOLLARS_PER_HOUR: Readonly<Record<string, number>> = {
  'ml.t2.medium': 0.06,
  'ml.t2.large': 0.12,
  'ml.t3.medium': 0.05,
  'ml.t3.large': 0.1,
  'ml.m4.xlarge': 0.24,
  'ml.m5.large': 0.12,
  'ml.m5.xlarge': 0.23,
  'ml.m5.2xlarge': 0.47,
  'ml.c5.large': 0.11,
  'ml.c5.xlarge': 0.21,
};

/** An instance type that may not be used here. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/** Refuses what is dear, or whose price is not known. @throws BudgetError */
export function checkInstanceType(instanceType: string, dollarsPerHour: number): void {
  const price = DOLLARS_PER_HOUR[instanceType];
  if (price === undefined)
    throw new BudgetError(
      `What ${instanceType} costs is not known here, so it is not used; known are ${Object.keys(DOLLARS_PER_HOUR).join(', ')}`,
    );
  if (price > dollarsPerHour)
    throw new BudgetError(
      `${instanceType} costs about $${price} an hour, more than the $${dollarsPerHour} of STEPMAKER_E2E_DOLLARS_PER_HOUR`,
    );
}

/** Checks every instance type of a template's parameters and of an execution's input. @throws BudgetError */
export function checkInstanceTypes(values: Readonly<Record<string, unknown>>, dollarsPerHour: number): void {
  for (const [name, value] of Object.entries(values))
    if (name.endsWith('InstanceType') && typeof value === 'string') checkInstanceType(value, dollarsPerHour);
}
