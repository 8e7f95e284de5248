import { z } from 'zod';
import { formatByteSize } from '../../../src-shared/domain/byte-size.ts';
import { Config } from '../../../src-shared/domain/config.ts';
import { formatDuration } from '../../../src-shared/domain/duration.ts';

export interface SettingKey {
  /** `['http', 'address']` */
  path: readonly string[];
  kind: 'text' | 'number' | 'boolean' | 'choice' | 'duration' | 'bytes' | 'list';
  choices?: string[];
}

/** Every key of config.yaml that holds a value, in the order of its schema. */
export function settingKeys(schema: z.core.$ZodType = Config): SettingKey[] {
  return keysIn(schema, []);
}

function keysIn(schema: z.core.$ZodType, path: readonly string[]): SettingKey[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, inner]) => keysIn(inner, [...path, key]));
  }
  if (bare instanceof z.ZodEnum) {
    return [{ path, kind: 'choice', choices: bare.options.map(String) }];
  }
  return [{ path, kind: kindOf(bare) }];
}

/** Takes away defaults and the like. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe && !(schema.def.in instanceof z.ZodUnion)) {
    return unwrap(schema.def.in);
  }
  return schema;
}

/** Spans and sizes are texts that become numbers; what they take tells them apart. */
function kindOf(schema: z.core.$ZodType): SettingKey['kind'] {
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodArray) return 'list';
  if (!(schema instanceof z.ZodPipe)) return 'text';
  const takes = (text: string) => z.safeParse(schema, text).success;
  if (['1ms', '1s', '1h'].some(takes)) return 'duration';
  return ['1B', '1KB', '1MB'].some(takes) ? 'bytes' : 'text';
}

/** A value of the parsed config as people write it. */
export function asWritten({ kind }: SettingKey, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (kind === 'duration') return formatDuration(value);
  return kind === 'bytes' ? formatByteSize(value) : value;
}
