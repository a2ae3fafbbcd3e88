import type { Service } from '@transpose/core';
import { healthTiming, seconds } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { escapeDollar } from '../../shared/formats/k8s-dollar.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { shellOf } from '../facts/image-facts.ts';
import type { Probe } from '../objects/objects.ts';
import { certainPort } from '../ports/certain.ts';
import { isDisabled, reportDisabled } from '../../shared/disabled-healthcheck.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';
import type { SecretTexts } from '../configuration/secret-text.ts';
import { shellText } from '../configuration/secret-text.ts';

/** A healthcheck as a probe. */
export interface HealthProbe {
  readonly probe: Probe;
  /** The same test while the container starts, where the interval is long: it never kills. */
  readonly startup?: Probe;
  /** The text of the check, where it holds a secret value: it goes into the service's Secret and is mounted. */
  readonly script?: string;
}

/** Where the script of a healthcheck is mounted: at no place that the service has a mount at, in or around. */
export function scriptDirectory(mountPaths: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const directory = number === 1 ? '/.transpose' : `/.transpose-${number}`;
    if (!mountPaths.some((path) => `${path}/`.startsWith(`${directory}/`))) return directory;
  }
}

/** The key of the script in the Secret. */
export const scriptKey = 'healthcheck.sh';

/** Docker sends traffic before the first check has run; a Pod that waits for one is down until then. */
const longestPeriod = 10;
/** As high as it goes: more than 300 years of failures. */
const never = 2 ** 31 - 1;

/** Whether a service has a healthcheck of its own in the file. */
function hasHealthTest(service: Service): boolean {
  const { healthcheck } = service;
  return healthcheck?.test !== undefined && healthcheck.test.length > 1 && !isDisabled(healthcheck);
}

/**
 * The readinessProbe of a service. Docker restarts no unhealthy container: there is no liveness probe. A startup probe
 * comes before a long interval, so that the Pod is ready as soon as it is healthy. `start_period` is carried by readiness alone: failures cost nothing before the first success.
 * `directory`: where its script would be mounted.
 */
export function healthProbe(
  context: KubernetesContext,
  service: Service,
  secrets: SecretTexts,
  directory = scriptDirectory([]),
): HealthProbe | undefined {
  const { healthcheck } = service;
  const path = pathTo(['services', service.name, 'healthcheck']);
  if (!hasHealthTest(service)) {
    if (healthcheck && isDisabled(healthcheck)) reportDisabled(healthcheck, path, context.ledger);
    else if (healthcheck) {
      context.ledger.dropped(
        path,
        'The test is the HEALTHCHECK of the image, which Kubernetes does not run',
        'Write the test into the file, or give --images',
      );
    }
    return standIn(context, service);
  }
  const test = (healthcheck?.test ?? []).map((word, index) =>
    context.hosts.rewrite(service.name, word, pathTo([...path, 'test', index])),
  );
  const [form, ...words] = test;
  const shell = form === 'CMD-SHELL' ? shellOf(context, service) : undefined;
  const isSecret = (word: string, index: number) =>
    secrets.holdsSecret(word, {
      before: wordsBefore(words, index),
      path: pathTo([...path, 'test', index + 1]),
    });
  if (words.some(isSecret)) {
    // Probes expand no secrets. A script from the Secret holds the text as it is: the shell sees what it sees under Docker.
    const line = shell
      ? words.join(' ')
      : `exec ${shellText(
          context,
          words.map((word) => [word]),
          pathTo([...path, 'test']),
        )}`;
    const command = [...(shell?.slice(0, -1) ?? ['/bin/sh']), `${directory}/${scriptKey}`];
    return { ...timed(service, { exec: { command } }), script: `${line}\n` };
  }
  const command = [...(shell ?? []), ...words].map(escapeDollar);
  return timed(service, { exec: { command } });
}

/** The test at the user's interval, and more often until it first succeeds. */
function timed(service: Service, test: Probe): Pick<HealthProbe, 'probe' | 'startup'> {
  const timing = timingOf(service);
  const period = wholeSeconds(healthTiming(service.healthcheck).start_interval);
  const probe = { ...test, ...timing };
  if (timing.periodSeconds <= longestPeriod && period >= timing.periodSeconds) return { probe };
  return {
    probe,
    startup: { ...probe, periodSeconds: Math.min(period, timing.periodSeconds), failureThreshold: never },
  };
}

type Timing = Readonly<Record<'periodSeconds' | 'timeoutSeconds' | 'failureThreshold', number>>;

/** The times of a healthcheck, Docker's where it says none. */
export function timingOf({ healthcheck }: Service): Timing {
  const { interval, timeout, retries } = healthTiming(healthcheck);
  return {
    periodSeconds: wholeSeconds(interval),
    // Kubernetes' own default of 1 s would kill slow checks.
    timeoutSeconds: wholeSeconds(timeout),
    failureThreshold: retries,
  };
}

/** Kubernetes counts whole seconds, one at least. */
const wholeSeconds = (nanoseconds: number): number => Math.max(1, Math.ceil(seconds(nanoseconds)));

/** Others wait for the health of a service without a test: a port that certainly answers stands in for it. */
function standIn(context: KubernetesContext, service: Service): HealthProbe | undefined {
  const waiting = context.dependentsOf(service.name).filter(({ condition }) => condition === 'service_healthy');
  if (waiting.length === 0) return undefined;
  const port = certainPort(service, context.ports.of(service.name));
  const sign = port ? `an open port ${port.port} stands for health` : 'it counts as healthy as soon as it runs';
  for (const { service: other } of waiting) {
    context.ledger.approximated(
      ['services', other.name, 'depends_on', service.name],
      'Pod.spec.containers[].readinessProbe',
      `"${service.name}" has no test in the file: ${sign}`,
      'Write a healthcheck',
    );
  }
  return port ? { probe: { tcpSocket: { port: port.port }, periodSeconds: 5 } } : undefined;
}

/** The probe as one that guards the start of a sidecar: Kubernetes kills what does not pass it, so it gives plenty of time. */
export function startupProbe(service: Service, probe: Probe): Probe {
  const period = probe.periodSeconds ?? longestPeriod;
  const start = seconds(healthTiming(service.healthcheck).start_period);
  const failures = Math.ceil(start / period) + (probe.failureThreshold ?? healthTiming({}).retries);
  return { ...probe, failureThreshold: Math.max(failures, Math.ceil(600 / period)) };
}
