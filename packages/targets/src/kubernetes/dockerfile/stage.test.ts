import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './stage.ts';

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
    expect(parseDockerfile(text)).toEqual({
      base: 'node:20',
      expose: ['3000'],
      volumes: [],
      workdir: '/app',
      user: '1000',
      copies: [{ source: 'package*.json', target: '/app', into: 'below' }],
      partly: false,
      name: '',
      triggers: [],
      cmd: ['/bin/sh', '-c', 'npm start'],
    });
    expect(parseDockerfile(text, { target: 'dev' })?.cmd).toEqual(['npm', 'run', 'dev']);
  });

  it('fills in ARG and ENV, the build’s own values first', () => {
    const text = 'ARG TAG=1\nFROM x:$TAG\nARG PORT=80\nENV ADMIN=81\nEXPOSE ${PORT} $ADMIN/udp ${NONE:-82}\n';
    expect(parseDockerfile(text)?.expose).toEqual(['80', '81/udp', '82']);
    expect(parseDockerfile(text, { args: { PORT: '8080', TAG: '2' } })).toMatchObject({
      base: 'x:2',
      expose: ['8080', '81/udp', '82'],
    });
  });

  it('joins continued lines, comments among them, and skips here documents', () => {
    const text = 'FROM a\nEXPOSE 1 \\\n  # no port 9\n  2\nRUN <<EOF\nEXPOSE 3\nEOF\nEXPOSE 4\n';
    expect(parseDockerfile(text)?.expose).toEqual(['1', '2', '4']);
  });

  it('runs the shell form in the SHELL of the stage', () => {
    expect(parseDockerfile('FROM a\nSHELL ["/bin/bash", "-c"]\nENTRYPOINT run it\n')).toMatchObject({
      shell: ['/bin/bash', '-c'],
      entrypoint: ['/bin/bash', '-c', 'run it'],
    });
  });

  it('says nothing of a text without a stage', () => {
    expect(parseDockerfile('# nothing\n')).toBeUndefined();
  });

  it('takes a stage by its number, and none that is not there', () => {
    const text = '\uFEFFFROM a\nUSER 1\nFROM b AS Second\nUSER 2\nFROM c\nUSER 3\n';
    const userOf = (target?: string) => parseDockerfile(text, { target })?.user;
    expect([userOf('0'), userOf('1'), userOf('second'), userOf('2'), userOf(), userOf('third')]).toEqual([
      '1',
      '2',
      '2',
      '3',
      '3',
      undefined,
    ]);
  });

  it('leaves variables in commands to the shell', () => {
    expect(parseDockerfile('FROM a\nENV PORT=1\nCMD ["serve", "$PORT"]\n')?.cmd).toEqual(['serve', '$PORT']);
  });

  it('lets the stage that is built on another do what that one has in ONBUILD', () => {
    const text = 'FROM node AS base\nWORKDIR /app\nONBUILD COPY . .\nONBUILD EXPOSE 80\nFROM base AS b\nFROM b\n';
    const target = (name?: string) => parseDockerfile(text, { target: name });
    expect(target('base')?.copies).toEqual([]);
    expect(target('b')).toMatchObject({ copies: [{ source: '', target: '/app' }], expose: ['80'] });
    expect(target()?.expose).toEqual(['80']);
    expect(parseDockerfile('FROM shop/base\n', { imageOf: () => target('base') })?.copies).toEqual([
      { source: '', target: '/app', into: 'below' },
    ]);
  });

  it('reads the directive for escapes at the top alone', () => {
    expect(parseDockerfile('# escape=`\nFROM a\nEXPOSE 1 `\n 2\n')?.expose).toEqual(['1', '2']);
    expect(parseDockerfile('FROM a\n# escape=`\nEXPOSE 1 \\\n\n 2\n')?.expose).toEqual(['1', '2']);
  });

  it('ends here-documents where BuildKit does', () => {
    const text = 'FROM a\nRUN cat <<-"A B" 3<<C\nEXPOSE 1\n\tA B\nEXPOSE 2\nC\nEXPOSE 3\nCMD echo <<EOF\nEXPOSE 4\n';
    expect(parseDockerfile(text)?.expose).toEqual(['3', '4']);
  });
});
