import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';

describe('parseDockerfile', () => {
  it('reads the final stage, with what it inherits from its parent stage', () => {
    const text = `# syntax=docker/dockerfile:1
FROM node:20 AS base
EXPOSE 3000
WORKDIR /app
FROM base AS dev
CMD ["npm", "run", "dev"]
FROM base
COPY --from=dev /app/dist ./dist
COPY --chown=node package*.json ./
USER 1000
CMD npm start
`;
    expect(parseDockerfile(text, undefined)).toEqual({
      base: 'node:20',
      expose: ['3000'],
      volumes: [],
      workdir: '/app',
      user: '1000',
      copies: [{ sources: ['package*.json'], target: '/app/' }],
      cmd: ['/bin/sh', '-c', 'npm start'],
    });
    expect(parseDockerfile(text, 'dev')?.cmd).toEqual(['npm', 'run', 'dev']);
  });

  it('fills in ARG and ENV, the build’s own values first', () => {
    const text = 'ARG TAG=1\nFROM x:$TAG\nARG PORT=80\nENV ADMIN=81\nEXPOSE ${PORT} $ADMIN/udp ${NONE:-82}\n';
    expect(parseDockerfile(text, undefined)?.expose).toEqual(['80', '81/udp', '82']);
    expect(parseDockerfile(text, undefined, { PORT: '8080', TAG: '2' })).toMatchObject({
      base: 'x:2',
      expose: ['8080', '81/udp', '82'],
    });
  });

  it('joins continued lines, comments among them, and skips here documents', () => {
    const text = 'FROM a\nEXPOSE 1 \\\n  # no port 9\n  2\nRUN <<EOF\nEXPOSE 3\nEOF\nEXPOSE 4\n';
    expect(parseDockerfile(text, undefined)?.expose).toEqual(['1', '2', '4']);
  });

  it('runs the shell form in the SHELL of the stage', () => {
    expect(parseDockerfile('FROM a\nSHELL ["/bin/bash", "-c"]\nENTRYPOINT run it\n', undefined)).toMatchObject({
      shell: ['/bin/bash', '-c'],
      entrypoint: ['/bin/bash', '-c', 'run it'],
    });
  });

  it('says nothing of a text without a stage', () => {
    expect(parseDockerfile('# nothing\n', undefined)).toBeUndefined();
  });
});
