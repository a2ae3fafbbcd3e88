import type { Service } from '@transpose/core';
import { escapeDollar } from '../../shared/formats/k8s-dollar.ts';
import { objectName } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Container } from '../objects/objects.ts';

/** The init container that `kompose.init.containers.*` describe; none without an image. */
export function komposeInit(context: KubernetesContext, service: Service): readonly Container[] {
  const { initContainer: init } = context.settings(service.name);
  if (init?.image === undefined) return [];
  const command = init.command === undefined ? [] : wordsOf(init.command).map(escapeDollar);
  return [
    {
      name: objectName(init.name ?? `${service.name}-init`),
      image: init.image,
      ...(command.length > 0 && { command }),
    },
  ];
}

/** `["sh", "-c", "a, b"]` as its words; other text is a line for a shell. */
function wordsOf(text: string): readonly string[] {
  if (!text.trim().startsWith('[')) return ['/bin/sh', '-c', text];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.map(String) : [];
  } catch {
    // kompose takes the quotes off and splits at commas.
    return text
      .trim()
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map((word) => word.trim().replace(/^["']|["']$/g, ''));
  }
}
