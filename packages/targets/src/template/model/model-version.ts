/**
 * The version of `TemplateModel`. A new field makes `1.0` to `1.1`, which `npm run docs` writes here; what is removed or
 * means something else makes it to `2.0`, by hand: no other schema is written under a version that
 * `docs/model.versions.json` knows already.
 */
export const modelVersion = '1.0';
