import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { csvQuotesDoubled } from '../flags/csv.ts';
import type { HiddenPlace } from './secret-text.ts';
import { withoutLiterals } from './secret-text.ts';
import type { Placeholder, Text } from '../text.ts';
import { literalOf, text } from '../text.ts';
import type { AttachmentPlan, BuildPlan, Flag, ServicePlan } from '../types.ts';

/**
 * A text with each secret in it as a secret of the plan: what prints it names the variable. `written`: how a secret is
 * where the text does.
 */
export function hideText(
  context: PlanContext,
  value: Text,
  place: HiddenPlace,
  written: (secret: string) => string = (secret) => secret,
): Text {
  const { path } = place;
  if (holdsVariable(value))
    return withoutLiterals(context, value, place, (name, stretch) => hideWhole(context, name, written(stretch), path));
  return text(
    ...value.map((part, index): string | Placeholder | Text => {
      if (typeof part !== 'string') return part;
      return hidden(context, part, index === 0 ? place : { path }, written);
    }),
  );
}

const holdsVariable = (value: Text): boolean =>
  value.some((part) => typeof part !== 'string' && part.of === 'variable');

/** The service, network, volume whose value it is. */
const ownerOf = (path: KeyPath): string => String(path[1] ?? '');

function hidden(context: PlanContext, value: string, place: HiddenPlace, written: (secret: string) => string): Text {
  const parts: (string | Placeholder)[] = [];
  let done = 0;
  for (const { start, end, name } of context.hidden.spansIn(value, place)) {
    parts.push(value.slice(done, start), hideWhole(context, name, written(value.slice(start, end)), place.path));
    done = end;
  }
  return text(...parts, value.slice(done));
}

/** A value that is secret as a whole. */
export function hideWhole({ secrets }: PlanContext, name: string, value: string, path: KeyPath): Placeholder {
  return { of: 'secret', variable: secrets.put(name, value, ownerOf(path), path) };
}

/** Options without secrets. What is before the `=` of `NAME=VALUE` is the name that the file has. */
export function hideFlags(context: PlanContext, flags: readonly Flag[]): readonly Flag[] {
  return flags.map((flag) => {
    const { value, path } = flag;
    const [first = '', ...rest] = value ?? [];
    if (value === undefined || value.length === 0) return flag;
    const name = String(path.at(-1));
    const lead = typeof first === 'string' && first.startsWith(`${name}=`) ? `${name}=` : undefined;
    if (lead === undefined || typeof first !== 'string') return { ...flag, value: hideText(context, value, { path }) };
    const after = text(first.slice(lead.length), ...rest);
    return { ...flag, value: text(lead, hideText(context, after, { path, name })) };
  });
}

export function hideBuild(context: PlanContext, build: BuildPlan): BuildPlan {
  const path = pathTo([...build.path, 'dockerfile_inline']);
  const inline = build.inline && literalOf(build.inline);
  return {
    ...build,
    flags: hideFlags(context, build.flags),
    ...(inline !== undefined && context.hidden.spansIn(inline, { path }).length > 0
      ? { inline: [hideWhole(context, 'dockerfile', inline, path)] }
      : {}),
  };
}

/** The options of a service without secrets; its words and environment were made without them. */
export function hideService(context: PlanContext, service: ServicePlan): ServicePlan {
  const { build, health } = service;
  return {
    ...service,
    ...(build ? { build: hideBuild(context, build) } : {}),
    networks: service.networks.map((one) => hideAttachment(context, one)),
    labels: hideFlags(context, service.labels),
    flags: hideFlags(context, service.flags),
    // Podman's are JSON, of which each word was judged before it was encoded.
    ...(health && context.engine.name === 'docker'
      ? { health: { ...health, flags: hideFlags(context, health.flags) } }
      : {}),
  };
}

function hideAttachment(context: PlanContext, one: AttachmentPlan): AttachmentPlan {
  const driverOptions = one.driverOptions.map(([name, value]) => {
    const place = { path: pathTo([...one.path, 'driver_opts', name]), name };
    return [name, hideText(context, value, place, csvQuotesDoubled)] as const;
  });
  return { ...one, driverOptions };
}

/** The variables of the plan's secrets that something names, in order. */
export function secretsNamedIn(part: unknown): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('of' in value && value.of === 'secret' && 'variable' in value) found.add(String(value.variable));
    else for (const inside of Object.values(value)) visit(inside);
  };
  visit(part);
  return [...found];
}
