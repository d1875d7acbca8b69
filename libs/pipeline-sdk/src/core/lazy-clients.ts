import type { AwsClient, AwsClients, ClientOptions, Credentials } from './client-options.ts';

/** A package of the AWS SDK: how it is imported, and how its client is made. */
export interface ClientPackage<Module, Client extends AwsClient> {
  readonly name: keyof AwsClients;
  readonly load: () => Promise<Module>;
  readonly make: (module: Module, config: ClientConfig) => Client;
}

/** Settings of AWS clients. */
export interface ClientConfig {
  region?: string;
  endpoint?: string;
  credentials?: Credentials | (() => Promise<Credentials>);
}

/** A package with the client that was made. */
export interface Loaded<Module, Client> {
  readonly module: Module;
  readonly client: Client;
}

const CLIENTS = Symbol('clients');

const owners = new WeakMap<object, LazyClients>();

/** Hands out AWS clients, each imported and made at its first use and kept. */
export class LazyClients {
  readonly options: ClientOptions;
  readonly #loaded = new Map<string, Promise<Loaded<unknown, AwsClient>>>();

  private constructor(options: ClientOptions) {
    this.options = options;
  }

  /** The clients of these options. A copy of the options, with more or other members, shares them. */
  static of(options: ClientOptions): LazyClients {
    return (options as { [CLIENTS]?: LazyClients })[CLIENTS] ?? new LazyClients(options);
  }

  /** The clients of an object that has said so by {@link LazyClients.belongTo}. @throws TypeError for another object */
  static ownedBy(owner: object): LazyClients {
    const clients = owners.get(owner);
    if (clients === undefined) throw new TypeError('Not a PipelineClient of this copy of @stepmaker/pipeline-sdk');
    return clients;
  }

  /** Lets the parts of this package that need Node use the same clients, without a word in the public types. */
  belongTo(owner: object): void {
    owners.set(owner, this);
  }

  /** The options, with these clients in them for the receiver of a copy. */
  share<Options extends ClientOptions>(options: Options): Options {
    return { ...options, [CLIENTS]: this };
  }

  /** @throws Error when the package is not installed, with the command that installs it */
  get<Module, Client extends AwsClient>(from: ClientPackage<Module, Client>): Promise<Loaded<Module, Client>> {
    let loaded = this.#loaded.get(from.name) as Promise<Loaded<Module, Client>> | undefined;
    if (loaded === undefined) {
      loaded = this.#make(from);
      this.#loaded.set(from.name, loaded);
    }
    return loaded;
  }

  /** Closes the connections of the clients that were made here; those that were given are left alone. */
  destroy(): void {
    for (const [name, loaded] of this.#loaded) {
      if (this.options.clients?.[name as keyof AwsClients] === undefined)
        loaded.then(
          ({ client }) => client.destroy?.(),
          () => {},
        );
    }
    this.#loaded.clear();
  }

  async #make<Module, Client extends AwsClient>(from: ClientPackage<Module, Client>): Promise<Loaded<Module, Client>> {
    const { clients, region, endpoint, credentials } = this.options;
    const module = await from.load();
    const given = clients?.[from.name] as unknown as Client | undefined;
    if (given !== undefined) return { module, client: given };
    return {
      module,
      client: from.make(module, {
        ...(region && { region }),
        ...(endpoint && { endpoint }),
        ...(credentials && { credentials }),
      }),
    };
  }
}
