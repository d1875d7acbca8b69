import { exportLine } from '../local/export-line.ts';
import { paintFor } from '../output/paint.ts';
import { column, figure } from '../output/text.ts';
import type { RunResult } from '../runs/run-result.ts';
import { LOCAL_REGION } from '../target/target.ts';

/** Prints where things are and what to type next. */
export function showNextSteps(stream: NodeJS.WriteStream, result: RunResult, request: string): void {
  const paint = paintFor(stream);
  const { endpointName, endpointUrl, prediction, report, executionArn } = result;
  const name = (text: string): string => paint.bold(column(text, 11));
  if (report) stream.write(`  ${name('Report')}file://${report}\n`);
  if (endpointName) stream.write(`  ${name('Endpoint')}${endpointName}\n`);
  if (prediction !== null) stream.write(`  ${name('Prediction')}${figure(prediction)}  ${paint.dim(`for ${request}`)}\n`);
  if (endpointUrl === null) return;
  const lines = [exportLine(endpointUrl, LOCAL_REGION)];
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
