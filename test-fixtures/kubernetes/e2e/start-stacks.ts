import type { Stack } from './stacks.ts';

/** What is seen of a stack once it is applied. */
export interface Start {
  readonly stack: Stack;
  /** What it is in the field. */
  readonly like: string;
  /** A line in the container of a service, and what it has to print. */
  readonly sees?: { readonly service: string; readonly line: string; readonly prints: RegExp };
  /** Services whose containers may be restarted: they start before what they need, under Docker as well. */
  readonly mayRestart?: readonly string[];
}

/** The names under which the one image of stand-ins is loaded. */
export const standInImages: readonly string[] = [
  'elasticsearch:8.15.0',
  'quay.io/coreos/etcd:v3.5.0',
  'mongo:7',
  'minio/minio:RELEASE.2024-09-13T20-26-02Z',
  'minio/mc:RELEASE.2024-09-16T17-43-14Z',
  'apache/kafka:3.8.0',
  'acme/shop:1',
];

const etcd = (number: number, of: number): string => {
  const peers = Array.from({ length: of }, (_, index) => `etcd${index + 1}:2379`).join(',');
  return `  etcd${number}:
    image: quay.io/coreos/etcd:v3.5.0
    command: etcd --name etcd${number} --initial-advertise-peer-urls http://etcd${number}:2379
    environment: { PORT: "2379", PEERS: "${peers}" }
    healthcheck: { test: [CMD, healthy, "2379"], interval: 2s, timeout: 5s, retries: 30 }
`;
};

/** The famous bootstraps, in the shapes that their projects use. */
export const starts: Readonly<Record<string, Start>> = {
  elastic: {
    like: 'Elastic: a set-up that makes certificates and waits for the node that waits for it, two nodes, a user interface',
    mayRestart: ['es02'],
    stack: {
      compose: `
services:
  setup:
    image: elasticsearch:8.15.0
    user: "0"
    volumes: [certs:/certs]
    command:
      - bash
      - -c
      - |
        if [ ! -f /certs/ca.pem ]; then sleep 3; echo ca > /certs/ca.pem; chmod 644 /certs/ca.pem; fi
        until curl -s http://es01:9200/health; do sleep 1; done
        echo "All done!"
    healthcheck: { test: ["CMD-SHELL", "[ -f /certs/ca.pem ]"], interval: 1s, timeout: 5s, retries: 120 }
  es01:
    image: elasticsearch:8.15.0
    command: elasticsearch
    depends_on: { setup: { condition: service_healthy } }
    environment: { PORT: "9200", FILE: /certs/ca.pem, PEERS: "es01:9200,es02:9200", discovery.seed_hosts: es02 }
    volumes: [certs:/certs]
    healthcheck: { test: ["CMD", "healthy", "9200"], interval: 2s, retries: 60 }
  es02:
    image: elasticsearch:8.15.0
    command: elasticsearch
    depends_on: [es01]
    environment: { PORT: "9200", FILE: /certs/ca.pem, PEERS: "es01:9200,es02:9200", discovery.seed_hosts: es01 }
    volumes: [certs:/certs]
    healthcheck: { test: ["CMD", "healthy", "9200"], interval: 2s, retries: 60 }
  kibana:
    image: acme/shop:1
    command: app
    depends_on: { es01: { condition: service_healthy }, es02: { condition: service_healthy } }
volumes: { certs: {} }
`,
    },
  },
  etcd: {
    like: 'three etcd members with healthchecks that need a quorum',
    stack: {
      compose: `
services:
${[1, 2, 3].map((number) => etcd(number, 3)).join('')}  reader:
    image: acme/shop:1
    command: app
    depends_on: { etcd1: { condition: service_healthy } }
`,
    },
  },
  mongo: {
    like: 'a MongoDB replica set that a one-shot initiates',
    sees: { service: 'app', line: 'curl -s http://mongo:27017/', prints: /rs\.initiate/ },
    stack: {
      compose: `
services:
  mongo:
    image: mongo:7
    command: mongod --replSet rs0 --bind_ip_all
    environment: { PORT: "27017", NEEDS: rs.initiate }
    ports: ["127.0.0.1:27017:27017"]
    healthcheck: { test: ["CMD", "healthy", "27017"], interval: 2s, retries: 60 }
  rs-init:
    image: mongo:7
    depends_on: [mongo]
    entrypoint: ["mongosh", "--host", "mongo", "--eval", "rs.initiate()"]
  app:
    image: acme/shop:1
    command: app
    depends_on: { mongo: { condition: service_healthy } }
`,
    },
  },
  minio: {
    like: 'MinIO with a one-shot that makes a bucket',
    sees: { service: 'app', line: 'curl -s http://minio:9000/', prints: /^photos/ },
    stack: {
      compose: `
services:
  minio:
    image: minio/minio:RELEASE.2024-09-13T20-26-02Z
    command: minio server /data --console-address ":9001"
    environment: { PORT: "9000" }
  buckets:
    image: minio/mc:RELEASE.2024-09-16T17-43-14Z
    depends_on: [minio]
    entrypoint: ["/bin/sh", "-c", "mc alias set m http://minio:9000 a b; mc mb m/photos; exit 0"]
  app: { image: "acme/shop:1", command: app, depends_on: [buckets] }
`,
    },
  },
  kafka: {
    like: 'a Kafka broker with a one-shot that makes a topic',
    sees: { service: 'app', line: 'curl -s http://kafka:9092/', prints: /^orders/ },
    stack: {
      compose: `
services:
  kafka:
    image: apache/kafka:3.8.0
    command: kafka
    environment: { PORT: "9092", KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://kafka:9092" }
    healthcheck: { test: ["CMD-SHELL", "nc -z localhost 9092"], interval: 2s, retries: 30 }
  topics:
    image: apache/kafka:3.8.0
    restart: "no"
    depends_on: { kafka: { condition: service_healthy } }
    command: sh -c "kafka-topics --bootstrap-server kafka:9092 --create --if-not-exists --topic orders"
  app: { image: "acme/shop:1", command: app, depends_on: { topics: { condition: service_completed_successfully } } }
`,
    },
  },
  shop: {
    like: 'web, worker and migration of one image',
    stack: {
      compose: `
x-shop: &shop { image: "acme/shop:1", environment: { DATABASE: "http://db:8000", SHOW: "${'$'}{SHOW:-old}" } }
services:
  db: { image: "acme/shop:1", command: app, healthcheck: { test: [CMD, healthy, "8000"], interval: 2s } }
  migrate: { <<: *shop, command: migrate, depends_on: { db: { condition: service_healthy } } }
  web: { <<: *shop, command: app, ports: ["8000:8000"], depends_on: { migrate: { condition: service_completed_successfully } } }
  worker: { <<: *shop, command: app, depends_on: { migrate: { condition: service_completed_successfully } } }
`,
    },
  },
  code: {
    like: 'PHP-FPM and nginx that share the code of an image by a volume',
    sees: { service: 'front', line: 'ls /code', prints: /stand-in/ },
    stack: {
      compose: `
services:
  php: { image: "acme/shop:1", command: app, volumes: ["code:/usr/local/bin"], x-transpose: { populate: true } }
  front: { image: "acme/shop:1", command: app, volumes: ["code:/code:ro"], depends_on: [php] }
volumes: { code: {} }
`,
    },
  },
  entrypoint: {
    like: "Sentry's mounted entrypoints",
    stack: {
      compose: `
services:
  web:
    image: acme/shop:1
    entrypoint: /etc/app/entrypoint.sh
    command: app
    volumes: ["./entrypoint.sh:/etc/app/entrypoint.sh:ro"]
`,
      files: { 'entrypoint.sh': '#!/bin/sh\nset -e\ntouch /tmp/entered\nexec "$@"\n' },
    },
    sees: { service: 'web', line: 'ls /tmp/entered', prints: /entered/ },
  },
  dump: {
    like: 'a database with a job that dumps it',
    stack: {
      compose: `
services:
  db: { image: "acme/shop:1", command: app, healthcheck: { test: [CMD, healthy, "8000"], interval: 2s } }
  dump:
    image: acme/shop:1
    command: sh -c "curl -s http://db:8000/ > /backup/dump && ls -l /backup"
    restart: "no"
    depends_on: { db: { condition: service_healthy } }
    volumes: ["backup:/backup"]
volumes: { backup: {} }
`,
    },
  },
  proxied: {
    like: 'a peer on an external network beside an internal one',
    sees: { service: 'web', line: 'curl -s http://db:8000/health && echo reached', prints: /reached/ },
    stack: {
      compose: `
services:
  web: { image: "acme/shop:1", command: app, networks: [proxy, back], labels: { traefik.http.routers.web.rule: "Host(\`a.example\`)" } }
  db: { image: "acme/shop:1", command: app, networks: [back], expose: ["8000"] }
networks: { proxy: { external: true }, back: { internal: true } }
`,
    },
  },
};

/** Twenty services with one secret. */
export const many: Stack = {
  compose: `
services:
${Array.from(
  { length: 20 },
  (_, index) =>
    `  s${index}: { image: "acme/shop:1", command: app, environment: { API_PASSWORD: "${'$'}{API_PASSWORD:-old}", SHOW: x } }\n`,
).join('')}`,
};

/** A one-shot that fails, and who waits for it. */
export const failing: Stack = {
  compose: `
services:
  migrate: { image: "acme/shop:1", command: ["sh", "-c", "exit 1"], restart: "no" }
  web: { image: "acme/shop:1", command: app, depends_on: { migrate: { condition: service_completed_successfully } } }
`,
};
