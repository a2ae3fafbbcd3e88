import type * as api from '../api/models.ts';

export type {
  Affinity,
  Container,
  ContainerPort,
  DeploymentStrategy,
  EnvVar,
  HostAlias,
  Lifecycle,
  LifecycleHandler,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  PodAffinityTerm,
  PodDNSConfig,
  PodSecurityContext,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ResourceRequirements,
  SecurityContext,
  ServicePort,
  Sysctl,
  TopologySpreadConstraint,
  Volume as PodVolume,
  VolumeMount,
} from '../api/models.ts';

/** The kind of a workload. */
export type WorkloadKind = Workload['kind'];

/** An object that Pods refer to and that is not written: it exists, or the user makes it. */
export interface ExternalObject {
  readonly kind: 'PersistentVolumeClaim' | 'Secret' | 'ConfigMap';
  readonly name: string;
}

export type IntOrString = number | string;
export type ObjectMeta = api.ObjectMeta & { readonly name: string };

type ObjectOf<V extends string, K extends string, T> = Omit<T, 'apiVersion' | 'kind' | 'metadata' | 'status'> & {
  readonly apiVersion: V;
  readonly kind: K;
  readonly metadata: ObjectMeta;
};

export type Namespace = ObjectOf<'v1', 'Namespace', api.Namespace>;
export type ServiceAccount = ObjectOf<'v1', 'ServiceAccount', api.ServiceAccount>;
export type Role = ObjectOf<'rbac.authorization.k8s.io/v1', 'Role', api.Role>;
export type RoleBinding = ObjectOf<'rbac.authorization.k8s.io/v1', 'RoleBinding', api.RoleBinding>;
export type ConfigMap = ObjectOf<'v1', 'ConfigMap', api.ConfigMap>;
export type Secret = ObjectOf<'v1', 'Secret', api.Secret>;
export type PersistentVolume = ObjectOf<'v1', 'PersistentVolume', api.PersistentVolume>;
export type PersistentVolumeClaim = ObjectOf<'v1', 'PersistentVolumeClaim', api.PersistentVolumeClaim>;
export type NetworkPolicy = ObjectOf<'networking.k8s.io/v1', 'NetworkPolicy', api.NetworkPolicy>;
export type KubernetesService = ObjectOf<'v1', 'Service', api.Service>;
export type Deployment = ObjectOf<'apps/v1', 'Deployment', api.Deployment>;
export type DaemonSet = ObjectOf<'apps/v1', 'DaemonSet', api.DaemonSet>;
export type StatefulSet = ObjectOf<'apps/v1', 'StatefulSet', api.StatefulSet>;
export type Job = ObjectOf<'batch/v1', 'Job', api.Job>;
export type CronJob = ObjectOf<'batch/v1', 'CronJob', api.CronJob>;

export type HorizontalPodAutoscaler = ObjectOf<
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  api.HorizontalPodAutoscaler
>;
export type PodDisruptionBudget = ObjectOf<'policy/v1', 'PodDisruptionBudget', api.PodDisruptionBudget>;

export type Ingress = ObjectOf<'networking.k8s.io/v1', 'Ingress', api.Ingress>;

/** An object of the Gateway API, whose kinds are not part of the client: the fields that are written. */
export interface GatewayObject<Kind extends string, Spec> {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: Kind;
  readonly metadata: ObjectMeta;
  readonly spec: Spec;
}

export interface RouteSpec<Rule> {
  readonly parentRefs: readonly RouteParent[];
  readonly hostnames?: readonly string[];
  readonly rules: readonly Rule[];
}

export interface RouteParent {
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
}

export interface RouteBackend {
  readonly name: string;
  readonly port: number;
}

export interface HttpRouteRule {
  readonly matches: readonly { readonly path: { readonly type: string; readonly value: string } }[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly RouteBackend[];
}

export interface GrpcRouteRule {
  readonly matches?: readonly {
    readonly method: { readonly type: 'Exact'; readonly service: string; readonly method?: string };
  }[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs: readonly RouteBackend[];
}

export interface TlsRouteRule {
  readonly backendRefs: readonly RouteBackend[];
}

export type HttpRoute = GatewayObject<'HTTPRoute', RouteSpec<HttpRouteRule>>;
export type GrpcRoute = GatewayObject<'GRPCRoute', RouteSpec<GrpcRouteRule>>;
export type TlsRoute = GatewayObject<'TLSRoute', RouteSpec<TlsRouteRule>>;

export type Gateway = GatewayObject<
  'Gateway',
  { readonly gatewayClassName: string; readonly listeners: readonly GatewayListener[] }
>;

export interface GatewayListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS';
  readonly hostname?: string;
  readonly tls?: {
    readonly mode: 'Terminate' | 'Passthrough';
    readonly certificateRefs?: readonly { readonly name: string }[];
  };
}

interface HeaderChanges {
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  readonly remove?: readonly string[];
}

export interface HttpRouteFilter {
  readonly type: 'RequestHeaderModifier' | 'ResponseHeaderModifier' | 'RequestRedirect' | 'URLRewrite';
  readonly requestHeaderModifier?: HeaderChanges;
  readonly responseHeaderModifier?: HeaderChanges;
  readonly requestRedirect?: { readonly scheme: string; readonly statusCode: number };
  readonly urlRewrite?: {
    readonly path: { readonly type: string; readonly replacePrefixMatch?: string; readonly replaceFullPath?: string };
  };
}

/** A definition of Traefik: its fields are those of its labels. */
export interface Middleware {
  readonly apiVersion: 'traefik.io/v1alpha1';
  readonly kind: 'Middleware';
  readonly metadata: ObjectMeta;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What leads requests for hosts to Services. */
export type LeadingRoute = Ingress | HttpRoute | GrpcRoute | TlsRoute;

/** All that has to do with requests from outside. */
export type RouteObject = LeadingRoute | Gateway | Middleware;

export type Workload = Deployment | DaemonSet | StatefulSet | Job | CronJob;

/** Any object that the target writes. */
export type Manifest =
  | Namespace
  | ServiceAccount
  | Role
  | RoleBinding
  | ConfigMap
  | Secret
  | PersistentVolume
  | PersistentVolumeClaim
  | NetworkPolicy
  | KubernetesService
  | Workload
  | RouteObject
  | HorizontalPodAutoscaler
  | PodDisruptionBudget;

/** An object with the Compose service that it belongs to. */
export interface OwnedObject<T extends Manifest> {
  readonly of: string;
  readonly object: T;
}
