import type { Service } from '@transpose/core';
import { planBuild } from '../../container-plan/build.ts';
import type { PlanContext } from '../../container-plan/context.ts';
import { docker } from '../../container-plan/engine.ts';
import { hideBuild, secretsNamedIn } from '../../container-plan/secrets/hidden-secrets.ts';
import { secretBox } from '../../container-plan/secrets/secrets.ts';
import type { Text } from '../../container-plan/text.ts';
import { text } from '../../container-plan/text.ts';
import type { BuildPlan } from '../../container-plan/types.ts';
import { noBuilders } from '../../shared/images/built-images.ts';
import { noImages } from '../../shared/images/image-lookup.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import type { ShellPart } from '../../shared/shell/shell-word.ts';
import { schedulesOf } from '../../shared/schedules.ts';
import { shellComment, shellLines, shellWord } from '../../shared/shell/shell-word.ts';
import type { Conversion } from '../../target.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { builderOf, imageOf, isPushed } from '../pod/image.ts';
import { goToProject } from './project-directory.ts';

/** An image that the project builds. */
interface BuiltImage {
  readonly name: string;
  /** Whether it can be pushed: its name says where to. */
  readonly pushed: boolean;
  readonly plan: BuildPlan;
}

/** The script that builds the project's images and pushes them; undefined when it builds none. */
export function buildScript(context: KubernetesContext, conversion: Conversion): string | undefined {
  const images = builtImages(context, conversion);
  if (images.length === 0) return undefined;
  const secretNames = [
    ...new Set(
      images.flatMap(({ plan }) => [
        ...plan.args.flatMap((entry) => (entry.secret === undefined ? [] : entry.name)),
        ...secretsNamedIn([plan.flags, plan.inline]),
      ]),
    ),
  ];
  return `#!/bin/sh
${shellComment(`Builds the images of project ${context.project.name} and pushes those whose name says where to: build.sh [PROJECT-DIRECTORY]`)}
# Written by Transpose. ENGINE=podman takes another engine than docker.
set -eu

${goToProject(context)}
${secretNames.map((name) => `: "\${${name}:?is a secret of the build: export it first}"\n`).join('')}${images.map(imageLines).join('\n')}`;
}

function builtImages(context: KubernetesContext, conversion: Conversion): readonly BuiltImage[] {
  const planContext: PlanContext = {
    project: context.project,
    loaded: conversion.base.loaded,
    ledger: context.ledger,
    hidden: context.secrets,
    secrets: secretBox(),
    engine: docker,
    // Services with equal builds share one name here.
    builders: noBuilders,
    images: noImages,
    schedules: schedulesOf(context.project),
  };
  for (const { name, build } of context.pods.emitted)
    if (build && context.builders.of.get(name) !== name)
      context.ledger.carried(['services', name, 'build', 'context'], 'docker build');
  const needed = new Set(context.pods.emitted.map((service) => builderOf(context, service)));
  return [...needed].flatMap((service): readonly BuiltImage[] => {
    const made = service && planBuild(planContext, service);
    if (!made) return [];
    const plan = hideBuild(planContext, made);
    const name = imageOf(context, service);
    const [, ...flags] = plan.flags;
    const tag = { flag: '--tag', value: text(name), path: ['services', service.name, 'image'] };
    const pushed = isPushed(context, service);
    reportBuild(context, service, pushed);
    return [{ name, pushed, plan: { ...plan, flags: [tag, ...flags] } }];
  });
}

function reportBuild({ ledger }: KubernetesContext, { name }: Service, pushed: boolean): void {
  const path = ['services', name, 'build', 'context'];
  if (pushed)
    ledger.approximated(
      path,
      'docker build',
      'Kubernetes builds no images: build.sh builds this one and pushes it',
      'Run build.sh before kubectl apply',
    );
  else
    ledger.approximated(
      path,
      'docker build',
      'Kubernetes builds no images: build.sh builds this one, whose name has no registry, so nothing is pushed and no node finds it',
      'Convert with --registry HOST/PATH, or load the image into the nodes (`kind load docker-image`, `minikube image load`)',
      'breaks',
    );
}

function imageLines({ name, pushed, plan }: BuiltImage): string {
  const engine = '"${ENGINE:-docker}"';
  const groups = [
    [engine, 'build'],
    ...plan.args.map((entry) => ['--build-arg', argument(entry.name, entry.secret === undefined ? entry.value : null)]),
    ...plan.flags.map(({ flag, value }) => (value === undefined ? [flag] : [flag, word(value)])),
    [word(plan.context)],
  ];
  const command = shellLines(groups);
  const build = plan.inline === undefined ? command : `printf %s ${word(plan.inline)} | ${command}`;
  const image = word([name]);
  return pushed
    ? `${build}\n${engine} push ${image}\n`
    : `${build}\n${shellComment(`${name} names no registry: convert with --registry HOST/PATH, or load it into the nodes.`)}\n`;
}

/** `NAME=VALUE`; a name alone takes the value from the environment of the build. */
function argument(name: string, value: Text | null): string {
  return value === null ? word([name]) : word(text(`${name}=`, value));
}

function word(value: Text): string {
  return quotedText(shellWord(partsOf(value)));
}

/** The script runs in the project directory. */
function partsOf(value: Text): readonly ShellPart[] {
  return value.map((part): ShellPart => {
    if (typeof part === 'string') return part;
    if (part.of === 'home') return { variable: 'HOME' };
    if (part.of === 'secret') return { variable: part.variable };
    return part.of === 'directory' ? '.' : '';
  });
}
