/** A stream's state as its first `version` events make it, and what those take on the disk, in bytes. */
export interface Fold {
  readonly version: number
  readonly state: unknown
  readonly bytes: number
}

interface Stream {
  readonly ownerId: string
  readonly streamId: string
}

/**
 * States of streams as they were folded last, so that a stream that is written to again is read from there and not from its beginning.
 * Only ever a shortcut: events are never changed, and whoever writes reads what came after under the stream's lock.
 */
export interface Folds {
  readonly find: (stream: Stream) => Fold | undefined
  readonly keep: (stream: Stream, fold: Fold) => void
}

const mostBytes = 8 * 1024 * 1024
/** What an entry costs besides its events. */
const entryBytes = 1_000

/** Whoever was not asked for longest goes when the events behind all states grow beyond `most` bytes. */
export function openFolds(most = mostBytes): Folds {
  const folds = new Map<string, Fold>()
  let bytes = 0
  const weight = (fold: Fold) => fold.bytes + entryBytes
  const keyOf = ({ ownerId, streamId }: Stream) => `${ownerId}/${streamId}`
  const drop = (key: string, fold: Fold) => {
    folds.delete(key)
    bytes -= weight(fold)
  }
  return {
    find: (stream) => folds.get(keyOf(stream)),
    keep: (stream, fold) => {
      const key = keyOf(stream)
      const known = folds.get(key)
      if (known) drop(key, known)
      folds.set(key, fold)
      bytes += weight(fold)
      for (const [eldest, one] of folds) {
        if (bytes <= most) break
        drop(eldest, one)
      }
    },
  }
}

/** What one transaction folds, kept when it is committed: until then it may hold what never comes to be. */
export function pendingFolds(folds: Folds): Folds & { readonly commit: () => void } {
  const folded: Parameters<Folds['keep']>[] = []
  return {
    find: folds.find,
    keep: (...one) => void folded.push(one),
    commit: () => {
      for (const one of folded) folds.keep(...one)
    },
  }
}
