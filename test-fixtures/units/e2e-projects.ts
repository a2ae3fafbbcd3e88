import { busyboxImage } from '../engine/images.ts';

/** A service that says in the shared volume that it started, and stays. */
const stays = (word: string) =>
  `["sh", "-c", "trap 'exit 0' TERM; echo ${word} >>/shared/log; while :; do sleep 0.1; done"]`;

export const shop = (greeting: string) => `
x-common: &common
  image: ${busyboxImage}
  volumes: [shared:/shared]
  stop_grace_period: 3s
services:
  web:
    <<: *common
    command: ${stays('web')}
    environment: { GREETING: ${JSON.stringify(greeting)}, DB_PASSWORD: "s3cret $$x \\"q\\" 'p'" }
    depends_on: { migrate: { condition: service_completed_successfully }, db: { condition: service_healthy } }
    configs: [{ source: page, target: /page, mode: 0440 }]
    restart: always
  migrate:
    <<: *common
    command: ["sh", "-c", "sleep 1; echo migrate >>/shared/log"]
    depends_on: { db: { condition: service_healthy } }
  db:
    <<: *common
    command: ["sh", "-c", "trap 'exit 0' TERM; rm -f /tmp/ok; sleep 2; echo db >>/shared/log; touch /tmp/ok; while :; do sleep 0.1; done"]
    healthcheck: { test: [CMD, test, -e, /tmp/ok], interval: 1s, timeout: 2s, retries: 30 }
configs: { page: { content: "hello $$world\\n" } }
volumes: { shared: {} }
`;

export const failing = `
services:
  web: { image: ${busyboxImage}, command: [sleep, infinity], depends_on: { job: { condition: service_completed_successfully } } }
  job: { image: ${busyboxImage}, command: [sh, -c, "exit 3"] }
`;

/** No such program: the engine refuses to start the container. */
export const unstartable = `
services:
  web: { image: ${busyboxImage}, command: [nosuchprogram] }
  after: { image: ${busyboxImage}, command: [sleep, infinity], depends_on: [web] }
`;

/** What waits for its health would wait for ever. */
export const looping = `
services:
  broken: { image: ${busyboxImage}, command: [nosuchprogram], restart: always, healthcheck: { test: "true" } }
  after: { image: ${busyboxImage}, command: [sleep, infinity], restart: always, depends_on: { broken: { condition: service_healthy } } }
`;

/** Fails twice and then stays; how often it was started is in the volume. */
export const flaky = `
services:
  flaky:
    image: ${busyboxImage}
    command: [sh, -c, "echo start >>/shared/starts; [ $$(wc -l </shared/starts) -gt 2 ] || exit 7; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
    volumes: [shared:/shared]
    restart: on-failure:5
  quitter: { image: ${busyboxImage}, command: [sh, -c, "echo start >>/shared/quits; exit 1"], volumes: [shared:/shared], restart: on-failure:2 }
volumes: { shared: {} }
`;

/** Declares a volume, and writes into it at its first start. The second service has its data in the first one's. */
export const volumeImage = 'localhost/with-volume:1';
export const keeping = `
services:
  db:
    image: ${volumeImage}
    command: [sh, -c, "echo start >>/var/lib/db-data/log; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
    restart: always
  backup: { image: ${volumeImage}, volumes_from: [db], command: [sleep, infinity], stop_grace_period: 1s }
  own: { image: ${volumeImage}, volumes: ["named:/var/lib/db-data"], command: [sleep, infinity], stop_grace_period: 1s }
volumes: { named: {} }
`;

/** Its database fails twice; nobody is to be left behind, and the migrations are not to run again. */
export const late = `
services:
  db:
    image: ${busyboxImage}
    command: [sh, -c, "echo start >>/shared/db; [ $$(wc -l </shared/db) -gt 2 ] || exit 7; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
    volumes: [shared:/shared]
    healthcheck: { test: [CMD, "true"], interval: 1s }
    restart: unless-stopped
  migrate: { image: ${busyboxImage}, command: [sh, -c, "echo ran >>/shared/migrations"], volumes: [shared:/shared], depends_on: { db: { condition: service_healthy } } }
  web:
    image: ${busyboxImage}
    command: [sleep, infinity]
    stop_grace_period: 1s
    restart: unless-stopped
    depends_on: { db: { condition: service_healthy }, migrate: { condition: service_completed_successfully } }
volumes: { shared: {} }
`;
