import type { FileReference, Service } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import { isVariableName } from '../shared/shell/shell-word.ts';
import type { PlanContext } from './context.ts';
import { hostPath } from './context.ts';
import { csvLine } from './flags/csv.ts';
import { hideText } from './secrets/hidden-secrets.ts';
import type { Text } from './text.ts';
import { text } from './text.ts';
import type { CopiedFile, Flag, MountPlan } from './types.ts';

/** What a service's secrets and configs become: binds of files, and content that is copied in. */
export interface FilesPlan {
  readonly mounts: readonly MountPlan[];
  readonly files: readonly CopiedFile[];
  /** Options for secrets that the engine itself holds. */
  readonly flags: readonly Flag[];
}

/** Source: docker compose, `pkg/compose/create.go` (binds) and `pkg/compose/secrets.go` (content). */
export function planFiles(context: PlanContext, service: Service): FilesPlan {
  const mounts: MountPlan[] = [];
  const files: CopiedFile[] = [];
  const flags: Flag[] = [];
  for (const kind of ['secrets', 'configs'] as const) {
    service[kind].forEach((reference, index) => {
      const path = pathTo(['services', service.name, kind, index]);
      const target = targetOf(kind, reference);
      const top = context.project[kind][reference.source];
      if (!top) return;
      if (top.external && kind === 'secrets' && context.engine.name === 'podman') {
        context.ledger.carried([kind, reference.source, 'external'], '--secret');
        context.ledger.carried([kind, reference.source, 'name'], '--secret');
        flags.push({ flag: '--secret', value: storedSecret(reference, top.name, target), path });
      } else if (top.external) {
        context.ledger.dropped(
          path,
          'A single engine has no store for it; the container starts without the file.',
          `give the top-level entry a \`file\``,
        );
      } else if (top.file !== undefined) {
        noteIgnored(context, path, reference);
        const source = hostPath(context, pathTo([kind, reference.source, 'file']), top.file);
        mounts.push({
          form: 'mount',
          value: csvLine([['type', text('bind')], ['source', source], ['target', text(target)], ['readonly']]),
          target,
          hostPath: source,
          path,
        });
      } else {
        const file = copied(context, service, kind, reference, target, path);
        if (file) files.push(file);
      }
    });
  }
  return { mounts, files, flags };
}

/** A secret of Podman's own store as a file in the container. Source: podman-create(1), `--secret`. */
function storedSecret(reference: FileReference, name: string, target: string): Text {
  return csvLine([
    [name],
    ['type', text('mount')],
    ['target', text(target)],
    ...(reference.uid === undefined ? [] : [['uid', text(reference.uid)] as const]),
    ...(reference.gid === undefined ? [] : [['gid', text(reference.gid)] as const]),
    ['mode', text((reference.mode ?? 0o444).toString(8).padStart(4, '0'))],
  ]);
}

function noteIgnored(context: PlanContext, path: KeyPath, reference: FileReference): void {
  for (const key of ['uid', 'gid', 'mode'] as const) {
    if (reference[key] !== undefined) {
      context.ledger.dropped(
        [...path, key],
        'A file that is mounted keeps its owner and mode, as with Docker.',
        'set them on the file itself',
      );
    }
  }
}

function targetOf(kind: 'secrets' | 'configs', reference: FileReference): string {
  const target = reference.target ?? reference.source;
  if (target.startsWith('/')) return target;
  return kind === 'secrets' ? `/run/secrets/${target}` : `/${target}`;
}

function copied(
  context: PlanContext,
  service: Service,
  kind: 'secrets' | 'configs',
  reference: FileReference,
  target: string,
  path: KeyPath,
): CopiedFile | undefined {
  const top = context.project[kind][reference.source];
  const inline = top && 'content' in top ? top.content : undefined;
  const variable = top?.environment;
  const topPath: KeyPath =
    inline === undefined
      ? pathTo([kind, reference.source, 'environment'])
      : pathTo(['configs', reference.source, 'content']);
  const file = {
    target,
    mode: reference.mode ?? 0o444,
    uid: idOf(context, path, reference, 'uid'),
    gid: idOf(context, path, reference, 'gid'),
    owned: reference.uid !== undefined || reference.gid !== undefined,
    path,
  };
  const kept = keptContent(context, topPath, inline, variable, reference.source);
  if (kept) {
    return { ...file, content: hideText(context, kept, { path: topPath, name: variable ?? reference.source }) };
  }
  const content = inline ?? (variable === undefined ? undefined : context.loaded.environment[variable]);
  if (content === undefined && variable !== undefined) {
    if (isVariableName(variable)) return { ...file, content: fromEnvironment(variable, reference.source) };
    context.ledger.dropped(topPath, 'No shell can hold a variable of this name, and it is not set.');
    return undefined;
  }
  if (content === undefined || content === '') return undefined;
  const secret =
    kind === 'secrets' ||
    context.hidden.spansIn(content, { path: topPath, name: variable ?? reference.source }).length > 0;
  return {
    ...file,
    content: text(content),
    ...(secret ? { secret: context.secrets.put(`file_${reference.source}`, content, service.name, topPath) } : {}),
  };
}

/** A user or group by its number, which is all that an archive knows; Docker Compose refuses names as well. */
function idOf(context: PlanContext, path: KeyPath, reference: FileReference, key: 'uid' | 'gid'): number {
  const value = reference[key] ?? '0';
  if (/^\d{1,7}$/.test(value)) return Number(value);
  context.ledger.dropped([...path, key], 'It is not a number, and the engine looks no names up', 'Write the number');
  return 0;
}

/** The content where it holds variables that stay. */
function keptContent(
  context: PlanContext,
  path: KeyPath,
  inline: string | undefined,
  variable: string | undefined,
  source: string,
): Text | undefined {
  if (inline !== undefined) return context.variables?.textAt(path, inline);
  return variable !== undefined && context.variables?.keeps(path, variable)
    ? fromEnvironment(variable, source)
    : undefined;
}

/** A variable that was not set when the project was read: its value is asked for where the plan runs. */
function fromEnvironment(variable: string, source: string): CopiedFile['content'] {
  return text({ of: 'variable', name: variable, operator: '?', operand: [`${source} takes its value from it`] });
}
