import { table } from '../../shared/formats/table.ts';
/** The port that a scheme means when a URL names none (IANA's registry, and the habits of the programs themselves). */
const schemePorts: Readonly<Record<string, number>> = table({
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  ftp: 21,
  ssh: 22,
  smtp: 25,
  smtps: 465,
  ldap: 389,
  ldaps: 636,
  imap: 143,
  imaps: 993,
  mqtt: 1883,
  mqtts: 8883,
  amqp: 5672,
  amqps: 5671,
  nats: 4222,
  redis: 6379,
  rediss: 6379,
  valkey: 6379,
  memcached: 11211,
  memcache: 11211,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mysql2: 3306,
  mariadb: 3306,
  mongodb: 27017,
  sqlserver: 1433,
  mssql: 1433,
  clickhouse: 9000,
  cassandra: 9042,
  neo4j: 7687,
  bolt: 7687,
  couchdb: 5984,
  zookeeper: 2181,
});

/** `postgresql+asyncpg` counts as `postgresql`. */
export function schemePort(scheme: string): number | undefined {
  const [base = ''] = scheme.split('+', 1);
  return Object.hasOwn(schemePorts, base) ? schemePorts[base] : undefined;
}
