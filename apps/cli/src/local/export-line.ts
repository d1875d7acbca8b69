/** The line by which a shell's AWS clients reach the embedded AWS. */
export function exportLine(endpointUrl: string, region: string): string {
  return `export AWS_ENDPOINT_URL=${endpointUrl} AWS_REGION=${region} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`;
}
