import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly link?: boolean }>>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace, packed. */
interface Packed {
  readonly manifest: Manifest;
  readonly tarball: string;
}

/**
 * Starts an npm registry on this machine that has the workspace's packages, packed as they would be published, and whatever lies in its
 * node_modules: what `npm install` gets from it, it would get from npm, with no network.
 *
 * @param packages names of folders under `libs`; what they depend on under `libs` is served too
 */
export async function startRegistry(
  directory: string,
  packages: readonly string[],
): Promise<AsyncDisposable & { readonly url: string }> {
  mkdirSync(directory, { recursive: true });
  const packed = new Map([...withDependencies(packages)].map((name) => pack(join('libs', name), directory)));
  const installed = installedPackages();
  let url = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    const [name = '', version] = path.split('/-/');
    if (version === undefined) return answer(response, packument(name, url, packed, installed));
    const own = packed.get(name);
    if (own !== undefined) return void response.end(readFileSync(own.tarball));
    const found = installed.get(name)?.find((each) => each.version === version);
    if (found === undefined) return answer(response, undefined);
    const tar = spawn('tar', ['-czf', '-', '--exclude=./node_modules', '--transform=s,^\\.,package,', '-C', found.path, '.']);
    tar.stdout.pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Packages of the workspace, by their folders under `libs`, with the packages of the workspace that they need at run time. */
function withDependencies(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'libs', name, 'package.json'), 'utf8')) as Manifest;
    const own = Object.keys(dependencies).flatMap((dependency) => /^@stepmaker\/(.+)$/.exec(dependency)?.[1] ?? []);
    withDependencies(own, found);
  }
  return found;
}

function pack(path: string, directory: string): [string, Packed] {
  const cwd = join(ROOT, path);
  const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', directory], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // The output of scripts precedes the JSON, which is an array or an object by package name, as the version of npm has it.
  const [made] = Object.values<{ filename: string }>(JSON.parse(printed.replace(/^[^[{]*/, '')));
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as Manifest;
  return [manifest.name, { manifest, tarball: join(directory, made?.filename ?? '') }];
}

/** By name: every version in node_modules, and where it lies. */
function installedPackages(): Map<string, { readonly version: string; readonly path: string }[]> {
  const found = new Map<string, { readonly version: string; readonly path: string }[]>();
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  for (const [at, { version, link }] of Object.entries(packages)) {
    const path = join(ROOT, at);
    if (version === undefined || link || !at.includes('node_modules/') || !existsSync(path)) continue;
    const name = at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
    found.set(name, [...(found.get(name) ?? []), { version, path }]);
  }
  return found;
}

function packument(
  name: string,
  url: string,
  packed: ReadonlyMap<string, Packed>,
  installed: ReturnType<typeof installedPackages>,
): object | undefined {
  const own = packed.get(name);
  const manifests = own
    ? [own.manifest]
    : (installed.get(name) ?? []).map(({ path }) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest);
  if (manifests.length === 0) return undefined;
  const versions = Object.fromEntries(
    manifests.map((manifest) => [
      manifest.version,
      { ...manifest, scripts: {}, dist: { tarball: `${url}/${encodeURIComponent(name)}/-/${manifest.version}` } },
    ]),
  );
  return { name, 'dist-tags': { latest: manifests.at(-1)?.version }, versions };
}

function answer(response: ServerResponse, body: object | undefined): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? { error: 'not found' }));
}
