import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

/** A server that answers every call of the Query protocol with an error of AWS. */
async function answering(code: string, message: string): Promise<Server & AsyncDisposable> {
  const server = createServer((_, response) => {
    response.writeHead(403, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server as Server & AsyncDisposable;
}

describe('stepmaker says in a sentence, with an exit code and no stack trace,', () => {
  let project: Project;

  beforeEach(() => {
    project = temporaryProject();
  });
  afterEach(() => project[Symbol.dispose]());

  it.each([
    [
      'expired',
      'ExpiredToken',
      'The security token included in the request is expired',
      /credentials for AWS \(us-east-1\) have expired/,
    ],
    ['not known', 'InvalidClientTokenId', 'The security token is invalid', /AWS \(us-east-1\) does not accept the credentials/],
    ['not allowed', 'AccessDenied', 'User: x is not authorized to perform: y', /not allowed on AWS \(us-east-1\): User: x/],
  ])('that credentials are %s', async (_what, code, words, message) => {
    await using server = await answering(code, words);
    const { port } = server.address() as AddressInfo;
    const env = { ...KEYS, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}` };

    const { exitCode, stdout, stderr } = await project.stepmaker(['runs', '--json'], { env });

    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(4);
  });

  it('missing credentials', async () => {
    const { exitCode, stderr } = await project.stepmaker(['runs', '--region', 'eu-west-1']);

    expect(stderr).toMatch(/no usable credentials for AWS \(eu-west-1\).*\n {2}Sign in again .* Without an account: --local/);
    expect(exitCode).toBe(4);
  });

  it('that a profile is not there, with the nearest one', async () => {
    project.file('config', '[profile work]\nregion = eu-west-1\n');
    const env = { AWS_CONFIG_FILE: `${project.directory}/config` };

    const { exitCode, stderr } = await project.stepmaker(['runs', '--profile', 'wrok'], { env });

    expect(stderr).toBe('stepmaker: unknown AWS profile wrok\n  Did you mean work?\n');
    expect(exitCode).toBe(4);
  });

  it('a missing region', async () => {
    const { exitCode, stderr } = await project.stepmaker(['runs'], { env: KEYS });

    expect(stderr).toMatch(/no AWS region is set\n {2}--region eu-west-1/);
    expect(exitCode).toBe(1);
  });

  it('a missing network, and an unknown region', async () => {
    const env = { ...KEYS, AWS_MAX_ATTEMPTS: '1', AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://cloudformation.eu-wset-1.invalid' };

    const { exitCode, stderr } = await project.stepmaker(['runs', '--region', 'eu-wset-1'], { env });

    expect(stderr).toMatch(/AWS \(eu-wset-1\) cannot be reached \((ENOTFOUND|EAI_AGAIN)\)\n {2}/);
    expect(exitCode).toBe(5);
  });

  it('that no embedded AWS answers, and how to start one', async () => {
    const { exitCode, stderr } = await project.stepmaker(['show', '--local', '--port', '9']);

    expect(stderr).toBe(
      'stepmaker: the embedded AWS at http://127.0.0.1:9 cannot be reached (ECONNREFUSED)\n' +
        '  stepmaker local --detach starts one; stepmaker local status says where it is\n',
    );
    expect(exitCode).toBe(5);
  });

  it.each([
    [['shwo'], /unknown command 'shwo'\n\(Did you mean show\?\)/],
    [['run', '--treshold', '1'], /unknown option '--treshold'\n\(Did you mean --threshold\?\)/],
    [['runs', '--status', 'faild'], /Allowed choices are running, succeeded, failed/],
    [['graph', '--format', 'png'], /Allowed choices are terminal, svg, mermaid/],
    [['graph', '--definition', 'nowhere.json'], /--definition nowhere.json: file not found/],
    [['clean', '--idle', 'soon'], /'soon' is not a length of time such as 30m, 12h or 7d/],
    [['runs', '--limit', '0'], /'0' is not a whole number from 1 to 10000/],
    [['stop'], /missing required argument 'run'/],
    [['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
    [['runs', 'extra'], /too many arguments/],
  ])('that %j is wrong', async (args, message) => {
    const { exitCode, stderr } = await project.stepmaker(args);

    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(1);
  });

  it('that STEPMAKER_TARGET is neither', async () => {
    const { exitCode, stderr } = await project.stepmaker(['runs'], { env: { STEPMAKER_TARGET: 'moon' } });

    expect(stderr).toBe('stepmaker: STEPMAKER_TARGET must be local or aws, was moon\n');
    expect(exitCode).toBe(1);
  });
});
