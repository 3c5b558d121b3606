import { signatureHeaders } from './signature.ts'

/** News for whoever asked, to be delivered at least once. */
export interface Callback {
  /** the same in every attempt and after a restart: receivers drop what they have seen */
  readonly id: string
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
  readonly times: number
}

export interface Callbacks {
  readonly send: (callback: Callback) => void
  readonly waiting: () => number
  readonly stop: () => void
}

export interface CallbackOptions {
  readonly secret: string
  /** first pause before another attempt; doubled each time up to a minute */
  readonly retryBaseMs: number
  readonly nowMs: () => number
  readonly settled: (id: string, how: 'delivered' | 'abandoned') => void
}

const mostAttempts = 12
const longestPauseMs = 60_000
const answerWithinMs = 5000

/** Whether the receiver answered with success; what it says does not matter. */
async function deliver(callback: Callback, attempt: number, options: CallbackOptions): Promise<boolean> {
  const body = JSON.stringify({ deliveryId: callback.id, attempt, ...callback.body })
  const url = new URL(callback.url)
  const message = { method: 'POST', path: url.pathname + url.search, body }
  const headers = {
    'content-type': 'application/json',
    ...signatureHeaders(options.secret, message, options.nowMs()),
  }
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Delivers callbacks one attempt at a time, with growing pauses. What is still waiting is the journal's to remember. */
export function createCallbacks(options: CallbackOptions): Callbacks {
  const timers = new Set<NodeJS.Timeout>()
  let waiting = 0
  let stopped = false

  const attempt = async (callback: Callback, left: number, number: number): Promise<void> => {
    const taken = await deliver(callback, number, options)
    if (stopped) return
    if (taken) return left > 1 ? attempt(callback, left - 1, number + 1) : settle(callback, 'delivered')
    if (number >= mostAttempts) return settle(callback, 'abandoned')
    later(
      () => attempt(callback, left, number + 1),
      Math.min(options.retryBaseMs * 2 ** (number - 1), longestPauseMs),
    )
  }
  const settle = (callback: Callback, how: 'delivered' | 'abandoned') => {
    waiting -= 1
    options.settled(callback.id, how)
  }
  const later = (work: () => Promise<void>, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      void work()
    }, ms)
    timers.add(timer)
  }
  return {
    send: (callback) => {
      waiting += 1
      later(() => attempt(callback, callback.times, 1), 0)
    },
    waiting: () => waiting,
    stop: () => {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
