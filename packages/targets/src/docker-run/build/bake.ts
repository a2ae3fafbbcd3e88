import { isHarmless } from '../../container-plan/handing-over.ts';
import type { Placeholder, Text } from '../../container-plan/text.ts';
import { fillText } from '../../container-plan/text.ts';
import type { ContainerPlan, EnvironmentEntry, ServicePlan } from '../../container-plan/types.ts';
import { hclString } from '../../shared/formats/hcl-string.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import type { FunctionNames } from '../script/function-names.ts';
import { table } from '../../shared/formats/table.ts';

/** Options of `docker build` by the field of a bake target that holds their values as a list. */
const lists: Readonly<Record<string, string>> = table({
  '--tag': 'tags',
  '--cache-from': 'cache-from',
  '--cache-to': 'cache-to',
  '--no-cache-filter': 'no-cache-filter',
  '--allow': 'entitlements',
  '--secret': 'secret',
  '--ssh': 'ssh',
  '--ulimit': 'ulimits',
});
/** Those whose values are entries `KEY=VALUE` of a map. */
const maps: Readonly<Record<string, string>> = table({
  '--label': 'labels',
  '--build-context': 'contexts',
  '--add-host': 'extra-hosts',
});
const strings: Readonly<Record<string, string>> = table({
  '--target': 'target',
  '--network': 'network',
  '--shm-size': 'shm-size',
});
const switches: Readonly<Record<string, string>> = table({ '--no-cache': 'no-cache', '--pull': 'pull' });

/**
 * The builds of a project as a file for `docker buildx bake`. Variables are those of the Compose file; secret values come
 * in through the environment. Source: https://docs.docker.com/build/bake/reference/
 */
export function bakeFile(plan: ContainerPlan, names: FunctionNames): string {
  const built = plan.services.filter((service) => service.build);
  const targets = built.map((service) => names.of(service.service));
  const inner = new Set<string>();
  const blocks = built.map((service) => targetBlock(service, names, inner));
  const variables = [...inner].sort().map((name) => `variable ${string(name)} {\n  default = null\n}\n`);
  return [
    `# ${plan.project}: how its images are built, with: docker buildx bake --file docker-bake.hcl\n`,
    `variable "project" {\n  default = ${string(plan.project)}\n}\n`,
    ...variables,
    `group "default" {\n  targets = ${listOf(targets.map(string))}\n}\n`,
    ...blocks,
  ].join('\n');
}

const string = (text: string): string => quotedText(hclString(text));

const listOf = (items: readonly string[]): string => `[${items.join(', ')}]`;

/** The variables of the environment that the file names. */
export function bakeVariables(plan: ContainerPlan, names: FunctionNames): readonly string[] {
  const used = new Set<string>();
  for (const service of plan.services) targetBlock(service, names, used);
  return [...used].filter(isHarmless).sort();
}

function targetBlock(service: ServicePlan, names: FunctionNames, used: Set<string>): string {
  const { build } = service;
  if (!build) return '';
  const value = (text: Text): string => expression(text, used);
  const fields: (readonly [string, string])[] = [['context', value(inDirectory(build.context))]];
  const listed = new Map<string, string[]>();
  const entries = new Map<string, string[]>([
    ['labels', ['"com.docker.compose.project" = project', `"com.docker.compose.service" = ${string(service.service)}`]],
  ]);
  const add = (map: Map<string, string[]>, field: string, item: string) =>
    map.set(field, [...(map.get(field) ?? []), item]);
  for (const { flag, value: given = [] } of build.flags) {
    const text = inDirectory(given);
    if (flag === '--file') {
      if (build.inline === undefined) fields.push(['dockerfile', value(insideContext(text, build.context))]);
    } else if (flag === '--platform') {
      for (const platform of split(text)) add(listed, 'platforms', value(platform));
    } else if (flag === '--provenance' || flag === '--sbom')
      add(listed, 'attest', string(attestation(flag, plainText(text))));
    else if (lists[flag] !== undefined) add(listed, lists[flag], value(text));
    else if (maps[flag] !== undefined) add(entries, maps[flag], entry(text, used));
    else if (strings[flag] !== undefined) fields.push([strings[flag], value(text)]);
    else if (switches[flag] !== undefined) fields.push([switches[flag], 'true']);
  }
  if (build.inline !== undefined) fields.push(['dockerfile-inline', expression(build.inline, used)]);
  const args = build.args.map((one) => `${string(one.name)} = ${argument(one, used)}`);
  if (args.length > 0) entries.set('args', args);
  return `target ${string(names.of(service.service))} {
${fields.map(([name, text]) => `  ${name} = ${text}\n`).join('')}${[...listed].map(([name, items]) => `  ${name} = ${listOf(items)}\n`).join('')}${[...entries].map(([name, items]) => `  ${name} = {\n${items.map((item) => `    ${item}\n`).join('')}  }\n`).join('')}}
`;
}

/** Without a value an argument takes what the environment has under its name. */
function argument({ name, value, secret, onlyIf }: EnvironmentEntry, used: Set<string>): string {
  const variable = secret ?? (value === null || onlyIf !== undefined ? name : undefined);
  if (variable === undefined) return expression(value ?? [], used);
  used.add(variable);
  return variable;
}

/** The script and bake both run in the project directory. */
const inDirectory = (text: Text): Text => fillText(text, (part) => (part.of === 'directory' ? '.' : undefined));

const plainText = (text: Text): string => text.filter((part) => typeof part === 'string').join('');

function split(text: Text): readonly Text[] {
  return text.every((part) => typeof part === 'string')
    ? plainText(text)
        .split(',')
        .map((one) => [one])
    : [text];
}

/** Bake looks for a Dockerfile in the context, `docker build` where it runs. */
function insideContext(file: Text, context: Text): Text {
  const [from, to] = [plainText(inDirectory(context)), plainText(file)];
  if (to.startsWith(`${from}/`)) return [to.slice(from.length + 1)];
  return to.startsWith('./') && from.startsWith('./')
    ? [`${'../'.repeat(from.split('/').length - 1)}${to.slice(2)}`]
    : file;
}

/** Source: buildx, `CanonicalizeAttest`. */
function attestation(flag: string, value: string): string {
  const type = `type=${flag.slice(2)}`;
  return value === 'true' ? type : value === 'false' ? `${type},disabled=true` : `${type},${value}`;
}

/** `KEY=VALUE` as an entry of a map. */
function entry(text: Text, used: Set<string>): string {
  const [first = '', ...rest] = text;
  const at = typeof first === 'string' ? first.indexOf('=') : -1;
  if (typeof first !== 'string' || at < 0) return `${expression(text, used)} = ""`;
  return `${string(first.slice(0, at))} = ${expression([first.slice(at + 1), ...rest], used)}`;
}

/** A text as an expression of HCL: a string, with the variables as templates in it. */
function expression(text: Text, used: Set<string>): string {
  const inner = text.map((part) =>
    typeof part === 'string' ? string(part).slice(1, -1) : `\${${reference(part, used)}}`,
  );
  return `"${inner.join('')}"`;
}

function reference(part: Placeholder, used: Set<string>): string {
  if (part.of === 'project') return 'project';
  if (part.of === 'home') {
    used.add('HOME');
    return 'HOME';
  }
  const name = part.of === 'variable' ? part.name : part.of === 'secret' ? part.variable : undefined;
  if (name === undefined) throw new Error(`a build knows nothing of ${part.of}`);
  used.add(name);
  if (part.of !== 'variable') return name;
  const { operator = '-', operand = [] } = part;
  const unset = operator.startsWith(':') ? `${name} == null || ${name} == ""` : `${name} == null`;
  if (operator.endsWith('?')) return name;
  const other = expression(operand, used);
  return operator.endsWith('+') ? `${unset} ? "" : ${other}` : `${unset} ? ${other} : ${name}`;
}
