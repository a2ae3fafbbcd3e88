import { Report } from '@transpose/core';
import { targetCodes } from '../../account/codes.ts';
import { labelValue } from '../../shared/names/k8s-name.ts';
import type { Emitted, NextStep } from '../../target.ts';
import { namespaceOf } from '../security/namespace.ts';
import { readOptions } from '../options.ts';

/** From the written files to Pods: the scripts that go first, then the objects, then a look at the Pods. */
export function nextSteps({ files, project, options }: Emitted): readonly NextStep[] {
  const report = new Report(targetCodes);
  const namespace = namespaceOf(project, readOptions(options, report), report);
  const inNamespace = namespace === undefined ? [] : ['-n', namespace];
  const script = (name: string, why: string): readonly NextStep[] =>
    files.some(({ path }) => path === name) ? [{ why, words: ['sh', { file: name }] }] : [];
  const stream = files.length === 1 ? (files[0]?.path ?? '') : '';
  const apply: NextStep = { why: 'create or update the objects', words: ['kubectl', 'apply', '-f', { file: stream }] };
  const secrets = script('create-secrets.sh', 'create the Secrets');
  const created = files.find(({ path }) => path.startsWith('00-namespace'));
  const first: readonly NextStep[] =
    secrets.length > 0 && created
      ? [{ why: 'create the namespace', words: ['kubectl', 'apply', '-f', { file: created.path }] }]
      : [];
  return [
    ...script('build.sh', 'build the images, and push those that name a registry'),
    ...first,
    ...secrets,
    ...script('copy-data.sh', 'copy what Docker has in volumes and directories, if the project ran before'),
    apply,
    {
      why: 'watch the Pods start',
      words: [
        'kubectl',
        ...inNamespace,
        'get',
        'pods',
        '-l',
        `app.kubernetes.io/part-of=${labelValue(project.name)}`,
        '--watch',
      ],
    },
  ];
}
