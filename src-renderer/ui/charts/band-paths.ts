interface Point {
  x: number;
  low: number;
  high: number;
}

/** Two lines and the area between them as paths of an SVG; places without a value part them. */
export function bandPaths(
  low: readonly (number | undefined)[],
  high: readonly (number | undefined)[],
  height: number,
): { low: string; high: string; area: string } {
  const most = Math.max(0, ...high.map((value) => value ?? 0)) || 1;
  const y = (value: number) => round(height - (value / most) * (height - 4) - 2);
  const runs = runsOf(low, high);
  const line = (pick: (point: Point) => number) =>
    runs.map((run) => trace(run.map((point) => [point.x, y(pick(point))]))).join('');
  const area = runs.map((run) => {
    const there = run.map((point): [number, number] => [point.x, y(point.high)]);
    const back = run.toReversed().map((point): [number, number] => [point.x, y(point.low)]);
    return `${trace([...there, ...back])}Z`;
  });
  return {
    low: line((point) => point.low),
    high: line((point) => point.high),
    area: area.join(''),
  };
}

/** Neighbours that have values. */
function runsOf(
  low: readonly (number | undefined)[],
  high: readonly (number | undefined)[],
): Point[][] {
  const runs: Point[][] = [];
  let isOpen = false;
  for (const [index, value] of low.entries()) {
    const top = high[index];
    if (value === undefined || top === undefined) {
      isOpen = false;
      continue;
    }
    if (!isOpen) runs.push([]);
    isOpen = true;
    runs.at(-1)?.push({ x: index + 0.5, low: value, high: top });
  }
  return runs;
}

/** One point alone becomes a short line, or it would not be seen. */
function trace(points: [number, number][]): string {
  const [first] = points;
  if (!first) return '';
  const all =
    points.length > 1
      ? points
      : [
          [first[0] - 0.3, first[1]],
          [first[0] + 0.3, first[1]],
        ];
  return `M${all.map(([x, y]) => `${x} ${y}`).join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
