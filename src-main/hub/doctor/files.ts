import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import type { Check, FileReading } from './facts.ts';

export const registryFile: Check = {
  id: 'registry',
  title: 'Registry',
  run: async ({ registry }) => [
    {
      id: 'registry',
      title: 'Registry',
      ...judge(registry, 'registry-ok', ({ servers }) => Object.keys(servers)),
    },
  ],
};

function countServers({ length }: readonly string[]): string {
  return length === 1 ? '1 server' : `${length} servers`;
}

export const configFile: Check = {
  id: 'config',
  title: 'Config',
  run: async ({ config }) => [{ id: 'config', title: 'Config', ...judge(config, 'config-ok') }],
};

function judge<Value>(
  reading: FileReading<Value>,
  finding: 'registry-ok' | 'config-ok',
  serversIn?: (value: Value) => string[],
): Pick<DoctorCheck, 'verdict' | 'found' | 'remedy' | 'told'> {
  const { path } = reading;
  if (!reading.ok) {
    const evidence = reading.problems.map(({ message }) => message);
    const told = { finding: 'file-broken', path, evidence } as const;
    const found = [path, ...evidence].join('\n');
    return { verdict: 'fail', found, remedy: reading.problems[0]?.remedy, told };
  }
  if (!reading.exists) {
    const told = { finding: 'file-absent', path } as const;
    return { verdict: 'ok', found: `${path}: not there yet, which is fine`, told };
  }
  const servers = serversIn?.(reading.value);
  const found = `${path}: ${servers ? countServers(servers) : 'valid'}`;
  return { verdict: 'ok', found, told: { finding, path, ...(servers && { servers }) } };
}
