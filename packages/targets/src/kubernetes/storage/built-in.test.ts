import { expect, test } from 'vitest';
import { bound } from '../testing/bound.ts';

const dockerfile = 'FROM node\nWORKDIR /app\nCOPY package.json ./\nCOPY src src\n';

test.each([
  ['the file', './package.json:/app/package.json', dockerfile, 'dropped'],
  ['the directory', './src:/app/src', dockerfile, 'dropped'],
  ['a part of the directory', './src/pages:/app/src/pages', dockerfile, 'dropped'],
  ['only other files of the directory', '.:/app', dockerfile, 'kept'],
  ['another directory', './lib:/app/lib', dockerfile, 'kept'],
  ['a file elsewhere', './other.json:/app/other.json', dockerfile, 'kept'],
  ['all of it', '.:/app', 'FROM node\nCOPY . /app\n', 'dropped'],
  ['nothing', '.:/app', 'FROM node\n', 'kept'],
  ['all of it, elsewhere', '.:/app', 'FROM node\nCOPY . /elsewhere\n', 'kept'],
  ['the file by a pattern', './package.json:/app/package.json', 'FROM node\nCOPY package*.json /app/\n', 'dropped'],
  ['all of it by an earlier stage', '.:/app', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s /app\n', 'dropped'],
  ['a part by an earlier stage', './src:/w', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s/src /w\n', 'dropped'],
  ['what an earlier stage builds', '.:/app', 'FROM a AS b\nCOPY . /s\nFROM c\nCOPY --from=b /s/dist /app\n', 'kept'],
  ['all of it to where an ARG says', '.:/app', 'FROM a\nARG D=/app\nCOPY . ${D}\n', 'dropped'],
  ['all of it to where nobody says', '.:/app', 'FROM a\nCOPY . $NOWHERE\n', 'kept'],
  ['all of it but some', '.:/app', 'FROM a\nCOPY --exclude=*.js . /app\n', 'dropped'],
  ['nothing but a here-document', './src:/app', 'FROM a\nCOPY <<EOF /app\nCOPY src /app\nEOF\n', 'kept'],
  ['all of it behind shifts', '.:/app', 'FROM a\nRUN echo $((1<<EOF)) "<<EOF" x<<EOF\nCOPY . /app\n', 'dropped'],
  ['another stage only', './lib:/app/lib', 'FROM node\nCOPY --from=build /lib /lib\n', 'kept'],
])('sources of the image that it builds: a Dockerfile that copies %s', (_, volume, text, what) => {
  const files = {
    Dockerfile: text,
    'package.json': '{}',
    'other.json': '{}',
    'src/pages/index.js': '',
    'lib/a.js': '',
  };
  const { web } = bound([volume], { web: 'build: .', files });
  expect(web.volumeMounts).toHaveLength(what === 'dropped' ? 0 : 1);
});

test.each([
  ['the directory', '/src\n', '.', './src:/app/src', 'kept'],
  ['a part of it', '**/*.map\nsrc/pages/old\n', '.', './src:/app/src', 'dropped'],
  ['everything in it', 'src/*\n', '.', './src:/app/src', 'kept'],
  ['all but the directory', '*\n!src\n', '.', './src:/app/src', 'dropped'],
])('a .dockerignore that leaves out %s', (_, ignore, source, volume, what) => {
  const files = { Dockerfile: `FROM node\nCOPY ${source} /app\n`, '.dockerignore': ignore, 'src/pages/index.js': '' };
  const { web } = bound([volume], { web: 'build: .', files });
  expect(web.volumeMounts).toHaveLength(what === 'dropped' ? 0 : 1);
});

test('the stage that is built decides: sources that it lacks are kept, and said to be lacking where they do not fit', () => {
  const text = `FROM python:3.12 AS base
WORKDIR /usr/local/app
COPY requirements.txt ./requirements.txt
FROM base AS dev
CMD ["python", "app.py"]
FROM base AS final
COPY . .
`;
  const made = (target: string, app: string) =>
    bound(['.:/usr/local/app'], {
      web: `build: { context: ., target: ${target} }`,
      files: { Dockerfile: text, 'requirements.txt': '', 'app.py': app },
    });
  expect(made('final', 'print()').web.volumeMounts).toEqual([]);
  const fits = made('dev', 'print()');
  expect(fits.web.volumeMounts).toHaveLength(1);
  expect(fits.lines.join('\n')).not.toContain('PersistentVolumeClaim');
  const large = made('dev', 'x'.repeat(300_000));
  expect(large.lines.join('\n')).toMatch(/finds no files at \/usr\/local\/app before they are copied/);
});

test('services that shared a directory are said to be parted where the image of one holds it', () => {
  const files = { Dockerfile: 'FROM php\nCOPY . /app\n', 'public/index.php': '', 'public/a.png': 'x' };
  const said = (volume: string, more: string) => bound([volume], { web: 'build: .', files, more }).lines.join('\n');
  const nginx = '  nginx: {image: nginx, volumes: ["./public:/srv"]}';
  const parted = 'What "web" writes below /app does not reach "nginx"';
  expect(said('.:/app', nginx)).toContain(parted);
  expect(said('.:/app', '  db: {image: db, volumes: ["./dbdata:/var/lib/db"]}')).not.toContain('does not reach');
  expect(said('.:/app:ro', nginx)).not.toContain('does not reach');
  expect(said('./public:/app/public', '  nginx: {image: nginx, volumes: ["./lib:/srv"]}')).not.toContain(
    'does not reach',
  );
  expect(said('.:/app', '  worker: {build: ., volumes: [".:/app"]}')).not.toContain('does not reach');
});
