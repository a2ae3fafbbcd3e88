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

it('says of each device that a service cannot do without what fails', () => {
  const lines = (device: string, more = '') => {
    const { context, lines: said } = composeContext(`services: {vpn: {image: x, devices: ["${device}"]${more}}}`);
    reportUnsupported(context);
    return said.filter((line) => line.includes('services.vpn.devices'));
  };
  for (const device of ['/dev/net/tun', '/dev/ttyUSB0', '/dev/kvm', '/dev/fuse', '/dev/video0'])
    expect(lines(`${device}:/dev/x`).join()).toContain(`what "vpn" does with ${device} fails`);
  for (const device of [
    '/dev/dri',
    '/dev/dri/renderD128',
    '/dev/nvidia0',
    '/dev/kfd',
    '/dev/video10',
    'vendor.com/a=b',
  ])
    expect([device, ...lines(device)]).toEqual([device]);
  const carried = 'carried services.vpn.devices: Container.securityContext.privileged';
  expect(lines('/dev/net/tun', ', privileged: true')).toEqual([carried]);
});
