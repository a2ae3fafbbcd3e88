const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const decimalSuffixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/**
 * Bytes as a Kubernetes quantity, exactly: 536870912 is `512Mi`, 500000000 is `500M`, 1000001 stays as it is.
 * Binary suffixes win, because Compose's `512M` means 512 MiB.
 */
export function bytesQuantity(bytes: number): string {
  return withSuffix(bytes, 1024, binarySuffixes) ?? withSuffix(bytes, 1000, decimalSuffixes) ?? String(bytes);
}

function withSuffix(bytes: number, step: number, suffixes: readonly string[]): string | undefined {
  let power = 0;
  let rest = bytes;
  while (rest !== 0 && rest % step === 0 && power < suffixes.length - 1) {
    rest /= step;
    power++;
  }
  return power === 0 ? undefined : `${rest}${suffixes[power]}`;
}

/**
 * CPUs in thousandths, the finest that Kubernetes takes, rounded up. It was rounded when `millicores(x) / 1000 !== x`.
 * Docker counts in billionths, so the fraction is taken from those and no binary error rounds 0.29 to 291m.
 */
export function millicores(cpus: number): number {
  return Math.ceil(Math.round(cpus * 1e9) / 1e6);
}

/** CPUs as a Kubernetes quantity: 2 is `2`, 0.5 is `500m`. */
export function cpuQuantity(cpus: number): string {
  return milliQuantity(millicores(cpus));
}

/** Thousandths of a CPU as a Kubernetes quantity. */
export function milliQuantity(milli: number): string {
  // Large numbers in digits: `1e+21` with a suffix is not a quantity.
  return milli % 1000 === 0 ? String(BigInt(milli / 1000)) : `${BigInt(milli)}m`;
}

const quantityGrammar = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

/**
 * The number that a quantity means (bytes, or cpus), undefined when it is none. For sizes that users write and for
 * comparing requests with limits; large or fine values are as exact as a double.
 *
 * See https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantityValue(quantity: string): number | undefined {
  const match = quantityGrammar.exec(quantity);
  if (match === null) return undefined;
  const [, digits, binary, decimal, exponent] = match;
  const number = Number(digits);
  if (binary !== undefined) return number * 1024 ** binarySuffixes.indexOf(binary as 'Ki');
  if (exponent !== undefined) return number * 10 ** Number(exponent);
  if (decimal === undefined) return number;
  const below = ['n', 'u', 'm'].indexOf(decimal);
  return below < 0 ? number * 1000 ** decimalSuffixes.indexOf(decimal as 'k') : number / 1000 ** (3 - below);
}
