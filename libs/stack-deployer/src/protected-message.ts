/** Hint for a stack with termination protection. */
export function protectedMessage(stackName: string): string {
  return (
    `The stack ${stackName} has termination protection, so CloudFormation does not delete it. To take the protection away:\n` +
    `  aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName}`
  );
}
