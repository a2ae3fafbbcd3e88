import type { Project, Service } from '@transpose/core';
import { imageBuilders } from '../../shared/images/built-images.ts';
import { noImages } from '../../shared/images/image-lookup.ts';
import { memoryHost, projectSettings, Report, serviceSettings } from '@transpose/core';
import { targetCodes } from '../../account/codes.ts';
import { objectName } from '../../shared/names/k8s-name.ts';
import { projectFiles } from '../../shared/project-files.ts';
import { testLedger } from '../../testing/ledger.ts';
import { noSecrets } from '../../shared/secrets/project-secrets.ts';
import { testProject, testService } from '../../testing/project.ts';
import { testSecrets } from '../../testing/secrets.ts';
import type { KnownPort } from '../ports/known-port.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from '../pod/pod-parts.ts';
import type { ServiceEnvironment } from '../configuration/environment.ts';
import { environmentsOf } from '../configuration/environment.ts';
import { findDependents } from '../facts/dependents.ts';
import { readOptions } from '../options.ts';
import type { PodInputs } from '../pod/pod.ts';
import type { ProjectTexts } from '../configuration/secret-text.ts';
import { secretTexts } from '../configuration/secret-text.ts';
import { peersOf } from '../facts/peers.ts';
import { readKompose } from '../kompose/read-labels.ts';
import { readRoutes } from '../routes/labels/read-routes.ts';
import { servedRoutes } from '../routes/served-routes.ts';
import { podGroups } from '../facts/pod-groups.ts';
import { workloadKinds } from '../facts/workload-kind.ts';

export interface TestContextOptions {
  readonly project?: Partial<Project>;
  readonly options?: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** TCP ports by service; `declared` unless evidence says more. */
  readonly ports?: Readonly<Record<string, readonly number[]>>;
  /** Which services name which as a host. */
  readonly namedBy?: Readonly<Record<string, readonly string[]>>;
  readonly files?: Readonly<Record<string, string>>;
}

const noMounts: PodParts = {
  volumes: [],
  volumeMounts: [],
  initContainers: [],
  podLabels: {},
  podAffinity: [],
  claims: false,
  singleWriter: false,
};

const noEnvironment: ServiceEnvironment = { env: [], secretValues: new Map(), plainValues: new Map(), envFiles: [] };

/** Peers by the services that name them, under their names. */
const hostsNamed = (namedBy: NonNullable<TestContextOptions['namedBy']>) => ({
  rewrite: (_service: string, text: string) => text,
  namedBy: (name: string) => namedBy[name] ?? [],
  ownName: (name: string) => ((namedBy[name] ?? []).includes(name) ? objectName(name) : undefined),
  namesPeers: (name: string) => Object.entries(namedBy).some(([other, by]) => other !== name && by.includes(name)),
  podLabels: () => ({}),
  mentionsOf: () => [],
  servicesNamed: () => [],
  serviceAt: () => undefined,
  aliases: [],
});

const portsKnown = (ports: NonNullable<TestContextOptions['ports']>) => ({
  of: (name: string): readonly KnownPort[] =>
    (ports[name] ?? []).map((port) => ({
      port,
      protocol: 'TCP',
      name: `port-${port}`,
      evidence: [{ kind: 'ports' }],
    })),
});

const names: KubernetesContext['names'] = {
  service: objectName,
  environmentSecret: (name) => `${objectName(name)}-env`,
  environmentConfigMap: (name) => `${objectName(name)}-env`,
  volume: objectName,
  secret: objectName,
  config: objectName,
  network: objectName,
  reserve: (_kind, base) => base,
  derive: (_kind, name, suffix) => name + suffix,
  isTaken: () => false,
};

/** A context with plain names and the ports that a test gives, for makers of objects on their own. */
export function testContext(services: readonly Service[], given: TestContextOptions = {}) {
  const ledger = testLedger();
  const report = new Report(targetCodes);
  const project = testProject(services, given.project);
  const host = memoryHost({ files: given.files ?? {} });
  const settings = new Map(services.map((service) => [service.name, serviceSettings(service)]));
  const pods = podGroups(project, () => false, ledger);
  const basis = {
    project,
    options: readOptions(given.options ?? {}, report),
    ledger,
    report,
    files: projectFiles(host, '/project', []),
    environment: {},
    namespace: 'shop',
    pods,
    readings: readRoutes(project, given.options?.['route'] === 'none' ? 'none' : 'ingress', () => false),
    dependentsOf: findDependents(pods.emitted),
    builders: imageBuilders(project),
    images: noImages,
    projectSettings: projectSettings(project),
    writtenAt: () => '',
    envFileOf: () => undefined,
    secrets: given.options?.['secrets'] === 'plain' ? noSecrets : testSecrets(project),
    kompose: readKompose(project),
    settings: (name: string) => settings.get(name) ?? {},
  };
  const hosts = hostsNamed(given.namedBy ?? {});
  const ports = portsKnown(given.ports ?? {});
  const kinds = workloadKinds(basis, hosts, ports);
  const owners = new Map(services.map((service) => [objectName(service.name), service]));
  const peers = peersOf(basis, hosts, kinds);
  const routes = servedRoutes(basis, { ports, hosts }, () => true);
  const context: KubernetesContext = { ...basis, names, hosts, ports, kinds, owners, peers, routes };
  return { context, ledger, report };
}

/** Texts of a service `web` whose container has these variables, secret ones by their names. */
export function testTexts(environment: Readonly<Record<string, string>>): ProjectTexts {
  const { context } = testContext([testService('web', { environment })]);
  return secretTexts(context, environmentsOf(context));
}

/** Inputs of Pods without environment and mounts, but those that a test gives by service. */
export function testInputs(
  storage: Readonly<Record<string, Partial<PodParts>>> = {},
  environments: Readonly<Record<string, Partial<ServiceEnvironment>>> = {},
): PodInputs {
  const of = (name: string) => ({ ...noEnvironment, ...environments[name] });
  return {
    environments: { of, objects: () => [] },
    secrets: testTexts({}),
    storage: {
      of: (name) => ({ ...noMounts, ...storage[name] }),
      external: [],
      persistentVolumes: [],
      claims: [],
      sources: new Map(),
      files: [],
    },
    configFiles: { of: () => noMounts, external: [], objects: [] },
  };
}
