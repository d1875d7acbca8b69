import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeAws } from '@stepmaker/testing';

/** Output of an operation of a JSON service, or an error by name. */
type JsonOutput = object | { readonly __type: string; readonly message: string };

/** An object in the bucket, or a marker that says it was deleted. */
interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly isMarker: boolean;
}

/**
 * The AWS of a stack behind one real port: a versioned bucket, JSON services by `X-Amz-Target`, asynchronous invocations of Lambda, and
 * CloudFormation's ResponseURL.
 */
export class FakeStackAws extends FakeAws<Record<string, unknown>, JsonOutput> implements AsyncDisposable {
  /** Undefined: the bucket does not exist. */
  versions: Version[] | undefined = [];
  uploads: string[] = [];
  /** What EC2 has in the security groups that it is asked about. */
  networkInterfaces: string[] = [];
  readonly objects = new Map<string, string>();
  /** Keys that S3 refuses to write or delete. */
  readonly denied = new Set<string>();
  /** Payloads of asynchronous invocations. */
  readonly invocations: Record<string, unknown>[] = [];
  /** What was put to the ResponseURL. */
  readonly answers: { readonly body: Record<string, string>; readonly contentType: string | undefined }[] = [];
  /** HTTP status of the ResponseURL. */
  responseUrlStatus = 200;
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  static async start(): Promise<FakeStackAws> {
    const fake = new FakeStackAws();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The calls of JSON services, DescribeNetworkInterfaces and DeleteObjects, each as its operation and the values of its input. */
  get callLines(): string[] {
    return this.calls.map(({ operation, input }) => `${operation} ${Object.values(input).join(' ')}`.trim());
  }

  get responseUrl(): string {
    return `${this.url}/cloudformation-response?signature=a%2Fb`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const send = (status: number, content: string): void => void response.writeHead(status).end(content);
    if (url.pathname === '/cloudformation-response') {
      this.answers.push({ body: JSON.parse(body), contentType: request.headers['content-type'] });
      send(this.responseUrlStatus, '');
    } else if (typeof target === 'string') {
      const operation = target.slice(target.indexOf('.') + 1);
      const output = this.perform(operation, JSON.parse(body)) ?? { __type: 'UnknownOperationException', message: operation };
      send('__type' in output ? 400 : 200, JSON.stringify(output));
    } else if (body.startsWith('Action=DescribeNetworkInterfaces&')) {
      send(200, this.#describeNetworkInterfaces(new URLSearchParams(body)));
    } else if (url.pathname.endsWith('/invocations')) {
      this.invocations.push(JSON.parse(body));
      send(202, '');
    } else {
      const { status, content } = this.#s3(request.method ?? '', url, body);
      send(status, content);
    }
  }

  #describeNetworkInterfaces(query: URLSearchParams): string {
    const filters: Record<string, string[]> = {};
    for (const [key, value] of query) {
      const [, filter] = /^(Filter\.\d+)\.Value\.\d+$/.exec(key) ?? [];
      const name = `${query.get(`${filter}.Name`)}`;
      if (filter !== undefined) filters[name] = [...(filters[name] ?? []), value];
    }
    const input = Object.entries(filters).map(([name, values]) => `${name}=${values.join()}`);
    this.perform('DescribeNetworkInterfaces', { ...input });
    const items = this.networkInterfaces.map((id) => `<item><networkInterfaceId>${id}</networkInterfaceId></item>`);
    return `<DescribeNetworkInterfacesResponse><networkInterfaceSet>${items.join('')}</networkInterfaceSet></DescribeNetworkInterfacesResponse>`;
  }

  #s3(method: string, url: URL, body: string): { readonly status: number; readonly content: string } {
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const xml = (content: string): { status: number; content: string } => ({ status: 200, content });
    const error = (status: number, code: string): { status: number; content: string } => ({
      status,
      content: `<Error><Code>${code}</Code><Message>${code} it is</Message></Error>`,
    });
    if (this.versions === undefined) return error(404, 'NoSuchBucket');
    if (method === 'PUT') {
      if (this.denied.has(key)) return error(403, 'AccessDenied');
      this.objects.set(key, body);
      return xml('');
    }
    if (url.searchParams.has('versions')) {
      const page = this.versions.slice(0, 1000).map(({ key: Key, versionId, isMarker }) => {
        const element = isMarker ? 'DeleteMarker' : 'Version';
        return `<${element}><Key>${Key}</Key><VersionId>${versionId}</VersionId></${element}>`;
      });
      return xml(`<ListVersionsResult>${page.join('')}</ListVersionsResult>`);
    }
    if (url.searchParams.has('delete')) {
      const named = [...body.matchAll(/<Object><Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId><\/Object>/g)];
      this.perform('DeleteObjects', { objects: named.length });
      const refused = named.find(([, name]) => this.denied.has(name as string));
      const gone = new Set(named.filter(([, name]) => !this.denied.has(name as string)).map(([, name, id]) => `${name}@${id}`));
      this.versions = this.versions.filter((version) => !gone.has(`${version.key}@${version.versionId}`));
      const errors = refused
        ? `<Error><Key>${refused[1]}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`
        : '';
      return xml(`<DeleteResult>${errors}</DeleteResult>`);
    }
    if (url.searchParams.has('uploads')) {
      const page = this.uploads.map((id) => `<Upload><Key>part</Key><UploadId>${id}</UploadId></Upload>`);
      return xml(`<ListMultipartUploadsResult>${page.join('')}</ListMultipartUploadsResult>`);
    }
    const uploadId = url.searchParams.get('uploadId');
    this.uploads = this.uploads.filter((id) => id !== uploadId);
    return { status: 204, content: '' };
  }
}
