import { homedir, userInfo } from 'node:os';

export interface CurrentUser {
  name: string;
  home: string;
  /** The login shell; null on Windows, and where nobody knows. */
  shell: string | null;
}

/** Without HOME and a name there is none; containers then say `/`, and so do we. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** Whom we run as. In containers a uid may have no name: then it stands for itself. */
export function currentUser(): CurrentUser {
  const home = homeFolder();
  try {
    const { username, shell } = userInfo();
    return { name: username, home, shell };
  } catch {
    return { name: String(process.getuid?.() ?? 'user'), home, shell: process.env.SHELL ?? null };
  }
}
