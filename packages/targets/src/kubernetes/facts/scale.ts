import type { Project, Report } from '@transpose/core';
import { nearestName } from '@transpose/core';
import type { TargetCode } from '../../account/codes.ts';

/** The project with other numbers of replicas: `--scale SERVICE=N`, as `docker compose up` has it. */
export function withScale(project: Project, scales: readonly string[], report: Report<TargetCode>): Project {
  let services = project.services;
  for (const scale of scales) {
    const [, name = '', count = ''] = /^(.+)=(\d+)$/.exec(scale) ?? [];
    const service = services[name];
    if (!service) {
      const near = nearestName(name, Object.keys(services));
      const meant = near === undefined ? '' : `; did you mean "${near}"?`;
      const problem = name === '' ? 'write SERVICE=N' : `the project has no service "${name}"${meant}`;
      report.add({ code: 'bad-option', message: `--scale ${scale}: ${problem}` });
      continue;
    }
    const { deploy } = service;
    const changed = {
      ...service,
      scale: Number(count),
      ...(deploy && { deploy: { ...deploy, replicas: Number(count) } }),
    };
    services = { ...services, [name]: changed };
  }
  return services === project.services ? project : { ...project, services };
}
