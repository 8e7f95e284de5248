/** The Loom mark, warp and weft: the drawing of resources/icons/mark.svg, which is made from it. */
export function LoomMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      <path d="M3 0h2v9H3zM3 13h2v3H3zM7 0h2v3H7zM7 7h2v9H7zM11 0h2v9h-2zM11 13h2v3h-2z" />
      <path d="M0 4h2v2H0zM6 4h4v2H6zM14 4h2v2h-2zM0 10h6v2H0zM10 10h6v2h-6z" />
    </svg>
  );
}
