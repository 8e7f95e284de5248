/** Shorter than any token that a service gives out, long enough for a mistyped word. */
const mostShown = 12;

/** Words as people join them to a name, such as `github-work-2` or `GITHUB_API_TOKEN`. */
const words = /^[A-Za-z]{1,12}([_-][A-Za-z]{1,12}){0,5}([_-]?[0-9]{1,2})?$/;

/**
 * What a message may repeat of a text that people wrote: it may be a secret in the wrong place, unless
 * it is short or made of words.
 */
export function cutForeign(text: string): string {
  const characters = [...text];
  if (characters.length <= mostShown || words.test(text)) return text;
  return `${characters.slice(0, mostShown).join('')}…`;
}
