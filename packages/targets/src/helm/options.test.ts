import { expect, it } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '../convert.ts';
import { targetNamed } from '../targets.ts';

it('takes no controller whose annotations name the namespace, which a chart does not know', () => {
  const source =
    'services: {web: {image: a, labels: {"traefik.http.routers.w.rule": "Host(`a.org`)", "traefik.http.routers.w.middlewares": m, "traefik.http.middlewares.m.addprefix.prefix": /x}}}\n';
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': source } });
  const made = (controller: string) =>
    convert({
      host,
      loaded: loadProject(host),
      target: targetNamed('helm')!,
      options: { 'ingress-controller': controller },
    });
  expect(made('traefik').diagnostics.map(({ message }) => message)).toEqual([
    expect.stringMatching(/ingress-controller.*traefik.*haproxy, nginx/),
  ]);
  const text = made('nginx')
    .files.map(({ content }) => content)
    .join('');
  expect(text).toContain('nginx.ingress.kubernetes.io/rewrite-target: /x/$1');
});
