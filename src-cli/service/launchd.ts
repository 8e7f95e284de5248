import { posix } from 'node:path';
import type { ServiceHost, ServiceKind } from './service-kind.ts';
import { xmlText } from './xml-text.ts';

const label = 'loom.hub';
const usual = '"$HOME/.local/share/loom/bin/loom"';

export const launchd: ServiceKind = {
  label: 'launchd',
  template: `${label}.plist`,
  file,
  fill(template, program, { home }) {
    if (program === posix.join(home, '.local/share/loom/bin/loom')) return template;
    const quoted = `'${program.replaceAll("'", "'\\''")}'`;
    return template.replace(usual, () => xmlText(quoted));
  },
  start: (host) => [['launchctl', 'bootstrap', domain(host), file(host)]],
  end: (host) => [['launchctl', 'bootout', `${domain(host)}/${label}`]],
  show: (host) => ['launchctl', 'print', `${domain(host)}/${label}`],
};

function file({ home }: ServiceHost): string {
  return posix.join(home, 'Library/LaunchAgents', `${label}.plist`);
}

function domain({ uid }: ServiceHost): string {
  return `gui/${uid}`;
}
