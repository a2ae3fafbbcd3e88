/** A Compose project and the files beside its Compose file. */
export interface Stack {
  readonly compose: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Python with clients of MariaDB and Redis, made of Debian packages. */
export const appImage = 'e2e/app:1';

/** A config with a program in Python. */
export const python = (name: string, lines: readonly string[]): string =>
  `${name}: { content: ${JSON.stringify(`${lines.join('\n')}\n`.replaceAll('$', '$$$$'))} }`;

const database = (root: string, name: string): string => `
    image: mariadb
    environment: { MARIADB_ROOT_PASSWORD: ${JSON.stringify(root)}, MARIADB_DATABASE: ${name} }
    volumes: [data:/var/lib/mysql]
    healthcheck:
      test: [CMD-SHELL, 'mariadb-admin -h 127.0.0.1 -uroot -p"$$MARIADB_ROOT_PASSWORD" ping']
      interval: 2s
      retries: 60`;

/** Lines of a web server on port 8000 that gives what the function `answer` makes of an address. */
export const server = (answer: readonly string[]): readonly string[] => [
  'import os, http.server, urllib.parse',
  ...answer,
  'class Handler(http.server.BaseHTTPRequestHandler):',
  '    def do_GET(self):',
  '        text = answer(urllib.parse.urlparse(self.path)).encode()',
  '        self.send_response(200)',
  "        self.send_header('Content-Length', str(len(text)))",
  '        self.end_headers()',
  '        self.wfile.write(text)',
  "http.server.ThreadingHTTPServer(('', 8000), Handler).serve_forever()",
];

const connect = [
  'import pymysql',
  'def query(sql):',
  "    db = pymysql.connect(host=os.environ['DB_HOST'], user='root', password=os.environ['DB_PASSWORD'], database=os.environ['DB_NAME'], autocommit=True)",
  '    with db, db.cursor() as cursor:',
  '        cursor.execute(sql)',
  '        return cursor.fetchall()',
];

const health = `
    healthcheck:
      test: [CMD, python3, -c, "import urllib.request; urllib.request.urlopen('http://localhost:8000/health')"]
      interval: 2s
      retries: 60`;

/**
 * A web server in front of an API in front of a database. The API's name is not a legal one in Kubernetes: it is called by it in
 * a mounted file. `upgraded`: another greeting, one service less, one more.
 */
export const shop = (name: string, upgraded = false): Stack => ({
  compose: `
name: ${name}
services:
  web:
    image: nginx
    ports: ["8080:80"]
    volumes: ["./site.conf:/etc/nginx/nginx.conf:ro"]
    depends_on: { my_api: { condition: service_healthy } }
  my_api:
    image: ${appImage}
    command: [python3, /srv/api.py]
    environment: { DB_HOST: db, DB_NAME: shop, DB_PASSWORD: "s3cret$$x (y)", GREETING: ${upgraded ? 'good day' : 'hello'} }
    configs: [{ source: api, target: /srv/api.py }]
    depends_on: { db: { condition: service_healthy } }${health}
  db:${database('s3cret$$x (y)', 'shop')}
  ${upgraded ? 'fresh' : 'gone'}: { image: busybox, command: [sleep, infinity], expose: ["9"] }
configs:
  ${python('api', [
    ...server([
      ...connect,
      'def answer(url):',
      "    if url.path == '/health': return 'ok'",
      "    query('CREATE TABLE IF NOT EXISTS visits (id INT AUTO_INCREMENT PRIMARY KEY)')",
      "    query('INSERT INTO visits VALUES ()')",
      "    return '%s, visit %s' % (os.environ['GREETING'], query('SELECT COUNT(*) FROM visits')[0][0])",
    ]),
  ])}
volumes: { data: {} }
`,
  files: {
    'site.conf': 'events {}\nhttp { server { listen 80; location / { proxy_pass http://my_api:8000; } } }\n',
  },
});

/** Votes go through a queue into a database; the database and the queue are not in the network of the front. */
export const voting = (name: string): Stack => ({
  compose: `
name: ${name}
services:
  vote:
    image: ${appImage}
    command: [python3, /srv/vote.py]
    configs: [{ source: vote, target: /srv/vote.py }]
    ports: ["5000:8000"]
    networks: [front-tier, back-tier]
    depends_on: [redis]${health}
  result:
    image: ${appImage}
    command: [python3, /srv/result.py]
    configs: [{ source: result, target: /srv/result.py }]
    environment: &db { DB_HOST: db, DB_NAME: votes, DB_PASSWORD: postgrespostgres }
    ports: ["5001:8000"]
    networks: [front-tier, back-tier]
    depends_on: { db: { condition: service_healthy } }${health}
  worker:
    image: ${appImage}
    command: [python3, /srv/worker.py]
    configs: [{ source: worker, target: /srv/worker.py }]
    environment: *db
    networks: [back-tier]
    depends_on: { redis: { condition: service_healthy }, db: { condition: service_healthy } }
  redis:
    image: redis
    networks: [back-tier]
    healthcheck: { test: [CMD, redis-cli, ping], interval: 2s, retries: 60 }
  db:${database('postgrespostgres', 'votes')}
    networks: [back-tier]
  seed: { image: busybox, command: [sleep, infinity], networks: [front-tier] }
networks: { front-tier: {}, back-tier: {} }
configs:
  ${python('vote', [
    ...server([
      'import redis',
      'def answer(url):',
      "    if url.path == '/health': return 'ok'",
      "    redis.Redis(host='redis').rpush('votes', url.query)",
      "    return 'voted %s' % url.query",
    ]),
  ])}
  ${python('result', [
    ...server([
      ...connect,
      'def answer(url):',
      "    if url.path == '/health': return 'ok'",
      "    query('CREATE TABLE IF NOT EXISTS votes (vote VARCHAR(9))')",
      "    return ' '.join('%s=%s' % row for row in query('SELECT vote, COUNT(*) FROM votes GROUP BY vote ORDER BY vote'))",
    ]),
  ])}
  ${python('worker', [
    'import os, redis',
    ...connect,
    "query('CREATE TABLE IF NOT EXISTS votes (vote VARCHAR(9))')",
    "queue = redis.Redis(host='redis')",
    'while True:',
    "    query('INSERT INTO votes VALUES (%r)' % queue.blpop('votes')[1].decode())",
  ])}
volumes: { data: {} }
`,
});

/** The API ends at once where the job has not made its table. */
export const migration = (name: string): Stack => ({
  compose: `
name: ${name}
services:
  api:
    image: ${appImage}
    command: [python3, /srv/api.py]
    configs: [{ source: api, target: /srv/api.py }]
    environment: &db { DB_HOST: db, DB_NAME: orders, DB_PASSWORD: migration-pass }
    expose: ["8000"]
    depends_on: { migrate: { condition: service_completed_successfully } }
  migrate:
    image: ${appImage}
    command: [python3, /srv/migrate.py]
    configs: [{ source: migrate, target: /srv/migrate.py }]
    environment: *db
    depends_on: { db: { condition: service_healthy } }
  db:${database('migration-pass', 'orders')}
configs:
  ${python('migrate', ['import os, time', ...connect, 'time.sleep(5)', "query('CREATE TABLE orders (id INT)')"])}
  ${python('api', [
    ...server([
      ...connect,
      "query('INSERT INTO orders VALUES (1)')",
      "def answer(url): return str(query('SELECT COUNT(*) FROM orders')[0][0])",
    ]),
  ])}
volumes: { data: {} }
`,
});

export const odd = 'p@ss "word" \'x\' $y $(z) `w` ü';

/** Secrets and configs as files and variables; `app` starts when `slow` has become healthy, although its port is open at once. */
export const gated = (name: string): Stack => ({
  compose: `
name: ${name}
services:
  app:
    image: ${appImage}
    command: [sh, -c, "echo started; exec sleep infinity"]
    environment: { API_TOKEN: ${JSON.stringify(odd.replaceAll('$', '$$$$'))}, PLAIN: ${JSON.stringify(odd.replaceAll('$', '$$$$'))} }
    secrets: [token, { source: token, target: /etc/app/token, mode: 0400 }]
    configs: [{ source: page, target: /etc/app/page, mode: 0440 }]
    depends_on: { slow: { condition: service_healthy } }
  slow:
    image: ${appImage}
    command: [sh, -c, "(sleep 10; touch /tmp/ready) & exec python3 -m http.server 9000"]
    expose: ["9000"]
    healthcheck: { test: [CMD, test, -e, /tmp/ready], interval: 1s, retries: 60 }
secrets: { token: { file: ./token.txt } }
configs: { page: { content: "hello $$world\\n" } }
`,
  files: { 'token.txt': `${odd}\n` },
});
