import type { ActivityConfig } from '../../../../src-shared/domain/config.ts';
import { writtenForms } from '../../vault/hide-secrets.ts';
import { hideCredentials } from './hide-credentials.ts';

/** The beginning of a secret that a text was cut off in: fewer characters say nothing. */
const shortestBeginning = 4;

const deepest = 3;

/** Takes out of what is written down whatever must not stand in a file. */
export class Mask {
  readonly #payloads: ActivityConfig['payloads'];
  #forms: string[] = [];

  constructor(payloads: ActivityConfig['payloads']) {
    this.#payloads = payloads;
  }

  /** @param secrets - all that servers were given so far. */
  know(secrets: readonly string[]): void {
    const forms = new Set(writtenForms(secrets));
    // Results often hold JSON in a string of JSON.
    let within = [...forms];
    for (let depth = 0; depth < deepest; depth++) {
      within = within.map((form) => JSON.stringify(form).slice(1, -1));
      for (const form of within) forms.add(form);
    }
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  /** Any text, such as a message. */
  text(text: string): string {
    return this.#forms.reduce((clean, form) => clean.replaceAll(form, '…'), text);
  }

  /** Arguments or a result. */
  payload(json: string, isCut: boolean): string {
    const clean = this.text(this.#payloads === 'full' ? json : hideCredentials(json));
    return isCut ? this.#withoutBeginning(clean) : clean;
  }

  #withoutBeginning(text: string): string {
    let longest = 0;
    for (const form of this.#forms) {
      let length = Math.min(form.length - 1, text.length);
      while (length > longest && !text.endsWith(form.slice(0, length))) length -= 1;
      longest = Math.max(longest, length);
    }
    return longest < shortestBeginning ? text : `${text.slice(0, -longest)}…`;
  }
}
