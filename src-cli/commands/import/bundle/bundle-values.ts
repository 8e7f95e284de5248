import { didYouMean } from '../../../../src-shared/did-you-mean.ts';
import type { BundleFacts } from '../../../../src-shared/domain/bundle.ts';
import type { PresetParameter } from '../../../../src-shared/domain/preset.ts';
import { findReferences } from '../../../../src-shared/domain/references.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { askHidden } from '../../../ask-hidden.ts';
import { askLine } from '../../../ask-line.ts';
import type { CliIo } from '../../../io.ts';
import { plainText } from '../../../output/style.ts';

type Values = Record<string, unknown>;

/**
 * What `--set name=value` says, by slot. A secret's value is no argument: other programs see those, and
 * shells keep them.
 *
 * @throws LoomError `usage`.
 */
export function givenValues(settings: readonly string[], { parameters }: BundleFacts): Values {
  const values: Values = {};
  for (const setting of settings) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) throw unknown(name || setting, parameters);
    if (parameter.type === 'secret' && !isReference(value)) throw secretInSight(name);
    const before = values[name];
    const isMore = parameter.type === 'list' && Array.isArray(before);
    values[name] = parameter.type === 'list' ? [...(isMore ? before : []), value] : value;
  }
  return values;
}

/** Asks for what is needed and not there yet; undefined where whoever was asked gave up. */
export async function askValues(
  io: CliIo,
  { parameters }: BundleFacts,
  given: Values,
): Promise<Values | undefined> {
  const values = { ...given };
  for (const parameter of parameters) {
    const { name, required, default: preset } = parameter;
    if (!required || preset !== undefined || Object.hasOwn(values, name)) continue;
    const answer = await ask(io, parameter);
    if (answer === undefined || answer === '') return undefined;
    values[name] = answer;
  }
  return values;
}

async function ask(io: CliIo, { label, name, type, help }: PresetParameter) {
  const text = plainText([label, help && `(${help})`].filter(Boolean).join(' ')).replace(
    /\s+/g,
    ' ',
  );
  if (type === 'secret') return await askHidden(io, `${text} [${name}, not shown]: `);
  return await askLine(io, `${text} [${name}]:`);
}

function isReference(value: string): boolean {
  const [reference] = findReferences(value);
  return reference?.kind === 'secret' && reference.written === value;
}

function secretInSight(name: string): LoomError {
  return new LoomError(
    'usage',
    `${name} is a secret, which is no argument: others could read it.`,
    {
      remedy:
        `Leave it out: it is asked for. Without a terminal: \`loom secret set NAME\`, then ` +
        `--set '${name}=\${secret:NAME}'.`,
    },
  );
}

function unknown(name: string, parameters: readonly PresetParameter[]): LoomError {
  const names = parameters.map((one) => one.name);
  const meant = didYouMean(name, names);
  const all = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no settings.';
  return new LoomError('usage', `The bundle has no setting "${plainText(name).slice(0, 60)}".`, {
    remedy: meant ? `Did you mean "${meant}"?` : all,
  });
}
