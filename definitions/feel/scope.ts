import type { FeelValue } from './values.ts'

/** Names and their values, the inner ones before the outer. Names are keys of maps, never of objects. */
export class Scope {
  constructor(
    private readonly names: ReadonlyMap<string, FeelValue>,
    private readonly outer: Scope | undefined = undefined,
  ) {}

  find(name: string): FeelValue | undefined {
    const own = this.names.get(name)
    if (own !== undefined) return own
    for (let scope = this.outer; scope !== undefined; scope = scope.outer) {
      const value = scope.names.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }

  with(names: ReadonlyMap<string, FeelValue>): Scope {
    return new Scope(names, this)
  }
}
