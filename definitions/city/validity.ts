import { type Fault, fault } from './fault.ts'
import type { Loaded } from './loaded.ts'

/** The versions of one definition follow one another: no overlap, and no gap that nobody explained. */
export function validityFaults(loaded: readonly Loaded[]): Fault[] {
  const byName = new Map<string, Loaded[]>()
  for (const one of loaded) {
    if (one.entry.inForce === undefined || neverInForce(one)) continue
    const name = `${one.entry.kind} ${one.entry.id}`
    byName.set(name, [...(byName.get(name) ?? []), one])
  }
  return [...byName.values()].flatMap((versions) => {
    versions.sort((a, b) => (fromOf(a) < fromOf(b) ? -1 : 1))
    return versions.flatMap((version, i) => [...reversed(version), ...between(versions[i - 1], version)])
  })
}

/** Repealed before its first day. */
const neverInForce = ({ entry: { value, written, inForce } }: Loaded) =>
  value !== written && inForce?.from === inForce?.until

const fromOf = (version: Loaded) => version.entry.inForce?.from ?? ''

function reversed({ entry, yaml, base }: Loaded): Fault[] {
  const { from = '', until } = entry.inForce ?? {}
  if (until === undefined || from < until) return []
  return [fault('period-reversed', yaml.locate([...base, 'inForce', 'until']), `> ${from}`, until)]
}

function between(earlier: Loaded | undefined, later: Loaded): Fault[] {
  if (earlier === undefined) return []
  const until = earlier.entry.inForce?.until
  const from = fromOf(later)
  const place = later.yaml.locate([...later.base, 'inForce', 'from'])
  const neighbour = `${earlier.entry.file}:${earlier.entry.line}`
  if (until === undefined || from < until)
    return [fault('overlapping-validity', place, `≥ ${until ?? '…'} (${neighbour})`, from)]
  const explained = Object.hasOwn(Object(later.entry.inForce), 'gapBefore')
  return until < from && !explained ? [fault('validity-gap', place, `${until} (${neighbour})`, from)] : []
}
