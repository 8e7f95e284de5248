const sets = {
  letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  word: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  hex: '0123456789abcdef',
};

/**
 * A text that looks random and is the same each time. Tokens in tests are put together from it, so
 * that no scanner takes this repository's own files for leaks.
 */
export function madeUp(length: number, set: keyof typeof sets = 'word', seed = 1): string {
  let state = seed * 2654435761;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += sets[set].charAt((state >>> 8) % sets[set].length);
  }
  return text;
}
