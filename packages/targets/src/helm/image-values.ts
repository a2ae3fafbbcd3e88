import { parseImageReference } from '@transpose/core';
import type { Chart } from './chart/chart.ts';
import { optionalScalar } from './chart/chart.ts';
import type { Tree } from './templates/tree.ts';
import { oneOf, textOrNull } from './values.ts';

/** What templates say of an image: its name, and when it is pulled. */
export interface ImageExpressions {
  readonly image: string;
  readonly policy: string;
}

export function imageFields({ slots }: Chart, { image, policy }: ImageExpressions): Tree {
  return { image: slots.action(`${image} | quote`), imagePullPolicy: slots.entry(optionalScalar(policy)) };
}

/** The parts of the image of a container are values; those that follow variables are empty. */
export function imageValues(
  chart: Chart,
  key: string,
  image: string,
  policy: unknown,
  place: string | undefined,
): ImageExpressions {
  const { values, open } = chart;
  const { repository, registry, tag = '', digest = '' } = parseImageReference(image);
  const name = repository === undefined ? image : `${registry === undefined ? '' : `${registry}/`}${repository}`;
  const add = (field: string, value: string, what: string, from?: string) => {
    const about = open.isIn(value) ? `${what}; empty: ${open.follows(value)}` : what;
    const own = open.isIn(value) ? '' : value;
    if (own !== value) open.note([key, 'image', field], value);
    values.add({ path: [key, 'image', field], value: own, about, place: from, schema: textOrNull });
  };
  add('repository', name, 'name of the image, with its registry', place);
  add('tag', repository === undefined ? '' : tag, 'tag of the image');
  add('digest', repository === undefined ? '' : digest, 'digest of the image (sha256:…), which beats the tag');
  const isUsual = policy === undefined || (policy === 'IfNotPresent' && digest === '' && ['', 'latest'].includes(tag));
  const pulled = values.add({
    path: [key, 'image', 'pullPolicy'],
    value: isUsual ? '' : policy,
    about: 'Always, IfNotPresent or Never; empty: IfNotPresent, as with Docker',
    schema: oneOf('', 'Always', 'IfNotPresent', 'Never'),
  });
  const whole =
    open.isIn(image) && !chart.outline
      ? `include "${chart.name}.openImage" (list .Values.${key}.image ${open.words(image)})`
      : `include "${chart.name}.image" .Values.${key}.image`;
  return { image: whole, policy: `include "${chart.name}.pullPolicy" (list ${pulled} (${whole}))` };
}
