/** What marks the file as Loom's own, to be written over and removed. */
const mark = 'X-Loom-Autostart=true';

/**
 * The desktop entry that starts the app at login, without a window.
 *
 * @param program - the absolute path of what is started.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Loom',
    `Exec=${quoteExec(program)} --hidden`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    mark,
    '',
  ].join('\n');
}

/** Whether that file is Loom's to change. */
export function isOwnAutostart(text: string): boolean {
  return lines(text).includes(mark);
}

/** Whether it starts Loom: other programs switch entries off in the entry itself. */
export function isAutostartOn(text: string): boolean {
  const all = lines(text);
  return (
    isOwnAutostart(text) &&
    !all.includes('Hidden=true') &&
    !all.includes('X-GNOME-Autostart-enabled=false')
  );
}

/** Quoted as an argument, then escaped as a value of the file. */
function quoteExec(path: string): string {
  // Inside the quotes these four; a percent sign would begin a field code.
  const argument = path.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  const value = `"${argument}"`.replaceAll('\\', '\\\\');
  return value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function lines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim().replace(/\s*=\s*/, '='));
}
