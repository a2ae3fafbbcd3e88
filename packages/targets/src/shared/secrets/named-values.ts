import type { NamedSpan } from './named-span.ts';
import { isHarmlessSecret, isNameOfSecret, isReference, startsReference } from './secret-names.ts';

/**
 * `--token=x`, `?token=x`, `AccountKey=x`, `{"password":"x"}`, `password: x`, `Authorization: Bearer x`: a name with the sign
 * that gives it a value. Captures: option or not, the name, the sign with quotes, an opening quote.
 */
const assignment =
  /(?<![\w.$%-])(-{0,2})([A-Za-z][\w.-]{1,80})(["']?(?:=|\s{0,8}:(?=[\s"'])\s{0,8}|\s{0,4}=>?\s{0,4}))(["']?)/g;
/** `--requirepass x`, `--token x` in one text. */
const option = /(?<![\w.-])--?([A-Za-z][\w.-]{1,80})\s{1,4}(["']?)(?![-\s"'])/g;
const header = /(?:^|[._-])authorization$/i;
const authorization = /^(?:basic|bearer|token|digest|apikey|bot|negotiate)\s{1,4}/i;
/** The word of a name that alone says too little in the middle of a text. */
const vague = /^(?:key|keys|salt|pass|pw|cookie|auth|seed|secrets|tokens|credentials|session)$/i;
/** Under such a name in the query of an address: letters and figures that nobody chose to be read. */
const opaque = /^(?=[A-Za-z_-]{0,64}\d)(?=\d{0,64}[A-Za-z])[\w+/-]{12}/;
/** What stands for a type or a word of a language where code gives a name a value. */
const ofCode =
  /^(?:(?:string|str|number|int|bool|boolean|any|object|text|undefined|nil|required|optional|empty|bytes|varchar)\b|[A-Za-z_$][\w$]{0,60}(?:\.[\w$]{1,60}){1,8}[([]|(?:get|read|load|require|lookup|env|config)\w{0,40}[([])/i;

/**
 * Clients that take a password by a short option, or a user and a password in one word: what is before the password, and
 * the programs of whose command line it has to be a part.
 */
const clients = [
  { option: /\s-p["']?(?=[^\s"'$`-])/g, programs: /\b(?:mysql\w{0,30}|mariadb[\w-]{0,30}|mycli)\b/ },
  { option: /\s-a\s{1,4}["']?(?=[^\s"'$`-])/g, programs: /\bredis-cli\b/ },
  {
    option: /\s-[pPw]\s{1,4}["']?(?=[^\s"'$`-])/g,
    programs: /\b(?:mongo\w{0,20}|sshpass|mosquitto_\w{2,4}|ldap\w{3,12})\b/,
  },
  {
    option: /\s(?:-u|--user)[\s=]{0,4}["']?[\w.@-]{0,128}:(?=[^\s"'$`])/g,
    programs: /\b(?:curl|wget|https?)\b/,
  },
] as const;
const sql = /\b(?:identified\s{1,4}by|password)\s{1,4}'(?=[^'$]{1,200}')/gi;
const haproxy = /\b(?:insecure-password\s{1,4}|stats\s{1,4}auth\s{1,4}[\w.@-]{1,64}:)(?=[^\s$])/g;
/** `mc alias set NAME URL ACCESS-KEY SECRET-KEY`, and the older `mc config host add`. */
const minio =
  /\b(?:alias\s{1,4}set|config\s{1,4}host\s{1,4}add)\s{1,4}[\w-]{1,64}\s{1,4}["']?(?:https?:\/\/|\$)\S{1,256}\s{1,4}\S{1,128}\s{1,4}["']?(?=[^\s"'$`-])/g;
const redis = /(?<![\w-])(?:requirepass|masterauth)\s{1,4}["']?(?=[^\s"'$`-])/gi;

/** As far before an option its program is looked for. */
const longestCommand = 400;

function clientPasswords(text: string): readonly NamedSpan[] {
  const leads = [sql, redis, haproxy, minio].flatMap((pattern) => [...text.matchAll(pattern)]);
  for (const { option: pattern, programs } of clients) {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - longestCommand), match.index);
      const command = before.slice(Math.max(...['\n', ';', '|', '&'].map((end) => before.lastIndexOf(end))) + 1);
      if (programs.test(command)) leads.push(match);
    }
  }
  return leads.flatMap(({ 0: lead, index }) => {
    const start = index + lead.length;
    const value = valueAt(text, start, /["']$/.exec(lead)?.[0] ?? '', false, false);
    return value === '' ? [] : [{ start, end: start + value.length, name: 'PASSWORD' }];
  });
}

/** Values that have the name of a secret in a text. Its expressions are bounded, as those of `secret-values.ts`. */
export function namedValues(text: string): readonly NamedSpan[] {
  return [...assigned(text), ...options(text), ...clientPasswords(text), ...declared(text)];
}

/** How configuration in other languages gives a name a value: the name, and the quote before the value. */
const declarations = [
  // PHP: define('DB_PASSWORD', 'x'); $password = 'x'
  /\bdefine\(\s{0,4}["']([A-Za-z][\w.-]{1,80})["']\s{0,4},\s{0,4}(["'])/g,
  /\$([A-Za-z][\w.-]{1,80})\s{0,4}=\s{0,4}(["'])/g,
  // Ruby, PHP, Python: rails['smtp_password'] = 'x'
  /\[["']([A-Za-z][\w.-]{1,80})["']\]\s{0,4}=\s{0,4}(["'])/g,
  // XML: <property name="connection.password" value="x"/>, <entry key="db.password">x</entry>, <password>x</password>
  /\b(?:name|key)=["']([A-Za-z][\w.-]{1,80})["']\s{1,8}value=(["'])/g,
  /\b(?:name|key)=["']([A-Za-z][\w.-]{1,80})["']>()(?=[^<>\r\n]{1,256}<\/)/g,
  /<([A-Za-z][\w.-]{1,80})>()(?=[^<>\r\n]{1,256}<\/)/g,
  // nginx: proxy_set_header Authorization "Basic x"
  /\b(?:proxy_set_header|grpc_set_header|fastcgi_param|uwsgi_param)\s{1,8}([A-Za-z][\w.-]{1,80})\s{1,8}(["']?)/g,
];

/** What each of them has, and most texts have not. */
const declaring = /[<$\]]|\bdefine\(|\bvalue=|_(?:header|param)\s/;

function declared(text: string): readonly NamedSpan[] {
  if (!declaring.test(text)) return [];
  return declarations.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: all, 1: name = '', 2: quote = '', index }) => {
      const isHeader = header.test(name);
      if (!isHeader && (vague.test(name) || !isNameOfSecret(name))) return [];
      const value = valueAt(text, index + all.length, quote, false, false);
      const scheme = isHeader ? (authorization.exec(value)?.[0].length ?? 0) : 0;
      return spanOf(name, value.slice(scheme), index + all.length + scheme);
    }),
  );
}

function assigned(text: string): readonly NamedSpan[] {
  const spans: NamedSpan[] = [];
  assignment.lastIndex = 0;
  for (let match = assignment.exec(text); match; match = assignment.exec(text)) {
    const [all, dashes = '', name = '', sign = '', quote = ''] = match;
    const isHeader = header.test(name);
    const from = match.index + all.length;
    const before = text.charAt(match.index - 1);
    const isQuery = /[?&]/.test(before) && opaque.test(text.slice(from, from + 256));
    if (!isHeader && !(vague.test(name) ? isQuery : isNameOfSecret(name))) continue;
    const colon = sign.includes(':');
    if (colon && dashes !== '') continue;
    const value = valueAt(
      text,
      from,
      quote === '' && /["'`]/.test(before) && !sign.includes(before) ? before : quote,
      colon,
      isHeader,
    );
    const scheme = isHeader ? (authorization.exec(value)?.[0].length ?? 0) : 0;
    const [span] = spanOf(name, value.slice(scheme), from + scheme);
    if (!span) continue;
    spans.push(span);
    // What is inside the value is a part of it.
    assignment.lastIndex = span.end;
  }
  return spans;
}

function options(text: string): readonly NamedSpan[] {
  return [...text.matchAll(option)].flatMap(({ 0: all, 1: name = '', 2: quote = '', index }) => {
    if (vague.test(name) || !isNameOfSecret(name)) return [];
    const from = index + all.length;
    const value = valueAt(text, from, quote, false, false);
    return /^(?:id|type|source|src)=/.test(value) ? [] : spanOf(name, value, from);
  });
}

/** The name of the option whose value a word of a command is, where that is a secret; `before`: the words before it. */
export function optionSecret(before: string, word: string): string | undefined {
  const name = /(?:^|\s)--?([A-Za-z][\w.-]{1,80})$/.exec(before.slice(-90))?.[1];
  if (name === undefined || vague.test(name) || !isNameOfSecret(name)) return undefined;
  if (word.startsWith('-') || /^(?:id|type|source|src)=/.test(word)) return undefined;
  return spanOf(name, word, 0).length > 0 ? name : undefined;
}

function spanOf(name: string, value: string, start: number): readonly NamedSpan[] {
  const secret = value.trimEnd();
  if (secret === '' || startsReference(secret) || isReference(secret) || ofCode.test(secret.slice(0, 200))) return [];
  return isHarmlessSecret(name, secret) ? [] : [{ start, end: start + secret.length, name }];
}

/** The longest value that is looked at; what is longer is a secret up to there. */
const longestValue = 1024;

/** A value behind a sign: to its closing quote; of `key: value` to the end of the line, else of the word. */
function valueAt(text: string, from: number, quote: string, colon: boolean, header: boolean): string {
  const stretch = text.slice(from, from + longestValue);
  if (quote !== '') {
    const close = stretch.indexOf(quote);
    return close < 0 ? (/^[^\r\n]*/.exec(stretch)?.[0] ?? '') : stretch.slice(0, close);
  }
  if (header) return /^[^\r\n"']*/.exec(stretch)?.[0] ?? '';
  if (!colon) return /^[^\s;&,"'`)}\]|<>]*/.exec(stretch)?.[0] ?? '';
  const line = /^[^\r\n]*/.exec(stretch)?.[0] ?? '';
  return line.split(/\s#/, 1)[0]?.replace(/["',}\]]{1,8}$/, '') ?? '';
}
