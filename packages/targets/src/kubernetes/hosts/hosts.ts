import type { KeyPath } from '../../account/key-path.ts';

/** How services find each other by name. */
export interface Hosts {
  /**
   * A text of a service (environment value, item of a command, a test, a mounted file) with each whole host token that
   * is a peer's name and no legal DNS label rewritten, and reported at `path`.
   */
  rewrite(service: string, text: string, path: KeyPath): string;
  /** The services that name this one as a host in environment, command, healthcheck or hooks. */
  namedBy(service: string): readonly string[];
  /** The name by which it names itself as a host, as it is written in the cluster: then the Pod needs that hostname. */
  ownName(service: string): string | undefined;
  /** Whether it names any other service of the project as a host. */
  namesPeers(service: string): boolean;
  /** Labels that Services and NetworkPolicies select the Pod by, besides name and instance (networks, shared aliases). Lead and members. */
  podLabels(service: string): Readonly<Record<string, string>>;
  /** Where this service is named as a host, by itself and by others. */
  mentionsOf(service: string): readonly Mention[];
  /** The services that a service reaches by a host name under Docker. */
  servicesNamed(service: string, host: string): readonly string[];
  /** The service that has this address under Docker, by `ipv4_address` or `ipv6_address`. */
  serviceAt(address: string): string | undefined;
  /** The further names by which services are reached. */
  readonly aliases: readonly AliasName[];
}

/** A host token in a text of a service that means a service of the project. */
export interface Mention {
  /** Who names it. */
  readonly by: string;
  /** The service that is meant. */
  readonly of: string;
  readonly path: KeyPath;
  readonly port?: number;
  /** `postgres` of `postgres://db/app`. */
  readonly scheme?: string;
}

/** A name of a Service besides those of the service keys: `container_name`, network and link aliases. */
export interface AliasName {
  readonly name: string;
  /** The services behind it; several have `label` in common. */
  readonly services: readonly string[];
  /** The key of the Pod label that the Service selects, when the alias is on several services. */
  readonly label?: string;
}
