import { busyboxImage } from '../engine/images.ts';

/** A service that says in the shared volume that it started, and stays. */
const stays = (word: string) =>
  `[sh, -c, "trap 'exit 0' TERM; echo ${word} >>/shared/log; while :; do sleep 0.1; done"]`;

/** A database that gets healthy after a while, a job, and who waits for both; with all that hands data to containers. */
export const shop = (greeting: string, command = stays('web')): string => `
x-common: &common
  image: ${busyboxImage}
  volumes: [shared:/shared]
  stop_grace_period: 3s
services:
  web:
    <<: *common
    command: ${command}
    volumes: [shared:/shared, /anonymous]
    environment: { GREETING: ${JSON.stringify(greeting)}, DB_PASSWORD: "s3cret $$x \\"q\\" 'p'\\n" }
    depends_on: { migrate: { condition: service_completed_successfully }, db: { condition: service_healthy } }
    configs: [{ source: page, target: /page, mode: 0440, uid: "7" }]
    secrets: [{ source: key, target: key.pem, mode: 0400 }]
    post_start: [{ command: [sh, -c, "echo warm >>/shared/hooks"] }]
    pre_stop: [{ command: [sh, -c, "echo bye >>/shared/hooks"] }]
    networks: { front: { aliases: [shop.example] }, back: {} }
  migrate:
    <<: *common
    command: [sh, -c, "sleep 1; echo migrate >>/shared/log"]
    depends_on: { db: { condition: service_healthy } }
    networks: [back]
  db:
    <<: *common
    command: [sh, -c, "trap 'exit 0' TERM; rm -f /tmp/ok; sleep 2; echo db >>/shared/log; touch /tmp/ok; while :; do sleep 0.1; done"]
    healthcheck: { test: [CMD, test, -e, /tmp/ok], interval: 1s, timeout: 2s, retries: 30 }
    networks: { back: { aliases: [database] } }
  other:
    <<: *common
    command: ${stays('other')}
    networks: { front: { ipv4_address: 10.91.7.9 } }
    ports: ["127.0.0.1:8080:80"]
networks:
  front: { ipam: { config: [{ subnet: 10.91.7.0/24 }] } }
  back: { internal: true }
volumes: { shared: {} }
configs: { page: { content: "hello $$world\\n" } }
secrets: { key: { file: ./key.pem } }
`;

/** Copies of it live side by side. */
export const pair = `
services:
  web: { image: ${busyboxImage}, command: [sleep, infinity], stop_grace_period: 0s, volumes: ["data:/data"] }
  db: { image: ${busyboxImage}, command: [sleep, infinity], stop_grace_period: 0s }
volumes: { data: {} }
`;

/** What is in the environment when the script runs counts, not what was there when it was made. */
export const variable = `
services:
  web:
    image: ${busyboxImage.replace(/:.*/, '')}:\${TAG:-1}
    command: [sleep, infinity]
    stop_grace_period: 0s
    environment: { GREETING: "\${GREETING:?say something}" }
    secrets: [key]
  db: { image: ${busyboxImage}, command: [sleep, infinity], stop_grace_period: 0s }
secrets: { key: { environment: KEY } }
`;

/** Never healthy; who waits for it waits, until its healthcheck has failed too often. */
export const ill = (retries: number): string => `
services:
  web: { image: ${busyboxImage}, command: [sleep, infinity], depends_on: { db: { condition: service_healthy } } }
  db:
    image: ${busyboxImage}
    command: [sleep, infinity]
    stop_grace_period: 0s
    healthcheck: { test: [CMD, "false"], interval: 1s, timeout: 1s, retries: ${retries} }
`;

export const failingJob = `
services:
  web: { image: ${busyboxImage}, command: [sleep, infinity], depends_on: { job: { condition: service_completed_successfully } } }
  job: { image: ${busyboxImage}, command: [sh, -c, "exit 3"] }
`;

/** Texts that a shell, a list or an engine could stumble over. */
export const hostileTexts: readonly string[] = [
  ` '"\\$\`;&|<>*?[]{}()#%!~`,
  '${X} $(id) `id` $X %s %%',
  'two\nlines\n',
  '\ttab\r',
  '-leading',
  '--',
  'a=b,c=d:e',
  'é🐳\u00a0\u2028‘“”\u0007',
  "'\\''",
  '\\n\\x41',
  '{{.}}',
  '',
];

/** Prints its arguments and its environment, each ended by a zero byte, into its volume; then it stays. */
export const hostile = (secret = hostileTexts.join('')): string => {
  const escaped = (value: string) => JSON.stringify(value.replaceAll('$', '$$$$'));
  const entries = (prefix: string) =>
    hostileTexts.map((value, index) => `${prefix}${index}: ${escaped(value)}`).join(', ');
  const script =
    'printf "%s\\0" "$$@" >/out/words; env -0 >/out/env; printf %s "$$DB_PASSWORD" >/out/secret; ' +
    'cp /key /out/key; echo done >/out/done; trap "exit 0" TERM; while :; do sleep 0.1; done';
  return `
services:
  web:
    image: ${busyboxImage}
    entrypoint: [sh, -c, '${script}', sh]
    command: [${hostileTexts.map(escaped).join(', ')}]
    environment: { ${entries('V')}, DB_PASSWORD: ${escaped(secret)} }
    labels: { ${entries('l')}, db.password: ${escaped(secret)} }
    configs: [{ source: key, target: /key }]
    volumes: [out:/out]
configs: { key: { content: ${escaped(secret)} } }
volumes: { out: {} }
`;
};
