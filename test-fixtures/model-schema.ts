import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { modelVersion } from '../packages/targets/src/template/model/model-version.ts';

/** The part of JSON Schema (draft 7) that the generator makes of our types. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const root = 'TemplateModel';
const versionsPath = 'docs/model.versions.json';

/** The pages and files that are made from the type of the model, by their paths from the repository's folder. */
export function modelFiles(directory: string): Readonly<Record<string, string>> {
  const schema = modelSchema(directory);
  return {
    'docs/model.schema.json': `${JSON.stringify(schema, undefined, 2)}\n`,
    'docs/model.md': modelPage(schema),
    'packages/targets/src/template/model/model-shapes.ts': shapesFile(schema),
    [versionsPath]: versionsFile(directory, schema),
  };
}

/** The JSON schema of `TemplateModel`, made from its TypeScript types. */
export function modelSchema(directory: string): Schema {
  const schema = createGenerator({
    path: resolve(directory, 'packages/targets/src/template/model/model.ts'),
    tsconfig: resolve(directory, 'tsconfig.json'),
    type: root,
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: true,
  }).createSchema(root) as Schema;
  const named = namedDefinitions(schema);
  const id: Readonly<Record<string, string>> = {
    $id: `https://transpose.invalid/model-${modelVersion}.schema.json`,
    title: `Transpose model ${modelVersion}`,
  };
  return { ...id, ...named };
}

/** Generic types get names without brackets, and inline records a definition of their own. */
function namedDefinitions(schema: Schema): Schema {
  const found = schema.definitions ?? {};
  const definitions: Record<string, Schema> = {};
  const visit = (one: Schema, name: string): Schema => {
    if (one.$ref !== undefined) {
      const target = decodeURIComponent(one.$ref.replace('#/definitions/', ''));
      const definition = found[target];
      // Maps and plain names for numbers say more where they are used.
      if (definition && !definition.properties) {
        const { description, ...inlined } = visit(definition, name);
        const said = one.description ?? (/^Named</.test(target) ? undefined : description);
        return { ...inlined, ...(said === undefined ? {} : { description: said }) };
      }
      return { ...one, $ref: `#/definitions/${target}` };
    }
    if (one.properties) {
      const record = { ...one, properties: mapValues(one.properties, (value, key) => visit(value, `${name}.${key}`)) };
      if (definitions[name]) return record;
      const { description, ...rest } = record;
      if (!name.includes('.')) return record;
      definitions[name] = rest;
      return { $ref: `#/definitions/${name}`, ...(description === undefined ? {} : { description }) };
    }
    return {
      ...one,
      ...(one.items ? { items: visit(one.items, name) } : {}),
      ...(typeof one.additionalProperties === 'object'
        ? { additionalProperties: visit(one.additionalProperties, name) }
        : {}),
      ...(one.anyOf ? { anyOf: one.anyOf.map((each) => visit(each, name)) } : {}),
    };
  };
  for (const [name, definition] of Object.entries(found))
    if (definition.properties) definitions[name] = visit(definition, name);
  const names = Object.keys(definitions).sort((a, b) => (a === root ? -1 : b === root ? 1 : a < b ? -1 : 1));
  return {
    ...({ $schema: 'http://json-schema.org/draft-07/schema#' } as Schema),
    $ref: `#/definitions/${root}`,
    definitions: Object.fromEntries(names.map((name) => [name, definitions[name] ?? {}])),
  };
}

const mapValues = <T, U>(values: Readonly<Record<string, T>>, change: (value: T, key: string) => U) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));

/** What may not change without a new version: all but the words for people. */
export function schemaDigest(schema: Schema): string {
  return createHash('sha256').update(withoutWords(schema)).digest('hex');
}

function withoutWords(schema: Schema): string {
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, one]) => !(key === 'description' && typeof one === 'string') && key !== '$id' && key !== 'title')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, bare(one)]),
    );
  };
  return JSON.stringify(bare(schema));
}

/**
 * The version of a schema that differs from that of `version` by new fields and records alone: its next minor number.
 * Undefined where something is removed or means something else.
 */
export function versionOfAdditions(version: string, before: Schema, after: Schema): string | undefined {
  for (const [name, { properties, required, ...rest }] of Object.entries(before.definitions ?? {})) {
    const { properties: fields = {}, required: always = [], ...now } = after.definitions?.[name] ?? {};
    const kept = Object.entries(properties ?? {}).every(([field, one]) => {
      const found = Object.hasOwn(fields, field) ? fields[field] : undefined;
      return found !== undefined && withoutWords(found) === withoutWords(one);
    });
    if (!kept || !(required ?? []).every((field) => always.includes(field))) return undefined;
    if (withoutWords(now) !== withoutWords(rest)) return undefined;
  }
  const [major, minor] = version.split('.').map(Number);
  return `${major}.${(minor ?? 0) + 1}`;
}

/** The digest of each version's schema. A version that is known keeps its own. */
function versionsFile(directory: string, schema: Schema): string {
  const path = resolve(directory, versionsPath);
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  return `${JSON.stringify({ [modelVersion]: schemaDigest(schema), ...known }, undefined, 2)}\n`;
}

/** Why the model may not be written as it is: its types have changed under a version that users know. */
export function versionProblem(directory: string, schema: Schema): string | undefined {
  const path = resolve(directory, versionsPath);
  const known = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)[modelVersion]
    : '';
  if (!known || known === schemaDigest(schema)) return undefined;
  return `the types of the model have changed, and modelVersion is still ${modelVersion}: say it in CHANGELOG.md and run npm run docs, which counts new fields by itself; for other changes write the next number in packages/targets/src/template/model/model-version.ts first`;
}

/** What the renderer needs of the schema, a record per line. */
function shapesFile(schema: Schema): string {
  const lines = Object.entries(schema.definitions ?? {}).map(
    ([name, { properties = {} }]) => `  ${JSON.stringify(name)}: ${JSON.stringify(mapValues(properties, shapeOf))}`,
  );
  return `// Made from the types of model.ts by \`npm run docs\`.

/** The fields of each record of the model and their shapes (\`shape.ts\`), as JSON. */
export const modelShapes: string = \`{
${lines.join(',\n')}
}\`;
`;
}

function shapeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/definitions/', '');
  if (schema.type === 'array') return `[${shapeOf(schema.items ?? {})}]`;
  if (typeof schema.additionalProperties === 'object') return `{${shapeOf(schema.additionalProperties)}}`;
  return schema.type === undefined && schema.enum === undefined && !schema.anyOf ? 'any' : 'text';
}

/** `docs/model.md`: a table per record. */
function modelPage(schema: Schema): string {
  const sections = Object.entries(schema.definitions ?? {}).flatMap(([name, record]) => [
    `## ${name}`,
    '',
    ...(record.description === undefined ? [] : [record.description, '']),
    '| Field | Type | |',
    '| --- | --- | --- |',
    ...Object.entries(record.properties ?? {}).map(([field, one]) => {
      const always = record.required?.includes(field) === true;
      return `| \`${field}\` | ${typeText(one)}${always ? '' : ', optional'} | ${cell(one.description ?? '')} |`;
    }),
    '',
  ]);
  return [
    '# The model that templates see',
    '',
    `Version ${modelVersion}. As JSON schema: [model.schema.json](model.schema.json). For a project:`,
    '`transpose config --format model`. How to use it: [templates.md](templates.md).',
    '',
    'Names are those of the Compose file, in their long form: the path of a value in the model is its path in the file.',
    'Lists and maps are always there, empty where nothing was given; a field that is optional is absent where nothing was',
    'given. The version counts changes: `1.1` adds fields to `1.0`, `2.0` removes some or changes what they mean.',
    '',
    '<!-- Made from packages/targets/src/template/model/model.ts by `npm run docs`: edit that. -->',
    '',
    ...sections,
  ].join('\n');
}

function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/definitions/', '');
    return `[${name}](#${name.toLowerCase().replace(/[^a-z0-9_-]/g, '')})`;
  }
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`;
  if (typeof schema.additionalProperties === 'object') return `map of ${typeText(schema.additionalProperties)}`;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.type === undefined) return 'anything';
  const names = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return names.map((name) => (name === 'string' ? 'text' : name)).join(' or ');
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
