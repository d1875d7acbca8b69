import { Agent, request } from 'node:http';

/** Calls an emulator over HTTP as AWS's clients do: signed in form, on connections that stay open. */
export class Wire {
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });

  constructor(url: string) {
    this.url = url;
  }

  /** Calls an operation of Step Functions. @throws Error with status and body where it is refused */
  async call<Output>(operation: string, input: object): Promise<Output> {
    const headers = { 'x-amz-target': `AWSStepFunctions.${operation}`, 'content-type': 'application/x-amz-json-1.0' };
    return JSON.parse(await this.#post('states', headers, JSON.stringify(input))) as Output;
  }

  /** Makes a role that Step Functions may assume. */
  async createRole(name: string): Promise<void> {
    const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const form = new URLSearchParams({
      Version: '2010-05-08',
      Action: 'CreateRole',
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    });
    await this.#post('iam', { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
    const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    form.set('Action', 'PutRolePolicy');
    form.set('PolicyName', 'all');
    form.set('PolicyDocument', JSON.stringify(all));
    await this.#post('iam', { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(service: string, headers: Record<string, string>, body: string): Promise<string> {
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    return new Promise((resolve, reject) => {
      const sent = request(this.url, {
        agent: this.#agent,
        method: 'POST',
        headers: { ...headers, authorization, 'x-amz-date': '20260101T000000Z', 'content-length': Buffer.byteLength(body) },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('error', reject);
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${response.statusCode} ${text}`));
        });
      });
      sent.end(body);
    });
  }
}
