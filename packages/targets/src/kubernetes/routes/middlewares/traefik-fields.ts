import { table } from '../../../shared/formats/table.ts';

/** A field of a Middleware: where it is in `spec`, and what a label's text becomes there. */
export interface TraefikField {
  readonly path: readonly string[];
  readonly type: FieldType;
}

/** `t`: a time such as `10s`, or a number. `{}`: an object that may be empty. `m`: texts by names, `mn`: numbers by names. */
type FieldType = 's' | 'b' | 'n' | 'l' | 't' | 'm' | 'mn' | '{}';

/**
 * The fields of Traefik's Middleware (traefik.io/v1alpha1), which are those of its labels: the kind, then its fields, `:type`
 * where it is not text. Source: Traefik 3.7, `kubernetes-crd-definition-v1.yml`. Missing are those that name files or
 * Secrets, which labels do not share with it.
 */
const lines = `
addPrefix prefix
basicAuth headerField realm removeHeader:b
buffering maxRequestBodyBytes:n maxResponseBodyBytes:n memRequestBodyBytes:n memResponseBodyBytes:n retryExpression
circuitBreaker checkPeriod:t expression fallbackDuration:t recoveryDuration:t responseCode:n
compress:{} defaultEncoding encodings:l excludedContentTypes:l includedContentTypes:l minResponseBodyBytes:n
contentType:{} autoDetect:b
digestAuth headerField realm removeHeader:b
encodedCharacters allowEncodedBackSlash:b allowEncodedHash:b allowEncodedNullCharacter:b allowEncodedPercent:b allowEncodedQuestionMark:b allowEncodedSemicolon:b allowEncodedSlash:b
errors errorRequestHeaders:l query status:l statusRewrites:mn
forwardAuth addAuthCookiesToResponse:l address authRequestHeaders:l authResponseHeaders:l authResponseHeadersRegex authSigninURL forwardBody:b headerField maxBodySize:n maxResponseBodySize:n preserveLocationHeader:b preserveRequestMethod:b tls.caOptional:b tls.insecureSkipVerify:b trustForwardHeader:b
grpcWeb allowOrigins:l
headers accessControlAllowCredentials:b accessControlAllowHeaders:l accessControlAllowMethods:l accessControlAllowOriginList:l accessControlAllowOriginListRegex:l accessControlExposeHeaders:l accessControlMaxAge:n addVaryHeader:b allowedHosts:l browserXssFilter:b contentSecurityPolicy contentSecurityPolicyReportOnly contentTypeNosniff:b customBrowserXSSValue customFrameOptionsValue customRequestHeaders:m customResponseHeaders:m featurePolicy forceSTSHeader:b frameDeny:b hostsProxyHeaders:l isDevelopment:b permissionsPolicy publicKey referrerPolicy sslForceHost:b sslHost sslProxyHeaders:m sslRedirect:b sslTemporaryRedirect:b stsIncludeSubdomains:b stsPreload:b stsSeconds:n
inFlightReq amount:n sourceCriterion.ipStrategy:{} sourceCriterion.ipStrategy.depth:n sourceCriterion.ipStrategy.excludedIPs:l sourceCriterion.ipStrategy.ipv6Subnet:n sourceCriterion.requestHeaderName sourceCriterion.requestHost:b
ipAllowList ipStrategy:{} ipStrategy.depth:n ipStrategy.excludedIPs:l ipStrategy.ipv6Subnet:n rejectStatusCode:n sourceRange:l
passTLSClientCert info.issuer.commonName:b info.issuer.country:b info.issuer.domainComponent:b info.issuer.locality:b info.issuer.organization:b info.issuer.province:b info.issuer.serialNumber:b info.notAfter:b info.notBefore:b info.sans:b info.serialNumber:b info.subject.commonName:b info.subject.country:b info.subject.domainComponent:b info.subject.locality:b info.subject.organization:b info.subject.organizationalUnit:b info.subject.province:b info.subject.serialNumber:b pem:b
rateLimit average:n burst:n period:t redis.db:n redis.dialTimeout:t redis.endpoints:l redis.maxActiveConns:n redis.minIdleConns:n redis.poolSize:n redis.readTimeout:t redis.tls.insecureSkipVerify:b redis.writeTimeout:t sourceCriterion.ipStrategy:{} sourceCriterion.ipStrategy.depth:n sourceCriterion.ipStrategy.excludedIPs:l sourceCriterion.ipStrategy.ipv6Subnet:n sourceCriterion.requestHeaderName sourceCriterion.requestHost:b
redirectRegex permanent:b regex replacement
redirectScheme permanent:b port scheme
replacePath path
replacePathRegex regex replacement
retry attempts:n disableRetryOnNetworkError:b initialInterval:t maxRequestBodyBytes:n retryNonIdempotentMethod:b status:l timeout:t
stripPrefix forceSlash:b prefixes:l
stripPrefixRegex regex:l`;

/** Labels of Traefik 2 whose field has another name now. */
const renamed = [['ipwhitelist.', 'ipallowlist.']] as const;

let parsed: Readonly<Record<string, TraefikField>> | undefined;

/** By the texts behind the name of a middleware, in lower case. */
const fields = (): Readonly<Record<string, TraefikField>> =>
  (parsed ??= table(
    Object.fromEntries(
      lines
        .trim()
        .split('\n')
        .flatMap((line) => fieldsOf(line.split(' '))),
    ),
  ));

function fieldsOf([head = '', ...rest]: readonly string[]): readonly (readonly [string, TraefikField])[] {
  const [kind = '', own] = head.split(':');
  const entry = (path: readonly string[], type = 's') =>
    [path.join('.').toLowerCase(), { path, type: type as FieldType }] as const;
  return [
    ...(own === undefined ? [] : [entry([kind], own)]),
    ...rest.map((word) => {
      const [name = '', type] = word.split(':');
      return entry([kind, ...name.split('.')], type);
    }),
  ];
}

/**
 * The field that a label sets, by what is behind the name of its middleware. `written`: the same with the letters of the
 * label, which names of headers keep.
 */
export function traefikField(written: string): TraefikField | undefined {
  const [from, to] = renamed.find(([old]) => written.toLowerCase().startsWith(old)) ?? ['', ''];
  const text = to + written.slice(from.length);
  const key = text.toLowerCase();
  const known = fields()[key];
  if (known) return known.type.startsWith('m') ? undefined : known;
  const [head = ''] = /^[^.]+\.[^.]+(?=\..)/.exec(key) ?? [];
  const map = fields()[head];
  return map?.type.startsWith('m') === true
    ? { path: [...map.path, text.slice(head.length + 1)], type: map.type === 'mn' ? 'n' : 's' }
    : undefined;
}

/** Source: Go's strconv.ParseBool. */
const truths: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['t', true],
  ['true', true],
  ['0', false],
  ['f', false],
  ['false', false],
]);

/** The value of a field as Traefik reads it from the text of a label; undefined: it refuses the text. */
export function traefikValue({ type }: TraefikField, text: string): unknown {
  switch (type) {
    case 'b':
      return truths.get(text.toLowerCase());
    case '{}':
      return truths.get(text.toLowerCase()) === true ? {} : undefined;
    case 'n':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 't':
      return /^\d{1,15}$/.test(text) ? Number(text) : /^(?:\d+(?:ns|us|µs|ms|s|m|h))+$/.test(text) ? text : undefined;
    case 'l':
      return text.split(',').map((part) => part.trim());
    default:
      return text;
  }
}
