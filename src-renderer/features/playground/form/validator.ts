import { type Schema, Validator } from '@cfworker/json-schema';
import {
  type RJSFSchema,
  ROOT_SCHEMA_PREFIX,
  type ValidatorType,
  withIdRefPrefix,
} from '@rjsf/utils';

/** Sub-schemas are asked about again and again while a form is drawn. */
const known = new WeakMap<object, Map<object, Validator>>();

/**
 * What the form needs to know which branch of a union fits. It compiles nothing, as the page's security
 * policy demands. What is wrong with a value is found in `problems.ts`, by the schema as it came.
 */
export const validator: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  isValid(schema, value, root) {
    try {
      const instance: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
      return instance !== undefined && validatorOf(schema, root).validate(instance).valid;
    } catch {
      return false;
    }
  },
};

function validatorOf(schema: RJSFSchema, root: RJSFSchema): Validator {
  const ofRoot = known.get(root) ?? new Map<object, Validator>();
  known.set(root, ofRoot);
  const found = ofRoot.get(schema);
  if (found) return found;
  const made = new Validator(prefixed(schema), '2019-09');
  made.addSchema(prefixed(root), ROOT_SCHEMA_PREFIX);
  ofRoot.set(schema, made);
  return made;
}

/** The library marks what it reads, so it gets a copy. */
function prefixed(schema: RJSFSchema): Schema {
  const { $id: _, ...copy } = structuredClone(withIdRefPrefix(schema)) as Schema;
  return copy;
}
