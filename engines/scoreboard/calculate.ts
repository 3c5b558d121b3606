import type { Figure, MeasureState, Server } from './model.ts'

/**
 * Where a measure stands. Definitions and screens are what people can use; an engine alone is a mechanism, not a service,
 * so it never makes a measure run. Figures count only when something real is behind them.
 */
export function stateOf(
  servers: readonly Server[],
  figures: readonly Pick<Figure, 'sample'>[],
): MeasureState {
  const usable = servers.filter((server) => ['item', 'theme', 'policy', 'screen'].includes(server.kind))
  const present = usable.filter((server) => server.present)
  if (!present.length) return 'not-yet'
  const whole = servers.every((server) => server.kind === 'indicator' || server.present)
  if (!whole) return 'partly'
  return figures.some((figure) => figure.sample > 0) ? 'running' : 'ready'
}

/** Whether a shown value meets its target; undefined while there is no value. */
export function meets(
  value: number | undefined,
  target: { comparison: 'at-least' | 'at-most' | 'exactly'; value: number },
): boolean | undefined {
  if (value === undefined) return undefined
  if (target.comparison === 'at-least') return value >= target.value
  if (target.comparison === 'at-most') return value <= target.value
  return value === target.value
}

/** A value by a dotted path in plain data. */
export function valueAt(data: unknown, path: string): unknown {
  let current = data
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string, unknown>)[key]
  }
  return current
}

export const matches = (data: unknown, where: Readonly<Record<string, unknown>> = {}): boolean =>
  Object.entries(where).every(([path, wanted]) => valueAt(data, path) === wanted)
