import type { Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { expansionText } from '../../shared/formats/k8s-dollar.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { builtCommandOf } from '../facts/image-facts.ts';
import type { SecretTexts } from '../configuration/secret-text.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';

export interface CommandFields {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/**
 * `entrypoint` and `command` as `command` and `args`. Overriding the entrypoint drops the image's CMD in both worlds.
 * A cleared entrypoint makes the command the whole; Kubernetes reads an empty list as "the image's".
 */
export function commandOf(context: KubernetesContext, service: Service, secrets: SecretTexts): CommandFields {
  const text = (words: readonly string[], field: string) =>
    words.map((word, index) =>
      argument(
        context,
        service.name,
        word,
        pathTo(['services', service.name, field, index]),
        secrets,
        wordsBefore(words, index),
      ),
    );
  const args = service.command && service.command.length > 0 ? text(service.command, 'command') : undefined;
  if (service.entrypoint === undefined) return args ? { args } : {};
  if (service.entrypoint.length > 0) return { command: text(service.entrypoint, 'entrypoint'), ...(args && { args }) };
  if (args) return { command: args };

  const cmd = builtCommandOf(context, service);
  if (cmd && cmd.length > 0) return { command: text(cmd, 'entrypoint') };
  context.ledger.dropped(
    ['services', service.name, 'entrypoint'],
    "Kubernetes reads an empty command as the image's entrypoint, and only the image knows its CMD",
    'Write the command out, or give --images',
  );
  return {};
}

/** A word as Kubernetes expands it: `$` kept, peers' names legal, secret values by the variables that hold them. */
function argument(
  context: KubernetesContext,
  service: string,
  word: string,
  path: KeyPath,
  secrets: SecretTexts,
  before: string | undefined,
): string {
  return expansionText(secrets.parts(context.hosts.rewrite(service, word, path), { before, path }));
}
