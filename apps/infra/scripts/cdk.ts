/**
 * `nx deploy|destroy|diff infra`: says which account it is and what that will cost, asks, and hands over to the CDK, stack by stack.
 * `--stage dev`, `--with observability,triggers`, `--local [--endpoint URL]`, `--yes` asks nothing; everything else is the CDK's own.
 */

import { parseRequest } from '../src/deployment/request.ts';
import { runDeployment } from '../src/deployment/run-deployment.ts';

try {
  process.exitCode = await runDeployment(parseRequest(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`infra: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
