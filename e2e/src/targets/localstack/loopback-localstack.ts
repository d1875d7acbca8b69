import { LocalstackContainer } from '@testcontainers/localstack';
import { Wait } from 'testcontainers';
import { RUN_LABEL } from '../run-label.ts';
import type { LocalStackImages } from './images.ts';
import { HOST_NAME } from './network.ts';
import { distInfo, PLUGIN_DIRECTORY, SITE_PACKAGES } from './plugin.ts';

const LOCALSTACK_PORT = 4566;

const DOCKER_SOCKET = '/var/run/docker.sock';

/** LocalStack with the SageMaker plug-in, reached on the loopback only. It and its functions' containers carry the run's label. */
export class LoopbackLocalStack extends LocalstackContainer {
  readonly #runId: string;
  readonly #written: string[] = [];

  constructor({ localstack, lambdaRuntime }: LocalStackImages, runId: string, port: number) {
    super(localstack);
    // Ryuk is a separate image that would have to be pulled; the next run sweeps by the run's label what this one leaves.
    process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
    // Inside a container testcontainers would look for the port on the bridge's gateway; it is published on the loopback alone.
    process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
    this.#runId = runId;
    const name = `stepmaker-e2e-${runId}`;
    this.hostConfig.PortBindings = { [`${LOCALSTACK_PORT}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] };
    this.withName(name)
      .withLabels({ [RUN_LABEL]: runId })
      .withExtraHosts([{ host: HOST_NAME, ipAddress: 'host-gateway' }])
      .withBindMounts([{ source: DOCKER_SOCKET, target: DOCKER_SOCKET }])
      .withCopyDirectoriesToContainer([{ source: `${PLUGIN_DIRECTORY}src`, target: SITE_PACKAGES }])
      .withCopyContentToContainer(
        Object.entries(distInfo()).map(([path, content]) => ({ content, target: `${SITE_PACKAGES}/${path}` })),
      )
      .withEnvironment({
        // Lambda finds the container by its name, and what it starts is named after it.
        MAIN_CONTAINER_NAME: name,
        // No DNS server of LocalStack's own: its start would wait for one outside to answer.
        DNS_ADDRESS: '0',
        CUSTOM_RESOURCE_TIMEOUT_SECONDS: '180',
        // Functions stay warm for the whole run.
        LAMBDA_KEEPALIVE_MS: '600000',
        ...(lambdaRuntime !== undefined && {
          LAMBDA_RUNTIME_IMAGE_MAPPING: JSON.stringify({ 'nodejs24.x': lambdaRuntime }),
          LAMBDA_LOCAL_IMAGES: '1',
        }),
      })
      // A container that does not come up is taken away again, its log with it.
      .withLogConsumer((stream) => stream.on('data', (text: Buffer | string) => this.#written.push(String(text))))
      .withWaitStrategy(Wait.forHttp('/_localstack/health', LOCALSTACK_PORT))
      .withStartupTimeout(120_000);
  }

  /** Last lines of the container's output. */
  log(lines: number = Number.POSITIVE_INFINITY): string {
    const all = this.#written.join('').trimEnd().split('\n');
    return all.slice(-Math.min(lines, all.length)).join('\n');
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated();
    const flags = this.environment['LAMBDA_DOCKER_FLAGS'] ?? '';
    this.withEnvironment({ LAMBDA_DOCKER_FLAGS: `${flags} -l ${RUN_LABEL}=${this.#runId}` });
  }
}
