/** A port that an image serves on. */
export interface ImagePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/** What is known of a public image, as its makers publish it. */
export interface KnownImage {
  /** What it EXPOSEs or serves by default, the one that clients mean first; no ports of clustering. */
  readonly ports: readonly ImagePort[];
  /** Where it keeps data that has to stay. */
  readonly dataPaths: readonly string[];
  /** The uid of its USER where that is not root; undefined also when it is not certain for all its versions. */
  readonly uid?: number;
  /** What it declares as volumes, by its record. */
  readonly volumes?: readonly string[];
  /** A database, cache, search engine or broker: for the other services, not for the Internet; undefined: nobody knows. */
  readonly dataStore: boolean | undefined;
}

/** What an image reference holds that counts here: the name without registry (and without `library/`), and the tag. */
export interface ImageName {
  readonly repository?: string | undefined;
  readonly tag?: string | undefined;
}

/**
 * What is known of an image, undefined for most. Registries do not count: mirrors keep names.
 * The table below is the only place that knows images by name; rules must go on without it.
 */
export function knownImage(image: ImageName): KnownImage | undefined {
  // Bitnami's free images have moved to an owner of their own, as they were.
  const name = image.repository?.replace(/^library\//, '').replace(/^bitnamilegacy\//, 'bitnami/');
  if (name === undefined) return undefined;
  const row = stores.get(name) ?? applications.get(name) ?? ofMaker(name);
  if (row === undefined) return undefined;
  const variant = row.variants?.find(([tag]) => tag.test(image.tag ?? ''))?.[1];
  const [ports, ...dataPaths] = (variant?.text ?? row.text).split(' ');
  const uid = variant === undefined ? row.uid : variant.uid;
  return {
    ports: ports === '-' ? [] : (ports ?? '').split(',').map(port),
    dataPaths,
    ...(uid !== undefined && { uid }),
    dataStore: stores.has(name) || (applications.has(name) ? false : undefined),
  };
}

/** Whether a name without its path is that of a data store's official image: mirrors and makers of others keep it. */
export const isStoreName = (name: string | undefined): boolean => name !== undefined && stores.has(name);

function port(text: string): ImagePort {
  const [number, protocol] = text.split('/');
  return { port: Number(number), protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

/** `PORT[/udp],… DATA-PATH…`, with `-` for no port. */
interface Row {
  readonly text: string;
  readonly uid?: number;
  /** Tags that differ, the first that matches counts. */
  readonly variants?: readonly (readonly [tag: RegExp, row: Omit<Row, 'variants'>])[];
}

const row = (text: string, uid?: number): Row => (uid === undefined ? { text } : { text, uid });

const postgres: Row = {
  text: '5432 /var/lib/postgresql/data',
  // From 18 on, the volume is one level up.
  variants: [[/^(?:1[89]|[2-9]\d)(?!\d)/, row('5432 /var/lib/postgresql')]],
};
const mongo = row('27017 /data/db /data/configdb');
const redis = row('6379 /data');
const elasticsearch = row('9200,9300 /usr/share/elasticsearch/data', 1000);

const stores: ReadonlyMap<string, Row> = new Map(
  Object.entries({
    postgres,
    'postgis/postgis': postgres,
    'pgvector/pgvector': postgres,
    'immich-app/postgres': postgres,
    'timescale/timescaledb': row('5432 /var/lib/postgresql/data'),
    'bitnami/postgresql': row('5432 /bitnami/postgresql', 1001),
    mysql: row('3306,33060 /var/lib/mysql'),
    'mysql/mysql-server': row('3306,33060 /var/lib/mysql'),
    'bitnami/postgresql-repmgr': row('5432 /bitnami/postgresql', 1001),
    'bitnami/mysql': row('3306 /bitnami/mysql', 1001),
    mariadb: row('3306 /var/lib/mysql'),
    'linuxserver/mariadb': row('3306 /config'),
    'bitnami/mariadb': row('3306 /bitnami/mariadb', 1001),
    percona: row('3306,33060 /var/lib/mysql', 1001),
    'mssql/server': row('1433 /var/opt/mssql', 10001),
    'azure-sql-edge': row('1433 /var/opt/mssql', 10001),
    mongo,
    'mongodb/mongodb-community-server': row('27017 /data/db'),
    'bitnami/mongodb': row('27017 /bitnami/mongodb', 1001),
    'bitnami/mongodb-sharded': row('27017 /bitnami/mongodb', 1001),
    redis,
    'redis/redis-stack': row('6379,8001 /data'),
    'redis/redis-stack-server': redis,
    'bitnami/redis': row('6379 /bitnami/redis/data', 1001),
    'bitnami/redis-cluster': row('6379 /bitnami/redis/data', 1001),
    'bitnami/valkey': row('6379 /bitnami/valkey/data', 1001),
    'bitnami/valkey-cluster': row('6379 /bitnami/valkey/data', 1001),
    'valkey/valkey': redis,
    'valkey-io/valkey': redis,
    'eqalpha/keydb': redis,
    'dragonflydb/dragonfly': redis,
    memcached: row('11211', 11211),
    couchdb: row('5984,4369,9100 /opt/couchdb/data'),
    cassandra: row('9042,7000,7001,7199,9160 /var/lib/cassandra'),
    'bitnami/cassandra': row('9042,7000 /bitnami/cassandra', 1001),
    'scylladb/scylla': row('9042,7000,9160,9180,10000 /var/lib/scylla'),
    neo4j: row('7687,7474,7473 /data /logs'),
    arangodb: row('8529 /var/lib/arangodb3 /var/lib/arangodb3-apps'),
    rethinkdb: row('28015,29015,8080 /data'),
    'cockroachdb/cockroach': row('26257,8080 /cockroach/cockroach-data'),
    'clickhouse/clickhouse-server': row('8123,9000,9009 /var/lib/clickhouse'),
    'bitnami/clickhouse': row('8123,9000,9009 /bitnami/clickhouse', 1001),
    'yandex/clickhouse-server': row('8123,9000,9009 /var/lib/clickhouse'),
    influxdb: {
      text: '8086 /var/lib/influxdb2 /etc/influxdb2',
      variants: [
        [/^1(?:\.|-|$)/, row('8086 /var/lib/influxdb')],
        [/^3(?:\.|-|$)/, row('8181 /var/lib/influxdb3')],
      ],
    },
    'victoriametrics/victoria-metrics': row('8428 /victoria-metrics-data'),
    elasticsearch,
    'elasticsearch/elasticsearch': elasticsearch,
    'bitnami/elasticsearch': row('9200,9300 /bitnami/elasticsearch/data', 1001),
    'bitnami/opensearch': row('9200,9300 /bitnami/opensearch/data', 1001),
    'opensearchproject/opensearch': row('9200,9300,9600 /usr/share/opensearch/data', 1000),
    'getmeili/meilisearch': row('7700 /meili_data'),
    'typesense/typesense': row('8108 /data'),
    'qdrant/qdrant': row('6333,6334 /qdrant/storage'),
    'semitechnologies/weaviate': row('8080,50051 /var/lib/weaviate'),
    rabbitmq: {
      text: '5672,5671,4369,15691,15692,25672 /var/lib/rabbitmq',
      variants: [[/management/, row('5672,5671,15672,15671,4369,15691,15692,25672 /var/lib/rabbitmq')]],
    },
    'bitnami/rabbitmq': row('5672,15672 /bitnami/rabbitmq/mnesia', 1001),
    zookeeper: row('2181,2888,3888,8080 /data /datalog /logs'),
    'confluentinc/cp-zookeeper': row('2181,2888,3888 /var/lib/zookeeper/data /var/lib/zookeeper/log', 1000),
    'bitnami/zookeeper': row('2181,2888,3888,8080 /bitnami/zookeeper', 1001),
    'apache/kafka': row('9092 /var/lib/kafka/data', 1000),
    'confluentinc/cp-kafka': row('9092 /var/lib/kafka/data', 1000),
    'bitnami/kafka': row('9092 /bitnami/kafka', 1001),
    nats: row('4222,8222,6222'),
    'coreos/etcd': row('2379,2380'),
    'bitnami/etcd': row('2379,2380 /bitnami/etcd', 1001),
    'bitnami/openldap': row('1389,1636 /bitnami/openldap', 1001),
  }),
);

const html = '80 /var/www/html';
const fpm = [/fpm/, row('9000 /var/www/html')] as const;
const grafana = row('3000 /var/lib/grafana', 472);
const kibana = row('5601', 1000);
const gitea: Row = {
  text: '3000,22 /data',
  variants: [[/rootless/, row('3000,2222 /var/lib/gitea /etc/gitea', 1000)]],
};
const vault = row('8200 /vault/file /vault/logs');
const consul = row('8500,8300,8301,8301/udp,8302,8302/udp,8600,8600/udp /consul/data');
const gitlab = row('80,443,22 /etc/gitlab /var/opt/gitlab /var/log/gitlab');
const minio = row('9000 /data');
const synapse = row('8008,8009,8448 /data');

const applications: ReadonlyMap<string, Row> = new Map(
  Object.entries({
    nginx: row('80'),
    'nginxinc/nginx-unprivileged': row('8080', 101),
    httpd: row('80'),
    caddy: row('80,443,443/udp,2019 /data /config'),
    traefik: row('80'),
    'traefik/whoami': row('80'),
    'jc21/nginx-proxy-manager': row('80,81,443 /data /etc/letsencrypt'),
    'nginxproxy/nginx-proxy': row('80'),
    tomcat: row('8080'),
    php: {
      text: '-',
      variants: [
        [/apache/, row('80')],
        [/fpm/, row('9000')],
      ],
    },
    wordpress: { text: html, variants: [[/^cli/, row('- /var/www/html')], fpm] },
    nextcloud: { text: html, variants: [fpm] },
    matomo: { text: html, variants: [fpm] },
    joomla: { text: html, variants: [fpm] },
    drupal: { text: '80', variants: [[/fpm/, row('9000')]] },
    phpmyadmin: { text: '80', variants: [[/fpm/, row('9000')]] },
    'phpmyadmin/phpmyadmin': { text: '80', variants: [[/fpm/, row('9000')]] },
    adminer: { text: '8080', variants: [[/fastcgi/, row('9000')]] },
    'dpage/pgadmin4': row('80,443 /var/lib/pgadmin', 5050),
    'mongo-express': row('8081'),
    'rediscommander/redis-commander': row('8081'),
    ghost: row('2368 /var/lib/ghost/content'),
    redmine: row('3000 /usr/src/redmine/files'),
    odoo: row('8069,8071,8072 /var/lib/odoo'),
    'owncloud/ocis': row('9200 /var/lib/ocis /etc/ocis', 1000),
    'directus/directus': row('8055 /directus/database /directus/uploads', 1000),
    'n8nio/n8n': row('5678 /home/node/.n8n', 1000),
    'nodered/node-red': row('1880 /data', 1000),
    'gitea/gitea': gitea,
    'forgejo/forgejo': gitea,
    'gitlab/gitlab-ce': gitlab,
    'gitlab/gitlab-ee': gitlab,
    'jenkins/jenkins': row('8080,50000 /var/jenkins_home', 1000),
    sonarqube: row('9000 /opt/sonarqube/data /opt/sonarqube/extensions /opt/sonarqube/logs', 1000),
    'sonatype/nexus3': row('8081 /nexus-data', 200),
    registry: row('5000 /var/lib/registry'),
    'minio/minio': minio,
    'bitnami/minio': row('9000,9001 /bitnami/minio/data', 1001),
    'coollabsio/minio': minio,
    vault,
    'hashicorp/vault': vault,
    consul,
    'hashicorp/consul': consul,
    'keycloak/keycloak': row('8080,8443 /opt/keycloak/data', 1000),
    'authelia/authelia': row('9091 /config'),
    'vaultwarden/server': row('80 /data'),
    'portainer/portainer-ce': row('9000,9443,8000 /data'),
    'louislam/uptime-kuma': row('3001 /app/data'),
    'grafana/grafana': grafana,
    'grafana/grafana-oss': grafana,
    'grafana/grafana-enterprise': grafana,
    'grafana/loki': row('3100 /loki', 10001),
    'prom/prometheus': row('9090 /prometheus', 65534),
    'prom/alertmanager': row('9093 /alertmanager', 65534),
    'prom/pushgateway': row('9091', 65534),
    'prom/node-exporter': row('9100', 65534),
    kibana,
    'kibana/kibana': kibana,
    'opensearchproject/opensearch-dashboards': row('5601', 1000),
    logstash: row('5044,9600', 1000),
    'logstash/logstash': row('5044,9600', 1000),
    'eclipse-mosquitto': row('1883 /mosquitto/data /mosquitto/log'),
    'emqx/emqx': row('1883,8083,8084,8883,18083 /opt/emqx/data /opt/emqx/log', 1000),
    'mailhog/mailhog': row('1025,8025', 1000),
    'axllent/mailpit': row('1025,8025,1110'),
    'pihole/pihole': row('53,53/udp,67/udp,80,443 /etc/pihole'),
    'adguard/adguardhome': row('3000,53,53/udp,80,443 /opt/adguardhome/work /opt/adguardhome/conf'),
    'homeassistant/home-assistant': row('8123 /config'),
    'home-assistant/home-assistant': row('8123 /config'),
    'jellyfin/jellyfin': row('8096 /config /cache'),
    'itzg/minecraft-server': row('25565 /data'),
    'matrixdotorg/synapse': synapse,
    'element-hq/synapse': synapse,
    'gotenberg/gotenberg': row('3000', 1001),
    'guacamole/guacd': row('4822'),
    'guacamole/guacamole': row('8080'),
    'ollama/ollama': row('11434 /root/.ollama'),
    'open-webui/open-webui': row('8080 /app/backend/data'),
    'jupyter/base-notebook': row('8888', 1000),
    docker: { text: '-', variants: [[/dind/, row('2376,2375 /var/lib/docker')]] },
  }),
);

/** All images of these makers start as root and keep what they have to keep, settings included, in one directory. */
const makers: ReadonlySet<string> = new Set(['linuxserver', 'hotio']);
const makersRow = row('- /config');

function ofMaker(name: string): Row | undefined {
  return makers.has(name.split('/', 1)[0] ?? '') ? makersRow : undefined;
}

/** The names of the table, for its tests and documentation. */
export const knownImageNames: readonly string[] = [...stores.keys(), ...applications.keys()];
