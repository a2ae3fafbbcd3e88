import hcl from 'hcl2-parser';
import { expect, it } from 'vitest';
import { runScriptOf } from '../testing.ts';

const compose = `
name: shop
services:
  my.api:
    build:
      context: ./api
      dockerfile: Dockerfile.dev
      target: production
      args: { VERSION: '\${VERSION:-1.0}', QUOTES: 'a "b" $\${c} %{d}', API_TOKEN: s3cret }
      tags: ['registry.example/api:\${TAG}']
      labels: { a.b: x }
      platforms: [linux/amd64, linux/arm64]
      no_cache: true
      provenance: mode=max
      extra_hosts: { db: 10.0.0.1 }
      additional_contexts: { base: docker-image://alpine }
  web: { image: nginx, build: { dockerfile_inline: "FROM a\\nRUN b\\n" } }
  db: { image: postgres }
`;

it('says how images are built, with the variables of the Compose file', () => {
  const { at } = runScriptOf(compose, { bake: true });
  const file = at('docker-bake.hcl');
  expect(file).not.toContain('s3cret');
  const [parsed] = hcl.parseToObject(file) as [Record<string, Record<string, unknown>>];
  expect(parsed).toMatchObject({
    variable: { project: [{ default: 'shop' }], VERSION: [{ default: null }], TAG: [{}], SECRET_API_TOKEN: [{}] },
    group: { default: [{ targets: ['my_api', 'web'] }] },
    target: {
      my_api: [
        {
          context: './api',
          dockerfile: 'Dockerfile.dev',
          target: 'production',
          'no-cache': true,
          platforms: ['linux/amd64', 'linux/arm64'],
          attest: ['type=provenance,mode=max'],
          'extra-hosts': { db: '10.0.0.1' },
          contexts: { base: 'docker-image://alpine' },
        },
      ],
      web: [{ context: '.', 'dockerfile-inline': 'FROM a\nRUN b\n', tags: ['nginx'] }],
    },
  });
  expect(file).toContain('"VERSION" = "${VERSION == null || VERSION == "" ? "1.0" : VERSION}"');
  expect(file).toContain('"QUOTES" = "a \\"b\\" $${c} %%{d}"');
  expect(file).toContain('"API_TOKEN" = SECRET_API_TOKEN');
  expect(file).toContain('"registry.example/api:${TAG == null ? "" : TAG}"');
  expect(file).toContain('"com.docker.compose.project" = project');
});

it('is what the script builds with', () => {
  const { at } = runScriptOf(compose, { bake: true });
  expect(at('run.sh')).toContain(`      run_build \\
        "project=$project" \\
        "SECRET_API_TOKEN=$SECRET_API_TOKEN" \\
        \${VAR_TAG+"TAG=$VAR_TAG"} \\
        \${VAR_VERSION+"VERSION=$VAR_VERSION"} \\
        -- buildx bake --file "$here"/docker-bake.hcl --load my_api
`);
  expect(runScriptOf('services: { a: { image: x } }\n', { bake: true }).at('docker-bake.hcl')).toBe('');
  expect(runScriptOf(compose, { bake: true, engine: 'podman' }).result.diagnostics).toMatchObject([
    { code: 'bad-option' },
  ]);
});
