/** A text in which `code` stands between backticks, as the hub writes it. */
export function CodedText({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their places
      <code key={index}>{part}</code>
    ) : (
      part
    ),
  );
}
