import { nameWords } from '../secrets/secret-names.ts';

/** Last words of names of variables, keys and options whose value is an address. */
const hostWords = new Set(
  (
    'HOST HOSTS HOSTNAME HOSTNAMES SERVER SERVERS ADDR ADDRS ADDRESS ADDRESSES URL URLS URI URIS DSN ENDPOINT ENDPOINTS ' +
    'UPSTREAM UPSTREAMS BROKER BROKERS PEER PEERS NODES SEEDS BACKEND BACKENDS PROXY CONTACTPOINTS JOIN'
  ).split(' '),
);
/** `PGHOST`, `DBHOST`; a ghost and a virtual host are none. */
const gluedHost = /[A-Z0-9]HOST(?:NAME|S)?$/;
const noHost = /(?:^|_)(?:G|V|VIRTUAL_)HOSTS?$/;

/** Whether a name says that its value is a host: `DB_HOST`, `pgHost`, `--broker`, `redis.nodes`, `HOST_NAME`, `HOST_1`. */
export function namesHost(name: string): boolean {
  const words = nameWords(name).filter((word) => !/^\d+$/.test(word));
  const last = words.at(-1) ?? '';
  if (noHost.test(words.join('_'))) return false;
  if (last === 'NAME') return words.at(-2) === 'HOST';
  // Consul's `retry_join_wan`.
  if (last === 'WAN' || last === 'LAN') return words.at(-2) === 'JOIN';
  return hostWords.has(last) || gluedHost.test(last);
}

/** Whether an option takes a host as the word after it: `-h`, `--host`, `--db-host`, and `-retry-join` of programs in Go. */
export function isHostOption(word: string): boolean {
  return word === '-h' || (/^--|^-[a-z][a-z-]{2}/.test(word) && !word.includes('=') && namesHost(word));
}
