/**
 * A float as Go prints it by default (`%v`): the shortest digits that mean it, with an exponent of at least two digits
 * when it is below -4 or above 5 (`1e+06`, `1e-05`, `123456.5`).
 */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [digits = '0', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  // In between JavaScript writes no exponent either.
  if (exponent >= -4 && exponent < 6) return `${sign}${Math.abs(value)}`;
  return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
