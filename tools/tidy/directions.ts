import { type Finding, isTest, type Source } from './source.ts'

/**
 * kernel <- definitions <- platform <- engine edge <- apps. An engine's core sees kernel and definitions only; its edge
 * (index, store and what they alone need) also the platform. No engine sees another; processes see contracts and event types.
 */
const layers: readonly {
  readonly name: string
  readonly of: (path: string) => boolean
  readonly may: readonly string[]
}[] = [
  { name: 'kernel', of: (p) => p.startsWith('kernel/'), may: ['kernel'] },
  { name: 'definitions', of: (p) => p.startsWith('definitions/'), may: ['kernel', 'definitions'] },
  { name: 'platform', of: (p) => p.startsWith('platform/'), may: ['kernel', 'definitions', 'platform'] },
  {
    name: 'screen',
    of: (p) => /^engines\/[^/]+\/screens\//.test(p),
    may: ['kernel', 'definitions', 'core', 'edge', 'screen', 'web'],
  },
  { name: 'registry', of: (p) => p === 'engines/registry.ts', may: ['edge', 'core', 'platform'] },
  {
    name: 'core',
    of: (p) => /^engines\/[^/]+\/(.*\/)?(model|contract|rules|definition|calculate)\.ts$/.test(p),
    may: ['kernel', 'definitions', 'core', 'edge'],
  },
  {
    name: 'edge',
    of: (p) => p.startsWith('engines/'),
    may: ['kernel', 'definitions', 'platform', 'core', 'edge'],
  },
  {
    name: 'processes',
    of: (p) => p.startsWith('processes/'),
    may: ['kernel', 'definitions', 'core', 'processes', 'platform', 'edge'],
  },
  { name: 'simulators', of: (p) => p.startsWith('simulators/'), may: ['kernel', 'platform', 'simulators'] },
  {
    name: 'web',
    of: (p) => p.startsWith('apps/web/'),
    may: ['kernel', 'definitions', 'core', 'screen', 'edge', 'web'],
  },
]

const layerOf = (path: string) => layers.find((layer) => layer.of(path))
const engineOf = (path: string) => /^engines\/([^/]+)\//.exec(path)?.[1]

export function directions(sources: readonly Source[]): Finding[] {
  return sources
    .filter((source) => !isTest(source.path))
    .flatMap((source) =>
      source.imports.flatMap((one) => {
        const layer = layerOf(source.path)
        if (!layer || one.target === undefined) return []
        const wrong = (message: string) => [
          { path: source.path, line: one.line, rule: 'import-direction', message },
        ]
        const target = layerOf(one.target)
        // what travels between server and browser is named once, by the platform; types weigh nothing
        if (layer.name === 'web' && target?.name === 'platform' && one.typeOnly) return []
        const allowed = target ? layer.may.includes(target.name) : !one.target.startsWith('apps/')
        // The browser may know the shapes of what the server answers; types vanish in the build.
        const shapeOnly =
          one.typeOnly && (layer.name === 'web' || layer.name === 'screen') && target?.name === 'platform'
        if (!allowed && !shapeOnly) return wrong(`${layer.name} must not import ${one.target}`)
        if (layer.name === 'screen' && /\/(index|store|jobs)\.ts$/.test(one.target) && !one.typeOnly)
          return wrong(`a screen must not import the edge: ${one.target}`)
        const mine = engineOf(source.path)
        const theirs = engineOf(one.target)
        if (mine && theirs && mine !== theirs) return wrong(`engine ${mine} must not import engine ${theirs}`)
        if (layer.name === 'processes' && target?.name === 'edge' && !one.typeOnly)
          return wrong('a process sees contracts and event types only')
        return []
      }),
    )
}

/** Import cycles, each reported once at its alphabetically first file. Type-only imports vanish at run time and do not count. */
export function cycles(sources: readonly Source[]): Finding[] {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      source.imports.flatMap((one) => (one.target !== undefined && !one.typeOnly ? [one.target] : [])),
    ]),
  )
  const findings = new Map<string, Finding>()
  const state = new Map<string, 'open' | 'done'>()
  const walk = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      const cycle = trail.slice(trail.indexOf(path))
      const first = [...cycle].sort()[0] ?? path
      const key = [...cycle].sort().join()
      findings.set(key, { path: first, line: 1, rule: 'no-cycle', message: [...cycle, path].join(' → ') })
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) walk(path, [])
  return [...findings.values()]
}
