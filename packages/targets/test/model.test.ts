import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildModel } from '@transpose/targets';
import { Ajv } from 'ajv';
import { loadProject, memoryHost } from '@transpose/core';
import { describe, expect, it } from 'vitest';
import { keyFixtures, projectFixtures } from '../../../test-fixtures/index.ts';
import {
  modelFiles,
  modelSchema,
  schemaDigest,
  versionOfAdditions,
  versionProblem,
} from '../../../test-fixtures/model-schema.ts';
import { helpersPage } from '../../../test-fixtures/template-docs.ts';
import { loadFixture, templateProjects } from '../../../test-fixtures/template-examples.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const committed = JSON.parse(readFileSync(`${root}/docs/model.schema.json`, 'utf8')) as object;
const validate = new Ajv({ strict: false, allErrors: true }).compile(committed);

describe('the contract of the model', () => {
  it('has a version that counts its changes', () => {
    expect(versionProblem(root, modelSchema(root))).toBeUndefined();
  });

  it.each(Object.entries({ ...modelFiles(root), 'docs/template-helpers.md': helpersPage() }))(
    '%s is fresh (npm run docs)',
    (path, text) => {
      expect(readFileSync(`${root}/${path}`, 'utf8')).toBe(text);
    },
  );

  it('notices a type that changes, and no word for people', () => {
    const schema = modelSchema(root);
    const changed = { ...schema, definitions: { ...schema.definitions, Extra: { type: 'object' } } };
    expect(schemaDigest(changed)).not.toBe(schemaDigest(schema));
    expect(schemaDigest({ ...schema, description: 'other words' })).toBe(schemaDigest(schema));
  });

  it('counts new fields and records up by itself, and no other change', () => {
    const record = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    const next = (changed: object, added: object = {}) =>
      versionOfAdditions(
        '1.9',
        { definitions: { Port: record } },
        { definitions: { Port: { ...record, ...changed }, ...added } },
      );
    expect(next({ properties: { ...record.properties, color: { type: 'string' } } }, { Extra: record })).toBe('1.10');
    expect(next({ properties: { name: { type: 'string', description: 'other words' } } })).toBe('1.10');
    expect(next({ properties: { name: { type: 'number' } } })).toBeUndefined();
    expect(next({ properties: { title: { type: 'string' } } })).toBeUndefined();
    expect(next({ required: [] })).toBeUndefined();
    expect(next({ type: 'array' })).toBeUndefined();
    expect(versionOfAdditions('1.9', { definitions: { Port: record } }, { definitions: {} })).toBeUndefined();
  });
});

describe('the models of the fixtures are as the schema says', () => {
  it.each(templateProjects(root).map((project) => [project.name, project] as const))('%s', (_, project) => {
    const { loaded } = loadFixture(project);
    if (!loaded.project) throw new Error('no project');
    expectValid(buildModel(loaded.project, loaded).model);
  });

  it('of each key', () => {
    for (const { key, files } of keyFixtures()) {
      const placed = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`/project/${path}`, bytes]));
      const loaded = loadProject(memoryHost({ files: placed, cwd: '/project', env: { HOME: '/home/user' } }));
      if (!loaded.project) throw new Error(`${key}: no project`);
      expectValid(buildModel(loaded.project, loaded).model, key);
    }
  });

  it('and hold no path of the machine', () => {
    for (const project of projectFixtures()) {
      const { loaded } = loadFixture(project);
      if (!loaded.project) throw new Error('no project');
      expect(JSON.stringify(buildModel(loaded.project, loaded).model)).not.toContain('/home/user');
    }
  });

  it('which refuses what is not a model', () => {
    expect(validate({})).toBe(false);
  });
});

function expectValid(model: object, name = ''): void {
  validate(JSON.parse(JSON.stringify(model)));
  expect({ name, errors: validate.errors }).toEqual({ name, errors: null });
}
