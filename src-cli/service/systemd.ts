import { posix } from 'node:path';
import type { ServiceHost, ServiceKind } from './service-kind.ts';

const unit = 'loom.service';
/** `%h` is the home folder. */
const usual = '%h/.local/share/loom/bin/loom';

export const systemd: ServiceKind = {
  label: 'systemd',
  template: unit,
  file: (host) => posix.join(configFolder(host), 'systemd/user', unit),
  fill(template, program, { home }) {
    if (program === posix.join(home, usual.slice(3))) return template;
    return template.replace(usual, () => quoted(program));
  },
  start: () => [
    ['systemctl', '--user', 'daemon-reload'],
    ['systemctl', '--user', 'enable', '--now', unit],
  ],
  end: () => [['systemctl', '--user', 'disable', '--now', unit]],
  show: () => ['systemctl', '--user', '--no-pager', 'status', unit],
  hint: 'It ends when you log out. On a machine where it should not: loginctl enable-linger',
};

function configFolder({ home, env }: ServiceHost): string {
  const { XDG_CONFIG_HOME: named = '' } = env;
  return posix.isAbsolute(named) ? named : posix.join(home, '.config');
}

/** `%` and `$` are special to systemd even in quotes. */
function quoted(path: string): string {
  const text = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${text.replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}
