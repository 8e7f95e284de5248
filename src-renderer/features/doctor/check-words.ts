import type { DoctorCheck, DoctorTold } from '../../../src-shared/domain/doctor.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Formats } from '../../state/formats.ts';

export interface CheckWords {
  title: string;
  /** What was found; undefined where only the hub can say it. */
  found?: string | undefined;
  remedy?: string | undefined;
  /** On the button that mends it. */
  fix?: string | undefined;
}

interface Context {
  messages: Messages;
  formats: Formats;
}

/** A check in the reader's language. */
export function checkWords(check: DoctorCheck, { messages, formats }: Context): CheckWords {
  const { titles, found, remedies, fixes } = messages.checks;
  const { told } = check;
  // `command npx`, `server github`, `problem 1`
  const [kind = '', ...rest] = check.id.split(' ');
  const title = textIn(titles, kind);
  const about = kind === 'problem' ? '' : nameOf(rest.join(' '));
  return {
    title: title === undefined ? check.title : [title, about].filter(Boolean).join(' '),
    fix: check.fix && (textIn(fixes, told?.finding ?? kind) ?? check.fix),
    found: told && found[told.finding](factsOf(told, messages, formats)),
    remedy: (told && textIn(remedies, told.finding)) ?? textIn(messages.remedies, check.remedyId),
  };
}

/** A command may be a whole path, which what was found says as well. */
function nameOf(subject: string): string {
  return subject.split(/[\\/]/).at(-1) ?? subject;
}

function factsOf(told: DoctorTold, { common }: Messages, { number }: Formats) {
  const { path = '', parent = '', mode = '', command = '', version = '', address = '' } = told;
  const { servers = [], status = 0, pid = 0 } = told;
  return {
    ...{ mode, version },
    ...{ path: coded(path), parent: coded(parent) },
    ...{ command: coded(command), address: coded(address) },
    servers: servers.map(coded).join(', '),
    count: common.servers(servers.length, number(servers.length)),
    status: String(status),
    pid: String(pid),
  };
}

function textIn(
  words: Readonly<Record<string, string>>,
  key: string | undefined,
): string | undefined {
  return key !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}

/** As `CodedText` draws it. */
function coded(name: string): string {
  return `\`${name}\``;
}
