const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The UTF-8 text in base64 of either alphabet, padded or not. Neither Node's nor the browser's decoder
 * is known here.
 *
 * @throws where it is not that, exactly.
 */
export function decodeBase64(text: string): string {
  const plain = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  let bits = 0;
  let count = 0;
  let escaped = '';
  for (const digit of plain) {
    const value = digits.indexOf(digit);
    if (value < 0) throw new RangeError('no base64');
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return decodeURIComponent(escaped);
}
