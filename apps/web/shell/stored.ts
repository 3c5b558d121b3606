/** What this device remembers for a reader. A browser may forbid it, above all inside somebody else's page: then nothing is remembered. */
export function recall(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value)
  } catch {
    // The choice holds for this page only.
  }
}
