import hcl from 'hcl2-parser';
import { expect, test } from 'vitest';
import { composeText, escaped, metacharacterGroups } from './hostile-text.ts';
import { convertLoaded, loadFiles } from './unit-runs.ts';

/** A build with a text in every place that takes any. */
const build = (text: string) => ({
  context: `./context${escaped(text)}`,
  dockerfile: `file${escaped(text)}`,
  args: { value: escaped(text), [`key${text}`]: 'v' },
  labels: { value: escaped(text), [`key${text}`]: 'v' },
  additional_contexts: { base: `docker-image://${escaped(text)}` },
  cache_from: [escaped(text)],
  cache_to: [escaped(text)],
  no_cache_filter: [escaped(text)],
  tags: [escaped(text)],
  target: escaped(text),
  network: escaped(text),
  entitlements: [escaped(text)],
});

type Target = Readonly<Record<string, unknown>>;

/** What the file says, as the reader of HCL has it. */
function targetsOf(file: string): Readonly<Record<string, readonly [Target]>> {
  const [parsed, error] = hcl.parseToObject(file) as [{ target: Record<string, [Target]> }, unknown];
  expect(error).toBeNull();
  return parsed.target;
}

test('every metacharacter in every place of a build is in the bake file what it was in the Compose file', () => {
  const services = metacharacterGroups.map((text, index) => [`s${index}`, { build: build(text) }] as const);
  const inline = metacharacterGroups.map(
    (text, index) => [`i${index}`, { build: { context: '.', dockerfile_inline: `FROM a\n${escaped(text)}` } }] as const,
  );
  const project = composeText({ name: 'shop', services: Object.fromEntries([...services, ...inline]) });
  const files = convertLoaded(loadFiles(project), 'docker-run', { bake: true });
  const targets = targetsOf(String(files.find(({ path }) => path === 'docker-bake.hcl')?.content));
  for (const [index, text] of metacharacterGroups.entries()) {
    expect(targets[`i${index}`]?.[0]['dockerfile-inline']).toBe(`FROM a\n${text}`);
    const [target] = targets[`s${index}`] ?? [];
    expect(target).toMatchObject({
      context: `./context${text}`,
      dockerfile: `file${text}`,
      contexts: { base: `docker-image://${text}` },
      'cache-from': [text],
      'cache-to': [text],
      'no-cache-filter': [text],
      target: text,
      network: text,
      entitlements: [text],
      args: { value: text },
      labels: { value: text },
    });
    expect(target?.['tags']).toContain(text);
    // An argument's name ends at the first `=`, and a label with `=` or white space in its name is left out, which is said.
    if (!text.includes('=')) expect(target?.['args']).toMatchObject({ [`key${text}`]: 'v' });
    if (!/[=\s]/.test(text)) expect(target?.['labels']).toMatchObject({ [`key${text}`]: 'v' });
  }
});
