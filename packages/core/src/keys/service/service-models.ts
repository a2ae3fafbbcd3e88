import { key, map, names, none, object, oneOf, text, uniqueList } from '../type.ts';

/** How a service uses models. */
export const serviceModels = oneOf(
  uniqueList(text),
  map(
    oneOf(
      object({
        endpoint_var: key(text, "Environment variable that gets the URL of the model's endpoint."),
        model_var: key(text, "Environment variable that gets the model's name."),
      }),
      none,
    ),
    { names, otherNames: 'unchecked' },
  ),
);
