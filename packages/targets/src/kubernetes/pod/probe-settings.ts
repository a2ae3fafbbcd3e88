import type { ProbeSettings, Service } from '@transpose/core';
import { healthTiming, seconds } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { escapeDollar } from '../../shared/formats/k8s-dollar.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Container, Probe } from '../objects/objects.ts';
import type { HealthProbe } from './probe.ts';
import { timingOf } from './probe.ts';

export type Probes = Pick<Container, 'readinessProbe' | 'livenessProbe' | 'startupProbe'>;

/**
 * The probes of a container: the readiness probe of its healthcheck, and what `x-transpose.probes` asks for. Liveness
 * kills, so that it comes on request only, and with a startup probe that grants the `start_period`. Without it the startup
 * probe of a long interval never kills.
 */
export function probesOf(context: KubernetesContext, service: Service, health: HealthProbe | undefined): Probes {
  const { readiness, liveness, startup } = context.settings(service.name).probes ?? {};
  const probe = (name: string, wish: boolean | ProbeSettings | undefined, usual: Probe | undefined) =>
    probeOf(context, service, name, wish, usual);

  const readinessProbe = probe('readiness', readiness ?? health !== undefined, health?.probe);
  const livenessProbe = probe('liveness', liveness, health && { ...health.probe, ...livenessTiming(service) });
  const startupProbe = probe(
    'startup',
    startup ?? (livenessProbe ? startsSlowly(service) : readinessProbe !== undefined && health?.startup !== undefined),
    livenessProbe ? slowStart(service, livenessProbe) : health?.startup,
  );
  return {
    ...(readinessProbe && { readinessProbe }),
    ...(livenessProbe && { livenessProbe }),
    ...(startupProbe && { startupProbe }),
  };
}

function probeOf(
  context: KubernetesContext,
  service: Service,
  name: string,
  wish: boolean | ProbeSettings | undefined,
  usual: Probe | undefined,
): Probe | undefined {
  if (wish === undefined || wish === false) return undefined;
  const path = pathTo(['services', service.name, 'x-transpose', 'probes', name]);
  if (wish === true) {
    if (!usual) fault(context, path, 'there is no healthcheck to take it from');
    return usual;
  }
  const { exec, httpGet, tcpSocket, grpc, ...timing } = wish;
  const handlers = [exec, httpGet, tcpSocket, grpc].filter((handler) => handler !== undefined);
  if (handlers.length > 1) fault(context, path, 'a probe has one of exec, httpGet, tcpSocket and grpc');
  if (handlers.length === 0 && !usual)
    fault(context, path, 'it says nothing of what to try, and there is no healthcheck');
  if (name !== 'readiness' && (timing.successThreshold ?? 1) !== 1)
    fault(context, pathTo([...path, 'successThreshold']), `of a ${name} probe it can only be 1`);
  for (const [handler, one] of [
    ['httpGet', httpGet],
    ['tcpSocket', tcpSocket],
    ['grpc', grpc],
  ] as const)
    if (one) checkPort(context, service, pathTo([...path, handler]), one.port);
  const { exec: _exec, httpGet: _get, tcpSocket: _tcp, grpc: _grpc, ...usualTiming } = usual ?? timesOf(service);
  return {
    ...(handlers.length === 0
      ? usual
      : {
          ...(exec && { exec: { command: exec.map(escapeDollar) } }),
          ...(httpGet && { httpGet: httpGet as NonNullable<Probe['httpGet']> }),
          ...(tcpSocket && { tcpSocket: tcpSocket as NonNullable<Probe['tcpSocket']> }),
          ...(grpc && { grpc: grpc as NonNullable<Probe['grpc']> }),
          ...usualTiming,
        }),
    ...timing,
  };
}

function checkPort(
  context: KubernetesContext,
  service: Service,
  path: KeyPath,
  port: string | number | undefined,
): void {
  if (port === undefined) return fault(context, path, 'it needs a port');
  if (typeof port === 'number') return;
  const names = context.ports.of(service.name).map(({ name }) => name);
  if (!names.includes(port))
    fault(context, pathTo([...path, 'port']), `"${service.name}" has no port of the name "${port}"`, names);
}

function fault(context: KubernetesContext, path: KeyPath, problem: string, names: readonly string[] = []): void {
  const hint = names.length === 0 ? {} : { hint: `its ports are ${names.join(', ')}` };
  context.report.add({ code: 'illegal-value', message: problem, path, ...hint });
}

/** A healthcheck may have times and no test: they are for whatever is tried. */
const timesOf = (service: Service): Probe =>
  service.healthcheck && service.healthcheck.disable !== true ? timingOf(service) : {};

/** What restarts a container waits as long as Docker does until it says "unhealthy". */
function livenessTiming(service: Service): Pick<Probe, 'periodSeconds' | 'failureThreshold'> {
  const { interval, retries } = healthTiming(service.healthcheck);
  return { periodSeconds: Math.ceil(seconds(interval)), failureThreshold: retries };
}

function startsSlowly(service: Service): boolean {
  return (service.healthcheck?.start_period ?? 0) > 0;
}

/** `start_period` and the retries, tried every 10 s at most. */
function slowStart(service: Service, liveness: Probe): Probe {
  const { initialDelaySeconds: _delay, ...probe } = liveness;
  const period = Math.min(10, liveness.periodSeconds ?? 10);
  const time =
    seconds(service.healthcheck?.start_period ?? 0) + (liveness.periodSeconds ?? 10) * (liveness.failureThreshold ?? 3);
  return { ...probe, periodSeconds: period, failureThreshold: Math.ceil(time / period) };
}
