import type { Service } from '@transpose/core';
import type { ShellCommand } from './shell/shell-line.ts';
import { shellCommands, shellLineIndex } from './shell/shell-line.ts';
import { table } from './formats/table.ts';
import { baseName } from './names/base-name.ts';

/**
 * Whether what a service runs certainly ends by itself. Certain are known clients and tools, and shell lines that finish
 * with one; programs that nobody knows here may be servers.
 */
export function certainlyEnds(service: Service): boolean {
  const words = [...(service.entrypoint ?? []), ...(service.command ?? [])];
  const repository = (service.image?.repository ?? '').replace(/^library\//, '');
  if (words.length === 0) return repository === 'hello-world' && service.build === undefined;
  // On a terminal, or with an open standard input, they wait for what is typed there.
  if ((service.tty || service.stdin_open) && words.some((word) => typed.has(baseName(word)))) return false;
  const client = service.entrypoint === undefined ? clientImages[repository] : undefined;
  // The image's own entrypoint is the client: the command is its subcommand.
  return wordsEnd(client === undefined || isKnown(words[0] ?? '') ? words : [client, ...words]);
}

/**
 * Whether what it runs shows that it stays until it is stopped: `sleep infinity`, `tail -f`, an endless loop, or a
 * line that ends with a program known to be a server.
 */
export function staysRunning(service: Service): boolean {
  const words = withoutWrapper([...(service.entrypoint ?? []), ...(service.command ?? [])]);
  const at = shellLineIndex(words);
  if (at < 0 && isServer(words)) return true;
  const commands = shellCommands(at < 0 ? words.join(' ') : (words[at] ?? ''));
  const last = commands.at(-1);
  return (
    commands.some((command) => command.end !== '&' && isEndless(command)) ||
    (at >= 0 && last !== undefined && isServer(withoutWrapper(textsOf(last))))
  );
}

const isServer = ([first = '', ...rest]: readonly string[]): boolean => {
  const name = baseName(first);
  if (rest.some((word) => ending.test(word)) || endingWords[name]?.test(rest.join(' '))) return false;
  return servers.has(name) || serverLines.some((pattern) => pattern.test([name, ...rest].join(' ')));
};

function wordsEnd(all: readonly string[]): boolean {
  const words = withoutWrapper(all);
  const at = shellLineIndex(words);
  return at < 0 ? toolEnds(words) : lineEnds(words[at] ?? '');
}

/**
 * A line ends when its last command does, and the last one of each branch: what is before it would block it otherwise.
 * Background jobs and endless loops prove nothing.
 */
function lineEnds(line: string): boolean {
  const commands = shellCommands(line);
  if (commands.length === 0 || commands.some(isEndless)) return false;
  const inLoop = loopsOf(commands);
  return commands.every((command, at) => {
    const next = commands[at + 1];
    const isLast = next === undefined || next.reserved.some((word) => word === 'else' || word === 'elif');
    return (!isLast && !replacesShell(command)) || endsAt(commands, at, inLoop);
  });
}

/**
 * Whether the last command of some does. It is looked for behind `exit`, `echo` and the like, because those also follow
 * servers, and behind the pause of a loop that tries again.
 */
function endsAt(commands: readonly ShellCommand[], at: number, inLoop: readonly boolean[]): boolean {
  let last = at;
  while (last > 0 && (isTrailer(commands[last]!) || (inLoop[last] && isPause(commands[last]!)))) last -= 1;
  // `a || b`, `a && b` and `a | b` may end with either.
  for (let end = last; end >= 0; end -= 1) {
    if (!commandEnds(commands[end]!)) return false;
    if (end === 0 || !['&&', '||', '|'].includes(commands[end - 1]!.end)) return true;
  }
  return false;
}

/** Which commands are in the body of a loop. */
function loopsOf(commands: readonly ShellCommand[]): readonly boolean[] {
  let depth = 0;
  return commands.map(({ reserved }) => {
    for (const word of reserved) depth += word === 'do' ? 1 : word === 'done' ? -1 : 0;
    return depth > 0;
  });
}

const textsOf = ({ words }: ShellCommand): readonly string[] => words.map(({ text }) => text);
const isTrailer = (command: ShellCommand): boolean =>
  /^(?:exit|echo|printf|true|:)$/.test(command.words[0]?.text ?? '');
const isPause = (command: ShellCommand): boolean => /^sleep [\d$]/.test(textsOf(command).join(' '));
/** `exec nginx`: nothing behind it is run. */
const replacesShell = (command: ShellCommand): boolean => command.words[0]?.text === 'exec' && command.words.length > 1;

function isEndless(command: ShellCommand): boolean {
  const [first = '', second = ''] = textsOf(command);
  const words = [first, second].join(' ').trim();
  return (
    command.end === '&' ||
    (command.reserved.includes('while') && /^(?:true|:|\[ (?:1|true)|1)$/.test(words)) ||
    (command.reserved.includes('until') && first === 'false') ||
    /^sleep inf(?:inity)?$/.test(words) ||
    (first === 'tail' && textsOf(command).some((word) => /^-\w*[fF]|^--follow/.test(word)))
  );
}

/** A command of a line. Sleeping at its end is staying alive. */
function commandEnds(command: ShellCommand): boolean {
  const words = textsOf(command);
  return builtins.has(words[0] ?? '') || wordsEnd(words);
}

/** `exec`, `env A=b`, `timeout 30`, `wait-for-it.sh db:5432 --`, `gosu app` and the like: what they start. */
function withoutWrapper(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  const name = baseName(first);
  if (/^(?:exec|nohup|time|sudo|dumb-init|command)$/.test(name)) return withoutWrapper(rest);
  if (/^(?:env|tini|timeout|gosu|su-exec)$/.test(name)) {
    const skipped = rest.findIndex((word) => !/^-|=|^\d+[smhd]?$/.test(word));
    const start = name === 'gosu' || name === 'su-exec' ? skipped + 1 : skipped;
    return skipped < 0 ? rest : withoutWrapper(rest.slice(start));
  }
  if (/^(?:wait-for-it|wait-for|wait|dockerize)(?:\.sh)?$/.test(name) && rest.includes('--'))
    return withoutWrapper(rest.slice(rest.indexOf('--') + 1));
  return words;
}

/** What makes a server or a watcher of a client. */
const staying =
  /^(?:--follow|--watch|infinity|p?subscribe|monitor|--latency(?:-history|-dist)?|--stat|watch|trace|daemon|s_server|proxy|serve|server|port-forward)$/i;

function toolEnds(words: readonly string[]): boolean {
  const [first = '', ...rest] = words;
  const name = baseName(first);
  if (name === 'rm' || name === 'cp' || name === 'mv' || name === 'ln') return true;
  if (rest.some((word) => staying.test(word)) || (name === 'nc' && rest.some((word) => /^-\w*l/.test(word))))
    return false;
  return tools.has(name) || endingLines.some((pattern) => pattern.test([name, ...rest].join(' ')));
}

const isKnown = (word: string): boolean => tools.has(baseName(word)) || /^(?:\/|\.\/)|sh$/.test(word);

/** In a line of a shell only: as the command of an image they may be its subcommands. */
const builtins: ReadonlySet<string> = new Set(
  'true false : test [ [[ exit break continue set export cd echo printf read install'.split(' '),
);

/** Images whose entrypoint is a client, or a program with subcommands that end. */
const clientImages: Readonly<Record<string, string>> = table({
  'minio/mc': 'mc',
  'curlimages/curl': 'curl',
  'amazon/aws-cli': 'aws',
  'migrate/migrate': 'migrate',
  'flyway/flyway': 'flyway',
  'liquibase/liquibase': 'liquibase',
  'amacneil/dbmate': 'dbmate',
  'alpine/git': 'git',
  'alpine/openssl': 'openssl',
  'certbot/certbot': 'certbot',
  composer: 'composer',
  'rclone/rclone': 'rclone',
  kubectl: 'kubectl',
  'oryd/hydra': 'hydra',
  'oryd/keto': 'keto',
  'oryd/kratos': 'kratos',
  'authzed/spicedb': 'spicedb',
  'openfga/openfga': 'openfga',
});

/** Clients and tools that end when they have done what their arguments say. */
const tools: ReadonlySet<string> = new Set(
  (
    'true false printf echo touch mkdir rmdir chown chmod chgrp cat id date ls head grep egrep sed awk cut tr sort uniq wc find xargs tee tar gzip ' +
    'gunzip unzip zip base64 envsubst openssl keytool sha256sum md5sum dd mktemp basename dirname stat wget curl nc getent ' +
    'pg_isready psql createdb dropdb createuser pg_dump pg_dumpall pg_restore pgbench pg_basebackup initdb mysql mysqladmin ' +
    'mysqldump mysqlcheck mariadb mariadb-admin mariadb-dump mongo mongosh mongoimport mongorestore mongodump mongoexport ' +
    'redis-cli valkey-cli cqlsh sqlcmd sqlplus clickhouse-client influx rabbitmqctl rabbitmqadmin etcdctl mc aws awslocal gsutil ' +
    's3cmd kafka-topics kafka-topics.sh kafka-configs kafka-configs.sh kafka-acls kafka-acls.sh kafka-storage kafka-storage.sh ' +
    'git apk apt apt-get pip pip3 liquibase flyway alembic dbmate sqitch htpasswd ssh-keygen ldapadd ldapmodify ldapsearch ' +
    'elasticsearch-certutil elasticsearch-users elasticsearch-reset-password'
  ).split(' '),
);

/** Those that read commands or text from their standard input. */
const typed: ReadonlySet<string> = new Set(
  'cat tee xargs psql mysql mariadb mongo mongosh redis-cli valkey-cli cqlsh sqlcmd sqlplus clickhouse-client influx'.split(
    ' ',
  ),
);

/** Programs that are servers as well, with the subcommands that end. */
const endingLines: readonly RegExp[] = [
  /^(?:python[\d.]*|uv run|poetry run)\s.*\bmanage\.py\s+(?:migrate|collectstatic|loaddata|createsuperuser|createcachetable|compilemessages|flush|check|ensure_superuser)\b/,
  /^python[\d.]* -m (?:alembic|pip|compileall)\b/,
  /^(?:(?:bundle exec |bin\/)?(?:rails|rake)) (?:db:|assets:|tmp:)\w+/,
  /^composer (?:install|update|dump-autoload)\b/,
  /^bundle install\b/,
  /^(?:php\s+)?(?:\S*\/)?artisan (?:migrate|db:|key:|config:|storage:|cache:|optimize)/,
  /^(?:php\s+)?(?:\S*\/)?(?:bin\/)?console (?:doctrine:|cache:|assets:)/,
  /^(?:npm|pnpm|yarn|bun) (?:ci|install|i)\b/,
  /^(?:npm|pnpm|yarn|bun)(?: run)? (?:migrate|migration|db:\w+|seed|build)(?::\w+)*$/,
  /^(?:npx |pnpm |yarn |bunx )?(?:prisma|prisma@\S+) (?:migrate deploy|db push|db seed|generate)\b/,
  /^(?:npx |pnpm |yarn |bunx )?(?:knex|sequelize|sequelize-cli|typeorm|drizzle-kit|node-pg-migrate) \S*(?:migrat|seed|push|up)\S*/,
  /^(?:flask|aerich|alembic) (?:db )?(?:upgrade|migrate|init)\b/,
  /^airflow (?:db (?:init|migrate|upgrade|reset)|version|users create|connections add)\b/,
  /^kong migrations (?:bootstrap|up|finish|list|reset)\b/,
  /^superset (?:db upgrade|init|fab create-admin)\b/,
  /^(?:goose|migrate|diesel|atlas|sqlx|dotnet ef)\s.*\b(?:up|run|apply|update)\b/,
  /^sentry\S* (?:upgrade|createuser|migrations)\b/,
  /^(?:\S*\/)?occ (?!\S*:worker\b)\w+/,
  /^wp (?:core|plugin|theme|option|db|config|user|language)\b/,
  /^(?:vault|consul|kubectl|terraform|tofu) (?:kv|write|policy|secrets|auth|operator|acl|apply|create|init|plan|wait)\b/,
  /^ollama pull\b/,
  /^(?:hydra|keto|kratos)(?: \S+)* migrate\b/,
  /^spicedb (?:datastore )?migrate\b/,
  /^openfga migrate\b/,
  /^certbot (?:certonly|renew|register|certificates)\b/,
  /^rclone (?:copy|copyto|sync|move|moveto|check|delete|purge)\b/,
];

/** Programs that run until they are stopped, unless their words say otherwise. */
const servers: ReadonlySet<string> = new Set(
  (
    'cron crond supercronic supervisord runsvdir s6-svscan gunicorn uvicorn hypercorn daphne waitress-serve puma unicorn sidekiq ' +
    'nginx httpd httpd-foreground apache2-foreground php-fpm haproxy traefik envoy redis-server valkey-server mysqld mariadbd ' +
    'postgres mongod memcached rabbitmq-server sshd dnsmasq named dockerd flower webpack-dev-server nodemon'
  ).split(' '),
);

/** Words with which any of them looks at something, says it and ends. */
const ending = /^(?:--?help|--?version|version|healthcheck|(?:--)?(?:check|validate|configtest|check-config))$/;

/** Those of one program alone. */
const endingWords: Readonly<Record<string, RegExp>> = table({
  nginx: /(?:^| )-[tTvVs]\b/,
  httpd: /(?:^| )-[tvVS]\b/,
  'php-fpm': /(?:^| )-[tvi]\b/,
  haproxy: /(?:^| )-[cv]\b/,
  envoy: /--mode validate\b/,
  sshd: /(?:^| )-[tT]\b/,
  supercronic: /(?:^| )-test\b/,
  mysqld: /--(?:initialize|upgrade|validate)/,
  mariadbd: /--(?:bootstrap|help)/,
  postgres: /--(?:describe-config|single|boot)|(?:^| )-C\b/,
  mongod: /--(?:repair|shutdown)\b/,
  dnsmasq: /--test\b/,
});

/** Programs that also do other things, with the words that make a server of them. */
const serverLines: readonly RegExp[] = [
  /^caddy (?:run|file-server|reverse-proxy)\b/,
  /^vite(?: (?:dev|serve|preview)\b| -|$)/,
  /^jupyter(?:-lab|-notebook| lab| notebook| server)\b/,
  /^streamlit run\b/,
  /^(?:python[\d.]*|uv run|poetry run)\s.*\bmanage\.py (?:runserver|run_huey|qcluster|process_tasks)\b/,
  /^python[\d.]* -m (?:http\.server|uvicorn|gunicorn|celery|flask run)\b/,
  /^celery\s.*\b(?:worker|beat|flower)\b/,
  /^(?:rq|dramatiq|arq|huey_consumer(?:\.py)?) \S/,
  /^flask run\b/,
  /^(?:npm|pnpm|yarn|bun)(?: run)? (?:start|dev|serve|preview|watch)\b/,
  /^(?:bundle exec |bin\/)?(?:rails (?:s|server)|puma|unicorn|sidekiq)\b/,
  /^(?:php\s+)?(?:\S*\/)?artisan (?:serve|horizon|queue:work|queue:listen|schedule:work|reverb:start|octane:start)\b/,
  /^(?:php\s+)?(?:\S*\/)?(?:bin\/)?console messenger:consume\b/,
];
