export interface GraphNode {
  readonly id: string
  readonly after: readonly string[]
}
export interface Placed {
  readonly id: string
  /** how many others come before it on its longest way */
  readonly column: number
  readonly row: number
}

/** Columns by the longest way from the start, rows in the order given. A node is never left of what it waits for. */
export function placeGraph(nodes: readonly GraphNode[]): { placed: Placed[]; columns: number; rows: number } {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const columns = new Map<string, number>()
  const columnOf = (id: string, seen: readonly string[] = []): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    const node = byId.get(id)
    const before = (node?.after ?? []).filter((other) => byId.has(other) && !seen.includes(other))
    const column = before.length ? 1 + Math.max(...before.map((other) => columnOf(other, [...seen, id]))) : 0
    columns.set(id, column)
    return column
  }
  const filled: number[] = []
  const placed = nodes.map((node) => {
    const column = columnOf(node.id)
    const row = filled[column] ?? 0
    filled[column] = row + 1
    return { id: node.id, column, row }
  })
  return { placed, columns: filled.length, rows: Math.max(0, ...filled) }
}

/** Edges that no longer way already shows. */
export function neededEdges(nodes: readonly GraphNode[]): { from: string; to: string }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (seen.has(from)) return false
    seen.add(from)
    const after = byId.get(from)?.after ?? []
    return after.includes(to) || after.some((next) => reaches(next, to, seen))
  }
  return nodes.flatMap((node) =>
    node.after
      .filter((from) => byId.has(from))
      .filter((from) => !node.after.some((other) => other !== from && reaches(other, from)))
      .map((from) => ({ from, to: node.id })),
  )
}
