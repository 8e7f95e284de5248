/** A rectangle of the desktop, in its own pixels. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much of a window's top must be seen for a person to take hold of it. */
const grip = { width: 120, height: 32 };

/**
 * Where a window that was somewhere may be opened again: as it was, no larger than the display it is
 * on; undefined where that display is gone.
 *
 * @param displays - the parts of the displays that windows may use.
 */
export function fitBounds(saved: unknown, displays: readonly Bounds[]): Bounds | undefined {
  if (!isBounds(saved)) return undefined;
  const display = displays.find((area) => showsGrip(saved, area));
  if (!display) return undefined;
  const width = Math.min(saved.width, display.width);
  const height = Math.min(saved.height, display.height);
  return { x: saved.x, y: saved.y, width, height };
}

function showsGrip({ x, y, width }: Bounds, area: Bounds): boolean {
  const left = Math.max(x, area.x);
  const right = Math.min(x + width, area.x + area.width);
  return right - left >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Partial<Bounds>;
  const areNumbers = [x, y, width, height].every((number) => Number.isSafeInteger(number));
  return areNumbers && Number(width) >= grip.width && Number(height) >= grip.height;
}
