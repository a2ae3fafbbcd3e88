import { expect, it } from 'vitest';
import { composeContext } from '../testing/compose.ts';
import { reportUnsupported } from './unsupported.ts';

it('says that one Pod on each node has no number', () => {
  const lines = (fields: string) => {
    const { context, lines } = composeContext(`services: {web: {image: x, ${fields}}}`);
    reportUnsupported(context);
    return lines.filter((line) => line.includes('DaemonSet'));
  };
  const why = 'A DaemonSet runs one Pod on each node, whatever the number';
  expect(lines('deploy: {mode: global, replicas: 2}')).toEqual([`dropped services.web.deploy.replicas: ${why}`]);
  expect(lines('scale: 2, deploy: {mode: global}')).toContain(`dropped services.web.scale: ${why}`);
  expect(lines('deploy: {mode: global}')).toEqual([]);
  expect(lines('deploy: {replicas: 2}')).toEqual([]);
});
