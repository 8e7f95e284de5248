import type { TargetView } from './client.ts';
import type { DoctorCheck } from './doctor.ts';

/** What is wrong with clients' files, for the doctor: what stands in them says it, not what was noticed. */
export function checkClients(targets: readonly TargetView[]): DoctorCheck[] {
  const found = targets.flatMap(checkTarget);
  if (found.length > 0) return found;
  const synced = targets.filter(({ state }) => state.phase === 'synced').length;
  const files = synced === 1 ? '1 file has' : `${synced} files have`;
  return [
    {
      ...{ id: 'clients', title: 'Clients', verdict: 'ok' },
      found: `${files} Loom's entry as it should be; every file can be read`,
      told: { finding: 'clients-ok' },
    },
  ];
}

/** Notices of the hub that say less than these checks do. */
export function isToldBy(
  checks: readonly DoctorCheck[],
  { code, file }: { code: string; file?: string | undefined },
): boolean {
  return code === 'file-changed' && checks.some(({ told }) => told?.path === file);
}

function checkTarget(target: TargetView): DoctorCheck[] {
  const { id, label, file, state } = target;
  const about = { id: `client ${id}`, title: `Client ${label}`, verdict: 'warn' } as const;
  const where = target.project === undefined ? '' : ` --project ${JSON.stringify(target.project)}`;
  const sync = `loom sync ${id}${where}`;
  switch (state.phase) {
    case 'drifted': {
      const finding = state.how === 'missing' ? 'client-missing' : 'client-changed';
      const what = state.how === 'missing' ? 'is gone from' : 'was changed in';
      return [
        {
          ...about,
          found: `Loom's entry ${what} ${file}`,
          remedy: `\`${sync}\` puts it back; \`${sync} --remove\` ends it.`,
          told: { finding, path: file },
        },
      ];
    }
    case 'unreadable': {
      const place = [file, state.line, state.column].filter((part) => part !== undefined);
      return [
        {
          ...about,
          found: `${place.join(':')}: ${state.reason}`,
          remedy: `Mend the file, or let ${label} do it; Loom writes nothing into it until then.`,
          told: { finding: 'client-unreadable', path: file, evidence: [state.reason] },
        },
      ];
    }
    default:
      return [];
  }
}
