/** Everyone is measured alike: so many passes to warm up, then the best of so many. */
export const passes = { warm: 1, measured: 3 } as const

export interface Pass<T> {
  readonly ms: number
  /** processor time of all threads of this process; a machine shared with others does not count in it */
  readonly processorMs: number
  readonly value: T
}

export async function bestPass<T>(work: () => T | Promise<T>): Promise<Pass<T>> {
  for (let i = 0; i < passes.warm; i += 1) await work()
  let best: Pass<T> | undefined
  for (let i = 0; i < passes.measured; i += 1) {
    const before = process.cpuUsage()
    const begun = performance.now()
    const value = await work()
    const ms = performance.now() - begun
    const { user, system } = process.cpuUsage(before)
    const processorMs = (user + system) / 1000
    best = {
      value,
      ms: Math.min(ms, best?.ms ?? ms),
      processorMs: Math.min(processorMs, best?.processorMs ?? processorMs),
    }
  }
  if (best === undefined) throw new RangeError('nothing was measured')
  return best
}
