import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

type Chunk = Rolldown.OutputChunk

/** Everything a page loads before it can show itself: the chunk, what it imports, and what those import. */
function withImports(
  chunk: Chunk,
  byFile: ReadonlyMap<string, Chunk>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(chunk.fileName)) return seen
  seen.add(chunk.fileName)
  for (const file of chunk.imports) {
    const next = byFile.get(file)
    if (next) withImports(next, byFile, seen)
  }
  return seen
}

export interface Budget {
  /** modules that are loaded on every page although they are imported dynamically: the words */
  readonly always: RegExp
  /** dynamically imported modules that are not public pages */
  readonly exempt: RegExp
  readonly limitKilobytes: number
}

export interface PageWeight {
  readonly page: string
  readonly bytes: number
}

/** gzip bytes of JavaScript that each page loads, heaviest first. Pages are what the entry imports dynamically. */
export function weigh(chunks: readonly Chunk[], budget: Budget): PageWeight[] {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const size = new Map(chunks.map((chunk) => [chunk.fileName, gzipSync(chunk.code, { level: 9 }).length]))
  const entry = chunks.find((chunk) => chunk.isEntry)
  if (!entry) return []
  const lazy = entry.dynamicImports.flatMap((file) => byFile.get(file) ?? [])
  const always = withImports(entry, byFile)
  for (const chunk of lazy)
    if (budget.always.test(chunk.facadeModuleId ?? '')) withImports(chunk, byFile, always)
  return lazy
    .filter((chunk) => !budget.exempt.test(chunk.facadeModuleId ?? ''))
    .map((page) => {
      const files = withImports(page, byFile, new Set(always))
      return { page: page.name, bytes: [...files].reduce((sum, file) => sum + (size.get(file) ?? 0), 0) }
    })
    .sort((a, b) => b.bytes - a.bytes)
}

/** Fails the build when a public page would load more JavaScript than a cheap phone should have to. */
export function byteBudget(budget: Budget): Plugin {
  return {
    name: 'yishang-byte-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const pages = weigh(chunks, budget)
      const heaviest = pages[0]
      if (!heaviest) this.error('no public page was found to weigh')
      const over = pages.filter((page) => page.bytes > budget.limitKilobytes * 1000)
      const figure = (page: PageWeight) => `${page.page} ${(page.bytes / 1000).toFixed(1)} kB`
      if (over.length)
        this.error(
          `public pages above ${budget.limitKilobytes} kB of gzip JavaScript: ${over.map(figure).join(', ')}`,
        )
      this.environment.logger.info(
        `heaviest public page: ${figure(heaviest)} of ${budget.limitKilobytes} kB (gzip JavaScript)`,
      )
    },
  }
}
