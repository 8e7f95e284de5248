import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import type { Check, FileReading } from './facts.ts';

export const registryFile: Check = {
  id: 'registry',
  title: 'Registry',
  run: async ({ registry }) => [
    {
      id: 'registry',
      title: 'Registry',
      ...judge(registry, ({ servers }) => countServers(Object.keys(servers).length)),
    },
  ],
};

function countServers(count: number): string {
  return count === 1 ? '1 server' : `${count} servers`;
}

export const configFile: Check = {
  id: 'config',
  title: 'Config',
  run: async ({ config }) => [{ id: 'config', title: 'Config', ...judge(config, () => 'valid') }],
};

function judge<Value>(
  reading: FileReading<Value>,
  describe: (value: Value) => string,
): Pick<DoctorCheck, 'verdict' | 'found' | 'remedy'> {
  if (!reading.ok) {
    const found = [reading.path, ...reading.problems.map(({ message }) => message)].join('\n');
    return { verdict: 'fail', found, remedy: reading.problems[0]?.remedy };
  }
  const what = reading.exists ? describe(reading.value) : 'not there yet, which is fine';
  return { verdict: 'ok', found: `${reading.path}: ${what}` };
}
