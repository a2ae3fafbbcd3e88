import type { Node } from '../../tree/node.ts';
import {
  implied,
  isMap,
  isSeq,
  isString,
  map as mapNode,
  scalar,
  text as textNode,
  withEntry,
} from '../../tree/node.ts';
import { anythingToText, refuseForm } from '../expand.ts';
import { extraHosts } from './extra-hosts.ts';
import { expandFileReferences, fileReferences } from '../file-references.ts';
import { beforeEquals } from '../mapping.ts';
import type { RuleContext } from '../rule.ts';
import { bool, flag, integerOrText, key, list, listOrMap, object, oneOf, text, textOrList } from '../type.ts';
import { buildUlimits, checkLimits } from './ulimits.ts';

export const build = oneOf(
  text,
  object({
    context: key(text, 'Directory or URL of what is built.', { path: 'context' }),
    dockerfile: key(text, 'Dockerfile, relative to the context.', { path: 'inside' }),
    dockerfile_inline: key(text, 'Content of the Dockerfile.', { since: '2.17.0' }),
    entitlements: key(list(text), 'Privileges of the build.', { since: '2.27.1', decode: 'texts' }),
    args: key(listOrMap, 'Values for `ARG`.', { merge: 'entries', identity: beforeEquals, decode: 'entries' }),
    ssh: key(listOrMap, 'SSH agents and keys for the build.', {
      since: '2.4.0',
      expand: expandSsh,
      path: 'host',
      decode: 'keep',
    }),
    labels: key(listOrMap, 'Labels of the image.', {
      merge: 'entries',
      identity: beforeEquals,
      decode: 'mapping',
    }),
    cache_from: key(list(text), 'Where to look for cached layers.', { decode: 'texts' }),
    cache_to: key(list(text), 'Where to keep cached layers.', { since: '2.4.0', decode: 'texts' }),
    no_cache: key(flag, 'Build without the cache.', { since: '2.4.0', decode: 'boolean' }),
    no_cache_filter: key(textOrList, 'Stages to build without the cache.', { decode: 'texts' }),
    additional_contexts: key(listOrMap, 'Named contexts beside the main one.', {
      since: '2.17.0',
      merge: 'entries',
      identity: beforeEquals,
      expand: expandContexts,
      path: 'context',
      decode: 'mapping',
    }),
    network: key(text, 'Network of `RUN` steps.'),
    provenance: key(oneOf(text, bool), 'Attest where the image comes from.', {
      since: '2.39.0',
      expand: anythingToText,
    }),
    sbom: key(oneOf(text, bool), 'Attest what is in the image.', { since: '2.39.0', expand: anythingToText }),
    pull: key(flag, 'Always pull base images.', { since: '2.4.0', decode: 'boolean' }),
    target: key(text, 'Stage to build.'),
    shm_size: key(integerOrText, 'Size of /dev/shm while building.', { decode: 'bytes' }),
    extra_hosts: key(extraHosts, 'Host names for the build.', { since: '2.24.1', merge: 'hosts', decode: 'hosts' }),
    isolation: key(text, 'Isolation technology of the build (Windows).'),
    privileged: key(flag, 'Build with all privileges.', { since: '2.15.0', decode: 'boolean' }),
    secrets: key(fileReferences, 'Secrets for the build.', { since: '2.5.0', expand: expandFileReferences }),
    tags: key(list(text), 'Further names of the image.', { since: '2.5.1', identity: beforeEquals, decode: 'texts' }),
    ulimits: key(buildUlimits, 'Limits of processes while building.', {
      since: '2.23.1',
      expand: checkLimits,
      decode: 'ulimits',
    }),
    platforms: key(list(text), 'Platforms to build for.', { since: '2.10.0', decode: 'texts' }),
  }),
);

/** A string is the context. */
export function expandBuild(node: Node, context: RuleContext): Node {
  if (isString(node)) return mapNode([['context', node]], node.origin);
  // Files of `extends` come here unchecked.
  if (!isMap(node)) refuseForm(node, 'a string or a mapping', context);
  return node;
}

/** The context is the project directory unless it says another. */
export function fillBuild(node: Node): Node {
  if (!isMap(node) || node.entries.has('context')) return node;
  return withEntry(node, 'context', textNode('.', implied(node.origin)));
}

/** `default` or `ID=PATH` in a list. */
function expandSsh(node: Node, context: RuleContext): Node {
  if (!isSeq(node)) return node;
  const entries = new Map<string, Node>();
  node.items.forEach((item, index) => {
    if (!isString(item)) return;
    const at = item.value.indexOf('=');
    if (at >= 0) {
      entries.set(item.value.slice(0, at), textNode(item.value.slice(at + 1), item.origin));
      return;
    }
    entries.set(item.value, scalar(null, 'null', item.origin));
    if (item.value === 'default') return;
    context.report.add({
      code: 'invalid-value',
      message: `"${item.value}" is not an SSH key: only \`default\` may appear without a path`,
      path: [...context.path, index],
      span: item.origin.span,
      hint: `write \`${item.value}=PATH\``,
    });
  });
  return { kind: 'map', entries, origin: node.origin };
}

/** `NAME=CONTEXT` in a list. */
function expandContexts(node: Node, context: RuleContext): Node {
  if (!isSeq(node)) return node;
  const entries = new Map<string, Node>();
  for (const [index, item] of node.items.entries()) {
    if (!isString(item)) continue;
    const at = item.value.indexOf('=');
    if (at >= 0) {
      entries.set(item.value.slice(0, at), textNode(item.value.slice(at + 1), item.origin));
      continue;
    }
    if (context.lenient) return node;
    context.report.add({
      code: 'invalid-value',
      message: `"${item.value}" names no context`,
      path: [...context.path, index],
      span: item.origin.span,
      hint: `write \`${item.value}=PATH\` or \`${item.value}=docker-image://IMAGE\``,
    });
  }
  return { kind: 'map', entries, origin: node.origin };
}
