import type { Hook, Service } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import type { PlanContext } from './context.ts';
import { dockerText, userText } from './context.ts';
import { planEnvironment } from './secrets/environment.ts';
import { fullImageName } from './names.ts';
import type { HookPlan } from './types.ts';
import { hiddenWords } from './words.ts';

/** The lifecycle hooks of one kind. */
export function planHooks(
  context: PlanContext,
  service: Service,
  kind: 'pre_start' | 'post_start' | 'pre_stop',
): readonly HookPlan[] {
  return service[kind].map((hook, index) =>
    planHook(context, service, hook, pathTo(['services', service.name, kind, index])),
  );
}

function planHook(context: PlanContext, service: Service, hook: Hook, path: KeyPath): HookPlan {
  const field = (key: 'image' | 'user' | 'working_dir') => {
    const value = hook[key];
    if (value === undefined) return undefined;
    return (key === 'image' ? dockerText : userText)(context, pathTo([...path, key]), value);
  };
  const written = field('image');
  const image = written && fullImageName(context, written, hook.image ?? '');
  const user = field('user');
  const workingDirectory = field('working_dir');
  return {
    command: hiddenWords(context, pathTo([...path, 'command']), hook.command ?? []),
    ...(image ? { image } : {}),
    ...(user ? { user } : {}),
    ...(workingDirectory ? { workingDirectory } : {}),
    privileged: hook.privileged === true,
    environment: planEnvironment(context, service.name, pathTo([...path, 'environment']), hook.environment),
    path,
  };
}
