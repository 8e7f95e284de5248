/** What tools ask of the client: as requests in the legacy era, as `inputRequests` in the modern. */
import {
  type CreateMessageRequestParams,
  type ElicitRequestFormParams,
  type InputRequest,
  inputRequired,
} from '@modelcontextprotocol/server';

type Properties = ElicitRequestFormParams['requestedSchema']['properties'];

export function form(message: string, properties: Properties, required: string[] = []) {
  const requestedSchema = { type: 'object' as const, properties, required };
  return { mode: 'form' as const, message, requestedSchema };
}

export function prompt(value: string, maxTokens: number): CreateMessageRequestParams {
  return { messages: [{ role: 'user', content: { type: 'text', text: value } }], maxTokens };
}

export function askFor(field: string, message: string): InputRequest {
  return inputRequired.elicit(form(message, { [field]: { type: 'string' } }, [field]));
}

export function confirmation(message: string): InputRequest {
  return inputRequired.elicit(form(message, { ok: { type: 'boolean' } }, ['ok']));
}

export function sample(value: string, maxTokens: number): InputRequest {
  return inputRequired.createMessage(prompt(value, maxTokens));
}

/** SEP-1034: every kind of field with a default. */
export const defaults: Properties = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const three = [1, 2, 3];
const options = three.map((n) => `option${n}`);

/** SEP-1330: every way to write an enumeration. */
export const enumerations: Properties = {
  untitledSingle: { type: 'string', enum: options },
  titledSingle: {
    type: 'string',
    oneOf: three.map((n) => ({ const: `value${n}`, title: `Option ${n}` })),
  },
  legacyEnum: {
    type: 'string',
    enum: three.map((n) => `opt${n}`),
    enumNames: ['One', 'Two', 'Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: {
    type: 'array',
    items: { anyOf: three.map((n) => ({ const: `value${n}`, title: `Choice ${n}` })) },
  },
};
