import type { Project } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import type { Support } from '../../account/support.ts';
import type { ProjectSecrets } from '../../shared/secrets/project-secrets.ts';
import type { KubernetesOptions } from '../options.ts';
import type { Middleware } from './middlewares/middleware.ts';
import type { KubernetesField } from '../objects/field.ts';

/** What a rule says of the requests that it takes. */
export interface Match {
  /** In lower case; may begin with `*.`. Undefined: every host. */
  readonly host?: string;
  readonly path: string;
  readonly kind: 'Prefix' | 'Exact';
}

/** The programs, and the label, that tell routes. */
export type RouteSource = 'traefik' | 'nginx-proxy' | 'caddy' | 'kompose';

/** What is done with a request or an answer on its way; in the order of the Compose file. */
export type Filter =
  | {
      readonly kind: 'replace-prefix';
      readonly prefixes: readonly string[];
      readonly to: string;
      readonly place: KeyPath;
    }
  | { readonly kind: 'add-prefix'; readonly prefix: string; readonly place: KeyPath }
  | { readonly kind: 'replace-path'; readonly to: string; readonly place: KeyPath }
  /** Only clients of these addresses and networks may come in. */
  | { readonly kind: 'allow'; readonly ranges: readonly string[]; readonly place: KeyPath }
  | {
      readonly kind: 'request-header' | 'response-header';
      readonly name: string;
      readonly value: string;
      readonly place: KeyPath;
    };

/** Redirect of plain requests to https. */
export interface Redirect {
  readonly permanent: boolean;
  readonly place: KeyPath;
  /** The middleware of Traefik that does it. */
  readonly middleware?: Middleware;
}

/** A route as labels or variables tell it. The port is what they say, if they say one. */
export interface Route extends Match {
  readonly source: RouteSource;
  /** The Compose service that answers. */
  readonly service: string;
  /** The port that a label or variable names. */
  readonly port?: number;
  readonly tls: boolean;
  /** How it is spoken to, where that is not HTTP/1: HTTP/2 without TLS, as gRPC, or TLS that the service itself ends. */
  readonly speaks?: 'h2c' | 'tls';
  /** The Secret with the certificate, where a label names one. */
  readonly tlsSecret?: string;
  readonly ingressClass?: string;
  readonly filters: readonly Filter[];
  /** The middlewares of Traefik that its requests pass, in order. The filters are what other controllers have of them. */
  readonly middlewares?: readonly Middleware[];
  /** Requests without TLS are sent to https. */
  readonly redirect?: Redirect;
  /** Whose turn it is among rules that fit, the highest first, where a label says it. */
  readonly priority?: number;
  /** The entry point of Traefik whose requests it takes, where it names just one. */
  readonly entryPoint?: string;
  /** Where the rule is. */
  readonly place: KeyPath;
}

/** What becomes of a label or variable that tells of routes. */
export interface Verdict {
  readonly path: KeyPath;
  readonly support: Support<KubernetesField>;
}

/** What the printed objects are, which decides what can be carried. */
export type RouteKind = 'ingress' | 'gateway';

/** What is known of those who will read the printed objects. */
export type RouteGiven = Partial<Pick<KubernetesOptions, 'ingressController' | 'gatewayClass'>> & {
  /** What of the project is secret: absent, nothing is. */
  readonly secrets?: Pick<ProjectSecrets, 'spansIn'>;
};

/** Reads what one proxy is told in a project. */
export type RouteReader = (project: Project, kind: RouteKind, given: RouteGiven) => Reading;

/** What one reader found in the project. */
export interface Reading {
  readonly routes: readonly Route[];
  readonly verdicts: readonly Verdict[];
  /** Where something is that asked for a route and got none. */
  readonly failed: readonly KeyPath[];
}

/** Where the rules of routes are, for the ledger. */
export const ruleField = (kind: RouteKind): KubernetesField =>
  kind === 'ingress' ? 'Ingress.spec.rules' : 'HTTPRoute.spec.rules';
