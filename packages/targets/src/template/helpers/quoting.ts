import type { Quoted } from '../../shared/shell/quoting.ts';
import { base64 } from '../../shared/bytes/base64.ts';
import { hclString } from '../../shared/formats/hcl-string.ts';
import { markdownText } from '../../shared/formats/markdown-text.ts';
import { mermaidLabel } from '../../shared/formats/mermaid-text.ts';
import { objectName } from '../../shared/names/k8s-name.ts';
import { shellComment, shellWord } from '../../shared/shell/shell-word.ts';
import { environmentFileLine, execWord, unitName } from '../../shared/formats/systemd-word.ts';
import { yamlScalar } from '../../shared/formats/yaml-scalar.ts';
import { printYaml } from '../../shared/formats/yaml.ts';
import type { Helper, HelperCall } from '../helper.ts';
import { computed, isList, isRecord } from '../ref.ts';
import { indented } from './text.ts';
import { argument } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

const quoting = (usage: string, doc: string, example: Helper['example'], quote: (text: string) => Quoted): Helper => ({
  usage,
  doc,
  example,
  arity: [1, 1],
  run: (call) => computed(call.quoted(quote(call.text(argument(call, 0))))),
});

function yaml(call: HelperCall): string {
  const ref = argument(call, 0);
  const value = call.valueIfAny(ref) ?? null;
  if (typeof value === 'string') return yamlScalar(call.text(ref));
  if (isList(value) || isRecord(value))
    return isEmpty(value)
      ? printYaml(value).trimEnd()
      : call.fail('is for one value', 'of a list or map, yaml-block makes a block');
  return yamlScalar(value);
}

function yamlBlock(call: HelperCall): string {
  const [ref, by] = call.args;
  const text = printYaml(call.value(ref ?? computed(undefined))).replace(/\n$/, '');
  return by ? indented(call, text, by) : text;
}

function json(call: HelperCall): string {
  const [ref, by] = call.args;
  const value = call.valueIfAny(ref ?? computed(undefined)) ?? null;
  return JSON.stringify(value, undefined, by ? call.number(by) : undefined);
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Helpers that write a value in a syntax, by name: the same functions that the built-in targets use. */
export const quotings: Readonly<Record<string, Helper>> = table({
  shell: quoting(
    'shell TEXT',
    'One word of a POSIX shell.',
    ['echo {{shell services.web.environment.GREETING}}', `echo 'Hello "world"'`],
    shellWord,
  ),
  'shell-comment': quoting(
    'shell-comment TEXT',
    'Comment lines that begin with `# `, for shells and all that has such comments.',
    ['{{shell-comment notice}}', '# Written by transpose. To change it, change the Compose file and convert it again.'],
    (text) => shellComment(text),
  ),
  yaml: {
    usage: 'yaml VALUE',
    doc: 'A text, number, boolean or null on one line of YAML, quoted where a reader would take it for something else.',
    example: ['answer: {{yaml "no"}}', 'answer: "no"'],
    arity: [1, 1],
    run: (call) => computed(yaml(call)),
  },
  'yaml-block': {
    usage: 'yaml-block VALUE [INDENT]',
    doc: 'A list, map or text as a YAML block; all lines but the first are indented by so many spaces.',
    example: ['env:\n  {{yaml-block services.web.environment 2}}', 'env:\n  GREETING: Hello "world"\n  TZ: UTC'],
    arity: [1, 2],
    run: (call) => computed(yamlBlock(call)),
  },
  json: {
    usage: 'json VALUE [INDENT]',
    doc: 'Any value as JSON, on one line or indented by so many spaces.',
    example: ['{{json services.web.environment}}', '{"GREETING":"Hello \\"world\\"","TZ":"UTC"}'],
    arity: [1, 2],
    run: (call) => computed(json(call)),
  },
  hcl: quoting(
    'hcl TEXT',
    'A string of HCL (Terraform, Nomad), in which nothing is a template.',
    ['greeting = {{hcl services.web.environment.GREETING}}', 'greeting = "Hello \\"world\\""'],
    hclString,
  ),
  systemd: quoting(
    'systemd TEXT',
    'One word of `ExecStart=` and its kin.',
    ['ExecStart=/bin/echo {{systemd services.web.environment.GREETING}}', 'ExecStart=/bin/echo "Hello \\"world\\""'],
    execWord,
  ),
  'env-line': {
    usage: 'env-line NAME VALUE',
    doc: 'A line of an environment file, as systemd and shells read it.',
    example: ['{{env-line "GREETING" services.web.environment.GREETING}}', `GREETING='Hello "world"'`],
    arity: [2, 2],
    run: (call) =>
      computed(call.quoted(environmentFileLine(call.text(argument(call, 0)), call.text(argument(call, 1))))),
  },
  markdown: quoting(
    'markdown TEXT',
    'Text of a Markdown page, in a paragraph, heading, list or table: it shows exactly these characters.',
    ['| {{markdown services.web.environment.GREETING}} |', '| Hello "world" |'],
    markdownText,
  ),
  mermaid: quoting(
    'mermaid TEXT',
    'A label of a Mermaid diagram, in quotes.',
    ['n0[{{mermaid services.web.environment.GREETING}}]', 'n0["Hello #34;world#34;"]'],
    mermaidLabel,
  ),
  base64: quoting(
    'base64 TEXT',
    'The text in UTF-8, as Base64.',
    ['{{base64 services.web.image.text}}', 'bmdpbng6MS4yOQ=='],
    base64,
  ),
  'dns-name': quoting(
    'dns-name TEXT',
    'A DNS label like the text: at most 52 lower-case letters, digits and `-`, a letter first; what is cut ends in a hash.',
    ['{{dns-name "My_App.web"}}', 'my-app-web'],
    objectName,
  ),
  'unit-name': {
    usage: 'unit-name TEXT TYPE',
    doc: 'The name of a systemd unit.',
    example: ['{{unit-name services.web.container.name "service"}}', 'shop-web-1.service'],
    arity: [2, 2],
    run: (call) => computed(unitName(call.text(argument(call, 0)), call.text(argument(call, 1)))),
  },
});
