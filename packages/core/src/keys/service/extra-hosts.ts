import { list, map, oneOf, text, uniqueList } from '../type.ts';

export const extraHosts = oneOf(map(oneOf(text, list(text)), { names: /./ }), uniqueList(text));
