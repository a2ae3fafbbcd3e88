import type {
  IntOrString as ClientIntOrString,
  V1Affinity,
  V1ConfigMap,
  V1Container,
  V1ContainerPort,
  V1CronJob,
  V1DaemonSet,
  V1Deployment,
  V1DeploymentStrategy,
  V1EnvVar,
  V1HostAlias,
  V1Ingress,
  V1Job,
  V1Lifecycle,
  V1LifecycleHandler,
  V1Namespace,
  V1NetworkPolicy,
  V1NetworkPolicyEgressRule,
  V1NetworkPolicyIngressRule,
  V1ObjectMeta,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1PodAffinityTerm,
  V1PodDNSConfig,
  V1PodSecurityContext,
  V1PodSpec,
  V1PodTemplateSpec,
  V1Probe,
  V1ResourceRequirements,
  V1Role,
  V1RoleBinding,
  V1Secret,
  V1SecurityContext,
  V1Service,
  V1ServiceAccount,
  V1ServicePort,
  V1StatefulSet,
  V1Sysctl,
  V1TopologySpreadConstraint,
  V1PodDisruptionBudget,
  V1Volume,
  V2HorizontalPodAutoscaler,
  V1VolumeMount,
} from '@kubernetes/client-node';

/** The kind of a workload. */
export type WorkloadKind = Workload['kind'];

/** An object that Pods refer to and that is not written: it exists, or the user makes it. */
export interface ExternalObject {
  readonly kind: 'PersistentVolumeClaim' | 'Secret' | 'ConfigMap';
  readonly name: string;
}

/**
 * A client class as the plain JSON that the API server takes: dates are strings, `_from` is `from`. Optional fields
 * may be written as `undefined`, which the printer leaves out. Only types come from the client: it is a development
 * dependency, and no type of the package's public entries may mention it.
 */
export type Json<T> = 0 extends 1 & T
  ? unknown
  : T extends Date
    ? string
    : T extends readonly (infer U)[]
      ? readonly Json<U>[]
      : T extends object
        ? {
            readonly [K in keyof T as K extends `_${infer R}` ? R : K]: string extends K
              ? Json<T[K]>
              : Record<never, never> extends Pick<T, K>
                ? Json<T[K]> | undefined
                : Json<T[K]>;
          }
        : T;

export type IntOrString = Json<ClientIntOrString>;
export type ObjectMeta = Json<V1ObjectMeta> & { readonly name: string };

type KubernetesObject<V extends string, K extends string, T> = Omit<
  Json<T>,
  'apiVersion' | 'kind' | 'metadata' | 'status'
> & {
  readonly apiVersion: V;
  readonly kind: K;
  readonly metadata: ObjectMeta;
};

export type Namespace = KubernetesObject<'v1', 'Namespace', V1Namespace>;
export type ServiceAccount = KubernetesObject<'v1', 'ServiceAccount', V1ServiceAccount>;
export type Role = KubernetesObject<'rbac.authorization.k8s.io/v1', 'Role', V1Role>;
export type RoleBinding = KubernetesObject<'rbac.authorization.k8s.io/v1', 'RoleBinding', V1RoleBinding>;
export type ConfigMap = KubernetesObject<'v1', 'ConfigMap', V1ConfigMap>;
export type Secret = KubernetesObject<'v1', 'Secret', V1Secret>;
export type PersistentVolume = KubernetesObject<'v1', 'PersistentVolume', V1PersistentVolume>;
export type PersistentVolumeClaim = KubernetesObject<'v1', 'PersistentVolumeClaim', V1PersistentVolumeClaim>;
export type NetworkPolicy = KubernetesObject<'networking.k8s.io/v1', 'NetworkPolicy', V1NetworkPolicy>;
export type KubernetesService = KubernetesObject<'v1', 'Service', V1Service>;
export type Deployment = KubernetesObject<'apps/v1', 'Deployment', V1Deployment>;
export type DaemonSet = KubernetesObject<'apps/v1', 'DaemonSet', V1DaemonSet>;
export type StatefulSet = KubernetesObject<'apps/v1', 'StatefulSet', V1StatefulSet>;
export type Job = KubernetesObject<'batch/v1', 'Job', V1Job>;
export type CronJob = KubernetesObject<'batch/v1', 'CronJob', V1CronJob>;

export type HorizontalPodAutoscaler = KubernetesObject<
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  V2HorizontalPodAutoscaler
>;
export type PodDisruptionBudget = KubernetesObject<'policy/v1', 'PodDisruptionBudget', V1PodDisruptionBudget>;

export type Ingress = KubernetesObject<'networking.k8s.io/v1', 'Ingress', V1Ingress>;

/** A route of the Gateway API, whose kinds are no part of the client: the fields that are written. */
export interface HttpRoute {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: 'HTTPRoute';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly parentRefs: readonly {
      readonly namespace?: string;
      readonly name: string;
      readonly sectionName?: string;
    }[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly HttpRouteRule[];
  };
}

export interface HttpRouteRule {
  readonly matches: readonly { readonly path: { readonly type: string; readonly value: string } }[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
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
  | Ingress
  | HttpRoute
  | HorizontalPodAutoscaler
  | PodDisruptionBudget;

export type Affinity = Json<V1Affinity>;
export type Container = Json<V1Container>;
export type ContainerPort = Json<V1ContainerPort>;
export type DeploymentStrategy = Json<V1DeploymentStrategy>;
export type EnvVar = Json<V1EnvVar>;
export type HostAlias = Json<V1HostAlias>;
export type Lifecycle = Json<V1Lifecycle>;
export type LifecycleHandler = Json<V1LifecycleHandler>;
export type NetworkPolicyEgressRule = Json<V1NetworkPolicyEgressRule>;
export type NetworkPolicyIngressRule = Json<V1NetworkPolicyIngressRule>;
export type PodAffinityTerm = Json<V1PodAffinityTerm>;
export type PodDNSConfig = Json<V1PodDNSConfig>;
export type PodSecurityContext = Json<V1PodSecurityContext>;
export type PodSpec = Json<V1PodSpec>;
export type PodTemplateSpec = Json<V1PodTemplateSpec>;
export type Probe = Json<V1Probe>;
export type ResourceRequirements = Json<V1ResourceRequirements>;
export type SecurityContext = Json<V1SecurityContext>;
export type ServicePort = Json<V1ServicePort>;
export type Sysctl = Json<V1Sysctl>;
export type TopologySpreadConstraint = Json<V1TopologySpreadConstraint>;
export type PodVolume = Json<V1Volume>;
export type VolumeMount = Json<V1VolumeMount>;
