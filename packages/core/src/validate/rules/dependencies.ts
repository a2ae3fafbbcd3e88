import { isMap } from '../../tree/node.ts';
import { isRequired } from '../../normalize/select.ts';
import { nearestName } from '../suggest.ts';
import { nameMend } from '../../fix/value-mends.ts';
import type { ServiceRule } from './rule.ts';
import { placeOf } from './rule.ts';

/** Services that must be there first exist and are active. */
export const definedDependencies: ServiceRule = ({ name, service, path, project, report }) => {
  const dependencies = service.entries.get('depends_on');
  if (!isMap(dependencies)) return;
  for (const [other, settings] of dependencies.entries) {
    if (project.services.has(other)) continue;
    const disabled = project.disabled.get(other);
    if (disabled && !isRequired(settings)) continue;
    const near = nearestName(other, project.services.keys());
    const mend = disabled ? undefined : nameMend(settings, placeOf(settings), other, near);
    report.add({
      code: 'undefined-service',
      message: disabled
        ? `service "${name}" depends on "${other}", which no active profile switches on`
        : `service "${name}" depends on "${other}", which does not exist`,
      path: [...path, 'depends_on', other],
      span: placeOf(settings),
      ...(disabled ? { related: [{ message: 'its profiles are here', span: placeOf(disabled) }] } : {}),
      ...(disabled
        ? { hint: 'switch its profile on, or write `required: false`' }
        : near === undefined
          ? {}
          : { hint: `did you mean "${near}"?` }),
      ...(mend ? { mend } : {}),
    });
  }
};
