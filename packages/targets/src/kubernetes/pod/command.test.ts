import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { commandOf } from './command.ts';
import { testTexts, testContext } from '../testing/render.ts';

const fieldsOf = (
  fields: Parameters<typeof testService>[1],
  secrets: Record<string, string> = {},
  files: Record<string, string> = {},
) => {
  const service = testService('web', fields);
  const { context, ledger } = testContext([service], { files });
  return { fields: commandOf(context, service, testTexts(secrets).of('web')), ledger };
};

describe('commandOf', () => {
  it('leaves to the image what is not given, and an empty command', () => {
    expect(fieldsOf({}).fields).toEqual({});
    expect(fieldsOf({ command: [] }).fields).toEqual({});
  });

  it('makes args of the command and command of the entrypoint', () => {
    expect(fieldsOf({ command: ['a'] }).fields).toEqual({ args: ['a'] });
    expect(fieldsOf({ entrypoint: ['e'], command: ['a'] }).fields).toEqual({ command: ['e'], args: ['a'] });
    expect(fieldsOf({ entrypoint: ['e'] }).fields).toEqual({ command: ['e'] });
  });

  it('runs the command alone when the entrypoint is cleared', () => {
    expect(fieldsOf({ entrypoint: [], command: ['a', 'b'] }).fields).toEqual({ command: ['a', 'b'] });
  });

  it('finds the CMD of a cleared entrypoint in the Dockerfile', () => {
    const build = { ...emptyBuild, context: '/project' };
    const { fields } = fieldsOf({ entrypoint: [], build }, {}, { '/project/Dockerfile': 'FROM a\nCMD ["x", "y"]\n' });
    expect(fields).toEqual({ command: ['x', 'y'] });
  });

  it('reports a cleared entrypoint whose image is not here', () => {
    const { fields, ledger } = fieldsOf({ entrypoint: [] });
    expect(fields).toEqual({});
    expect(ledger.lines[0]).toMatch(/^dropped services\.web\.entrypoint: /);
  });

  it('keeps dollars that Kubernetes would expand', () => {
    expect(fieldsOf({ command: ['sh', '-c', 'echo $DB $(date) 5$$ ${X}'] }).fields.args).toEqual([
      'sh',
      '-c',
      'echo $DB $$(date) 5$$$ ${X}',
    ]);
  });

  it('names the variable instead of a secret value', () => {
    const { fields } = fieldsOf({ command: ['--pass=hunter2hunter2', '--user=x'] }, { PASSWORD: 'hunter2hunter2' });
    expect(fields.args).toEqual(['--pass=$(PASSWORD)', '--user=x']);
  });
});

const emptyBuild = {
  context: '',
  args: {},
  labels: {},
  additional_contexts: {},
  cache_from: [],
  cache_to: [],
  no_cache_filter: [],
  platforms: [],
  entitlements: [],
  extra_hosts: {},
  secrets: [],
  ssh: {},
  tags: [],
  ulimits: {},
};
