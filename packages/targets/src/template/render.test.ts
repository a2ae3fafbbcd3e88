import { describe, expect, it } from 'vitest';
import { renderTemplates } from './testing.ts';
import { helperGroups } from './helpers/index.ts';

const render = async (text: string, compose?: string) => {
  const { texts, printed } = await renderTemplates({ 'out.txt.hbs': text }, compose === undefined ? {} : { compose });
  return printed === '' ? texts['out.txt'] : printed;
};

describe('the examples of the documentation', () => {
  it.each(helperGroups.flatMap(([, helpers]) => Object.entries(helpers).filter(([name]) => name !== 'file')))(
    '%s',
    async (_, { example: [template, output] }) => {
      expect(await render(template)).toBe(output);
    },
  );
});

describe('what a template sees', () => {
  it.each([
    ['{{services.web.image.tag}}', '1.29'],
    ['{{#each services}}{{name}} {{/each}}', 'db web '],
    ['{{#each start_order}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}', '0db,1web'],
    ['{{#each services}}{{#each ports}}{{../name}}:{{target}}{{/each}}{{/each}}', 'web:80'],
    [
      '{{#each services as |s n|}}{{#each s.environment as |value key|}}{{n}}.{{key}} {{/each}}{{/each}}',
      'db.POSTGRES_PASSWORD web.GREETING web.TZ ',
    ],
    [
      '{{#each services}}{{#each environment}}{{@../key}}{{@key}} {{/each}}{{/each}}',
      'dbPOSTGRES_PASSWORD webGREETING webTZ ',
    ],
    ['{{#each dependencies}}{{service}}>{{needs}} {{condition}}{{/each}}', 'web>db started'],
    ['{{services.web.container.name}} {{services.web.container.image}}', 'shop-web-1 nginx:1.29'],
    [
      '{{#each services.web.container.mounts}}{{type}} {{source}} {{host.base}}/{{host.path}} {{target}} {{read_only}}{{/each}}',
      'bind ./html project/html /usr/share/nginx/html true',
    ],
    ['{{#each services.db.container.mounts}}{{type}} {{source}} {{volume}}{{/each}}', 'volume shop_data data'],
    [
      '{{#each services.db.container.environment}}{{name}} {{secret}}{{/each}}',
      'POSTGRES_PASSWORD SECRET_POSTGRES_PASSWORD',
    ],
    ['{{files}}', /is a list/],
    ['{{files.[0]}} {{files.length}}', 'compose.yaml 1'],
    ['{{#if services.web.hostname}}a{{else if services.web.ports}}b{{else}}c{{/if}}', 'b'],
    ['{{#with services.web.healthcheck}}x{{else}}none{{/with}}', 'none'],
    ['{{default services.web.healthcheck.interval 5}}', '5'],
    ['{{#*inline "x"}}<{{this}}>{{/inline}}{{#each start_order}}{{> x}}{{/each}}', '<db><web>'],
    ['{{! no word }}a{{!-- }} {{x}} --}}b', 'ab'],
    ['\\{{x}} {{{services.web.environment.GREETING}}}', '{{x}} Hello "world"'],
    ['a\n{{#if name}}\n  b\n{{/if}}\nc', 'a\n  b\nc'],
    ['a\n  {{#if 0}}\n  b\n  {{else if name}}\n  c\n  {{/if}}\nd', 'a\n  c\nd'],
    ['a\n  {{#if 0}}\n  b\n  {{else if 0}}\n  c\n  {{else}}\n  d\n  {{/if}}\ne', 'a\n  d\ne'],
    ['a {{#if 0}}b{{else if name}} c {{/if}} d', 'a  c  d'],
  ])('%s', async (template, output) => {
    expect(await render(template)).toEqual(typeof output === 'string' ? output : expect.stringMatching(output));
  });

  it('partials get a context and names, are indented, and leave values alone', async () => {
    const compose = 'services: {web: {image: "a:1", labels: {text: "one\\ntwo"}}}\n';
    const { texts, printed } = await renderTemplates(
      {
        'a.txt.hbs': '{{#each services}}\n  {{> deep/part this word="x"}}\n{{/each}}\n',
        'b.txt.hbs': '{{#> frame}}middle of {{name}}{{/frame}}',
        'partials/deep/part.hbs': '{{word}}:\n{{labels.text}}\n{{../name}}\n',
        'partials/frame.hbs': '<{{> @partial-block}}>',
      },
      { compose },
    );
    expect([printed, texts]).toEqual(['', { 'a.txt': '  x:\n  one\ntwo\n  web\n', 'b.txt': '<middle of shop>' }]);
  });

  it('one template may write many files, and a file may be executable', async () => {
    const { files, printed } = await renderTemplates({
      'x.hbs':
        '{{#each services}}\n{{#file (concat "sub/" name ".sh") executable=true}}\nrun {{shell name}}\n{{/file}}\n{{/each}}\n',
    });
    expect(printed).toBe('');
    expect(files).toEqual([
      { path: 'sub/db.sh', content: 'run db\n', mode: 0o755 },
      { path: 'sub/web.sh', content: 'run web\n', mode: 0o755 },
    ]);
  });

  it('--set gives options, and one that nobody reads is an error', async () => {
    const template = { 'x.hbs': '{{default options.region "eu"}} {{options.[a b]}}' };
    const { texts } = await renderTemplates(template, { set: ['region=us', 'a b=c=d'] });
    expect(texts).toEqual({ x: 'us c=d' });
    const { printed } = await renderTemplates(template, { set: ['regoin=us', 'x', 'a b='] });
    expect(printed).toContain('--set x: write KEY=VALUE');
    expect((await renderTemplates(template, { set: ['regoin=us', 'a b=x'] })).printed).toContain(
      '--set regoin: no template reads such an option',
    );
  });
});

describe('errors', () => {
  it.each([
    [
      'a\n {{services.web.imagee.tag}}',
      'tpl/out.txt.hbs:2:4',
      'services.web has no "imagee"; the nearest path that exists: services.web.image',
    ],
    ['{{#if services.web.hostnam}}x{{/if}}', ':1:7', 'the nearest path that exists: services.web.hostname'],
    ['{{#if services.web.healthcheck.intervall}}x{{/if}}', ':1:7', 'services.web.healthcheck has no "intervall"'],
    ['{{services.web.hostname}}', ':1:3', 'services.web.hostname is not given; the nearest path that is: services.web'],
    [
      '{{shell services.web.environment.GREETIN}}',
      ':1:9',
      'the nearest path that is: services.web.environment.GREETING',
    ],
    ['{{services.we.image.text}}', ':1:3', 'the nearest path that is: services.web'],
    ['{{foo}}', ':1:3', 'the model has no "foo"; the nearest path that exists: '],
    ['{{name.x}}', ':1:3', 'name is a string: it has nothing below it'],
    ['{{services}}', ':1:1', 'services is a map'],
    ['{{../name}}', ':1:3', '../name leads out of the model'],
    ['{{@index}}', ':1:3', 'there is no @index here'],
    ['{{shout name}}', ':1:1', 'there is no helper "shout"'],
    ['{{#services}}x{{/services}}', ':1:1', 'there is no block helper "services"'],
    ['{{#shell name}}x{{/shell}}', ':1:1', 'there is no block helper "shell"'],
    ['{{if name}}', ':1:1', 'there is no helper "if"'],
    ['{{shell name "b"}}', ':1:1', 'shell: takes 1 argument, not 2'],
    ['{{join start_order sep="x"}}', ':1:1', 'join: has no option "sep"'],
    ['{{seconds name}}', ':1:1', 'seconds: name is not a number'],
    ['{{yaml services}}', ':1:1', 'yaml: is for one value'],
    ['{{> nope}}', ':1:1', 'there is no partial "nope"'],
    ['{{#if name}}', ':1:13', 'the template ends inside of a block'],
    ['a\n{{#if name}}{{/each}}', ':2:4', "if doesn't match each"],
    ['{{a b', ':1:5', 'this character cannot appear here'],
    ['{{* deco}}', ':1:1', 'there are no decorators'],
    ['{{#file "../x"}}{{/file}}', ':1:1', 'a file name does not lead out of the output directory'],
    ['{{#file "/etc/x"}}{{/file}}', ':1:1', 'a file name is relative to the output directory'],
    ['{{#file "a"}}{{/file}}{{#file "A"}}{{/file}}', ':1:23', 'there is a file a already'],
    ['{{#file "a"}}{{/file}}{{#file "a/b"}}{{/file}}', ':1:23', 'a is a file and cannot hold another'],
    ['{{#file ".transpose-manifest"}}{{/file}}', ':1:1', 'Transpose keeps this file itself'],
    ['{{#file "a"}}{{#file "b"}}{{/file}}{{/file}}', ':1:14', 'a {{#file}} is inside of another'],
    ['{{#file "a"}}{{/file}}stray', ':1:23', 'this text goes into no file'],
  ])('%s', async (template, place, message) => {
    const printed = await render(template);
    expect(printed).toContain(message);
    expect(printed).toContain(place);
  });

  it('are told all at once, each once', async () => {
    const { problems } = await renderTemplates({
      'a.hbs': '{{#each services}}{{nope}}{{/each}}{{nada}}',
      'b.hbs': '{{services.web.hostname}}',
    });
    expect(problems).toHaveLength(3);
  });

  it('of a text that a syntax cannot hold name the syntax', async () => {
    const { problems } = await renderTemplates({ 'a.hbs': '{{env-line "a b" name}}' });
    expect(problems).toEqual(['env-line: the text is not a legal name']);
  });
});

describe('safety', () => {
  it.each([
    '{{constructor}}',
    '{{constructor.constructor}}',
    '{{__proto__}}',
    '{{services.__proto__}}',
    '{{services.web.constructor}}',
    '{{name.constructor}}',
    '{{name.length}}',
    '{{start_order.constructor}}',
    '{{start_order.map}}',
    '{{lookup services.web "constructor"}}',
    '{{lookup start_order "__proto__"}}',
    '{{lookup (list "a") "constructor"}}',
    '{{toString}}',
    '{{hasOwnProperty "x"}}',
    '{{__lookupGetter__ "x"}}',
    '{{@root.constructor}}',
    '{{@constructor}}',
    '{{> constructor}}',
    '{{> (lookup (list "__proto__") 0)}}',
    '{{#with "a"}}{{constructor}}{{/with}}',
    '{{#each (list "a")}}{{constructor.name}}{{/each}}',
    '{{options.constructor}}',
  ])('%s reaches nothing', async (template) => {
    const { files, problems } = await renderTemplates({ 'a.hbs': template });
    expect(files).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('text of the project is never a template', async () => {
    const compose = `services: {web: {image: "a:1", labels: {x: "{{name}} {{{constructor}}} {{> part}} \\u007b{{#each services}}"}}}\n`;
    const { texts } = await renderTemplates(
      { 'a.hbs': '{{services.web.labels.x}}', 'partials/part.hbs': 'BAD' },
      { compose },
    );
    expect(texts['a']).toBe('{{name}} {{{constructor}}} {{> part}} {{{#each services}}');
  });

  it.each([
    ['a partial that calls itself', { 'a.hbs': '{{> p}}', 'partials/p.hbs': 'x{{> p}}' }],
    [
      'two that call one another',
      { 'a.hbs': '{{> p}}', 'partials/p.hbs': '{{> q}}', 'partials/q.hbs': '{{#if name}}{{> p}}{{/if}}' },
    ],
    ['a block that is its own partial', { 'a.hbs': '{{> p}}', 'partials/p.hbs': '{{#> p}}{{> @partial-block}}{{/p}}' }],
    [
      'loops in loops',
      { 'a.hbs': `${'{{#each @root.services.web.environment}}'.repeat(30)}x${'{{/each}}'.repeat(30)}` },
    ],
    ['a text that doubles', { 'a.hbs': '{{> p x="aaaaaaaa"}}', 'partials/p.hbs': '{{> p x=(concat x x)}}' }],
    [
      'indenting',
      { 'a.hbs': '{{> p x="\n"}}', 'partials/p.hbs': '{{> p x=(concat (indent (concat x "\na" x) 100) x)}}' },
    ],
    [
      'quoting',
      { 'a.hbs': `{{> p x="'#*\\""}}`, 'partials/p.hbs': '{{> p x=(shell (mermaid (markdown (base64 x))))}}' },
    ],
  ])('%s ends in an error', async (_, templates) => {
    const { files, problems } = await renderTemplates(templates);
    expect(files).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/nested more than|take more than|make more than|too deep|has more than/);
  });

  it.each(['shell', 'yaml', 'markdown', 'mermaid', 'hcl', 'systemd', 'base64'])(
    '%s takes no text that is huge: the limit speaks before there is one to work on',
    async (helper) => {
      const compose = `services:\n  web:\n    image: x\n    hostname: ${'"'.padEnd(2_000_002, 'a')}"\n`;
      const { problems } = await renderTemplates({ 'a.hbs': `{{${helper} services.web.hostname}}` }, { compose });
      expect(problems).toEqual([`${helper}: the text has more than 2000000 characters`]);
    },
  );

  it('a very deep template is an error', async () => {
    const deep = await renderTemplates({ 'a.hbs': `${'{{#if name}}'.repeat(20_000)}${'{{/if}}'.repeat(20_000)}` });
    expect([deep.files, deep.problems.length]).toEqual([[], 1]);
    const parens = await renderTemplates({ 'a.hbs': `{{not ${'(not '.repeat(50_000)}name${')'.repeat(50_000)}}}` });
    expect([parens.files, parens.problems.length]).toEqual([[], 1]);
  });

  it('what shows a secret is for its owner alone; what only asks for it is not', async () => {
    const { files } = await renderTemplates({
      'open.hbs': '{{#each services}}{{#each environment}}{{@key}}{{#if this}} set{{/if}} {{/each}}{{/each}}',
      'shows.hbs': '{{services.db.environment.POSTGRES_PASSWORD}}',
      'hides.hbs': '{{base64 services.db.environment.POSTGRES_PASSWORD}}',
      'plan.hbs': '{{json services.db.container}}',
      'default.hbs': '{{default services.db.environment.POSTGRES_PASSWORD "x"}}',
      'copied.hbs': 'correct-horse',
    });
    expect(files.map(({ path, mode }) => `${path} ${mode.toString(8)}`)).toEqual([
      'copied 600',
      'default 600',
      'hides 600',
      'open 644',
      'plan 600',
      'shows 600',
    ]);
  });
});

describe('the account', () => {
  it('says which keys the templates never looked at', async () => {
    const { outcome, account } = await renderTemplates({
      'a.hbs':
        '{{#each services}}{{image.text}}{{#each ports}}{{target}}{{/each}}{{#each environment}}{{@key}}{{/each}}{{#if volumes}}has{{/if}}{{/each}}{{services.web.environment.TZ}}',
    });
    expect(outcome('carried')).toEqual([
      'services.web.image',
      'services.web.ports.0.target',
      'services.web.environment.TZ',
      'services.db.image',
    ]);
    expect(outcome('dropped')).toEqual([
      'name',
      'services.web.ports.0.published',
      'services.web.environment.GREETING',
      'services.web.volumes.0',
      'services.web.mem_limit',
      'services.web.stop_grace_period',
      'services.web.depends_on.db',
      'services.db.environment.POSTGRES_PASSWORD',
      'services.db.volumes.0',
      'volumes.data',
    ]);
    const [image] = account.entries.filter(({ key }) => key === 'services.image');
    expect(image?.support).toEqual({ kind: 'carried', field: 'tpl/a.hbs:1' });
  });

  it('counts the plan as the keys that it is made of', async () => {
    const { outcome } = await renderTemplates({
      'a.hbs':
        '{{#each services}}{{#each container.environment}}{{name}}{{default value ""}}{{/each}}{{#each container.mounts}}{{target}}{{/each}}{{#each container.waits}}{{needs}}{{/each}}{{/each}}',
    });
    expect(outcome('carried')).toEqual([
      'services.web.environment.GREETING',
      'services.web.environment.TZ',
      'services.web.volumes.0',
      'services.web.depends_on.db',
      'services.db.environment.POSTGRES_PASSWORD',
      'services.db.volumes.0',
    ]);
  });

  it('a name that the plan gives is not a word for the condition below it', async () => {
    const compose =
      'services: {a: {image: "x:1", depends_on: {b: {condition: service_healthy}}}, b: {image: "x:1", healthcheck: {test: x}}}\n';
    const { outcome } = await renderTemplates({ 'a.hbs': '{{join services.a.container.needs}}' }, { compose });
    expect(outcome('dropped')).toContain('services.a.depends_on.b.condition');
  });

  it('names alone are read where they are all there is; values that are whole are read whole', async () => {
    const compose = 'services: {a: {image: "x:1", depends_on: [b], labels: {k: v}}, b: {image: "x:1"}}\n';
    const { outcome } = await renderTemplates(
      { 'a.hbs': '{{#each services.a.depends_on}}{{@key}}{{/each}}{{json services.a.labels}}{{json services.b}}' },
      { compose },
    );
    expect(outcome('carried')).toEqual(['services.a.depends_on.b', 'services.a.labels.k', 'services.b.image']);
  });

  it('the whole model is all of it', async () => {
    expect((await renderTemplates({ 'a.hbs': '{{json this}}' })).outcome('dropped')).toEqual([]);
  });
});
