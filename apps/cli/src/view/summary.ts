import type { RunResult } from '../start/run-result.ts';
import { column, figure, paintFor } from './text.ts';

/** Prints metrics and verdict, or why there are none. */
export function showVerdict(
  stream: NodeJS.WriteStream,
  { status, metrics, decision, reasons, error, cause, timings }: RunResult,
): void {
  const paint = paintFor(stream);
  stream.write('\n');
  if (metrics)
    row(
      'Metrics',
      Object.entries(metrics)
        .map(([name, value]) => `${name} ${figure(value)}`)
        .join(' · '),
    );
  if (decision) row('Verdict', `${decision === 'APPROVED' ? paint.green(decision) : paint.red(decision)}  ${reasons.join('; ')}`);
  if (status !== 'SUCCEEDED') row('Ended', `${paint.red(error ?? status)}: ${cause ?? ''}`);
  row('Took', `${(timings['total'] ?? 0).toFixed(1)} s`);

  function row(name: string, text: string): void {
    stream.write(`  ${paint.bold(column(name, 11))}${text}\n`);
  }
}

/** Prints where things are and what to type next. */
export function showNextSteps(stream: NodeJS.WriteStream, result: RunResult, request: string): void {
  const paint = paintFor(stream);
  const { endpointName, endpointUrl, prediction, report, executionArn } = result;
  const name = (text: string): string => paint.bold(column(text, 11));
  if (report) stream.write(`  ${name('Report')}file://${report}\n`);
  if (endpointName) stream.write(`  ${name('Endpoint')}${endpointName}\n`);
  if (prediction !== null) stream.write(`  ${name('Prediction')}${figure(prediction)}  ${paint.dim(`for ${request}`)}\n`);
  if (endpointUrl === null) return;
  const lines = [
    `export AWS_ENDPOINT_URL=${endpointUrl} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
  ];
  if (endpointName) {
    lines.push(
      `echo '${request}' > request.json`,
      // `fileb://` is read alike by versions 1 and 2 of the AWS CLI.
      `aws sagemaker-runtime invoke-endpoint --endpoint-name ${endpointName} --content-type application/json --body fileb://request.json prediction.json && cat prediction.json`,
      `curl --aws-sigv4 aws:amz:us-east-1:sagemaker --user local:local -H 'content-type: application/json' -d '${request}' ${endpointUrl}/endpoints/${endpointName}/invocations`,
    );
  }
  if (executionArn)
    lines.push(
      `aws stepfunctions get-execution-history --execution-arn ${executionArn} --query 'events[].[id,type]' --output text`,
    );
  lines.push('aws s3 ls');
  stream.write(`\n  While it is running:\n${lines.map((line) => `    ${line}\n`).join('')}`);
}
