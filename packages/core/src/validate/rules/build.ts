import { isMap, isSeq, isString, nodeAt } from '../../tree/node.ts';
import { nearestName } from '../suggest.ts';
import type { ServiceRule } from './rule.ts';
import { placeOf, textAt } from './rule.ts';

/** A build has one Dockerfile. */
export const oneDockerfile: ServiceRule = ({ name, service, path, report }) => {
  const file = nodeAt(service, ['build', 'dockerfile']);
  const inline = nodeAt(service, ['build', 'dockerfile_inline']);
  if (!isString(file) || !isString(inline) || file.value === '' || inline.value === '') return;
  report.add({
    code: 'conflict',
    message: `service "${name}" has mutually exclusive \`dockerfile\` and \`dockerfile_inline\``,
    path: [...path, 'build', 'dockerfile_inline'],
    span: placeOf(inline),
    related: [{ message: 'the other', span: placeOf(file) }],
  });
};

/** `service:NAME` in additional contexts names a service that is built. */
export const builtContexts: ServiceRule = ({ service, path, project, report }) => {
  const contexts = nodeAt(service, ['build', 'additional_contexts']);
  if (!isMap(contexts)) return;
  for (const [key, context] of contexts.entries) {
    if (!isString(context) || !context.value.startsWith('service:')) continue;
    const target = context.value.slice('service:'.length);
    const other = project.services.get(target);
    if (isMap(other) && other.entries.has('build')) continue;
    const near = other ? undefined : nearestName(target, project.services.keys());
    report.add({
      code: 'undefined-service',
      message: other
        ? `service "${target}" is not built, so that it is not a context`
        : `there is no service "${target}"`,
      path: [...path, 'build', 'additional_contexts', key],
      span: context.origin.span,
      ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
    });
  }
};

/** The platform to run on is among those to build for. */
export const builtPlatform: ServiceRule = ({ service, path, report }) => {
  const platforms = nodeAt(service, ['build', 'platforms']);
  const platform = service.entries.get('platform');
  const wanted = textAt(service, ['platform']);
  if (!isSeq(platforms) || platforms.items.length === 0 || !platform || wanted === '') return;
  if (platforms.items.some((item) => isString(item) && item.value === wanted)) return;
  report.add({
    code: 'conflict',
    message: `the service runs on "${wanted}", and the build is for other platforms`,
    path: [...path, 'platform'],
    span: platform.origin.span,
    related: [{ message: 'the platforms of the build', span: placeOf(platforms) }],
    hint: 'add the platform to `build.platforms`',
  });
};
