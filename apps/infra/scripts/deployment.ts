/**
 * `nx deploy|destroy|diff infra`: names the account, shows what would change and what it costs, asks, and follows CloudFormation stack by stack.
 * Options: `--stage dev`, `--with observability,triggers`, `--parameters [stack:]Name=value`, `--profile NAME`, `--prices FILE`, `--local
 * [--endpoint URL]`, and `--yes`, which asks nothing.
 */
import { paletteFor } from '@stepmaker/stack-deployer';
import { awsProblem } from '../src/deployment/aws-problem.ts';
import { parseRequest } from '../src/deployment/request.ts';
import { runDeployment } from '../src/deployment/run-deployment.ts';
import { openTerminal } from '../src/deployment/terminal.ts';

/** Exit code of a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('Interrupted')));
try {
  process.exitCode = await runDeployment(parseRequest(process.argv.slice(2)), {
    terminal: openTerminal(),
    print: (text) => process.stdout.write(`${text}\n`),
    palette: paletteFor(process.stdout),
    signal: interruption.signal,
  });
} catch (error) {
  const message = awsProblem(error) ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`${paletteFor(process.stderr)('failed', `infra: ${message}`)}\n`);
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
}
