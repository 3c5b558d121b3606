import type { Language } from '#kernel/text.ts'
import type {
  Input,
  Output,
  ReadName,
  ServiceInput,
  ServiceName,
  ServiceOutput,
  WriteName,
} from './contracts.ts'
import { ApiProblem, type Problem, unreachable, unreadable } from './problem.ts'

export type Operations = Readonly<
  Record<string, readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, 'r' | 'w' | 's']>
>

export interface ClientOptions {
  readonly operations: Operations
  readonly fetch: typeof globalThis.fetch
  readonly language: () => Language
  /** the session ended: whoever listens may ask the person to sign in again */
  readonly signedOut: () => void
  readonly sleep: (ms: number) => Promise<void>
  readonly newKey: () => string
}

export interface ExecuteOptions {
  /** one per intent of the person: the same key again is the same act */
  readonly key?: string
  /** the version last seen; the server refuses when it moved */
  readonly version?: number
}

export interface Client {
  readonly query: <N extends ReadName>(name: N, input: Input<N>, signal?: AbortSignal) => Promise<Output<N>>
  readonly execute: <N extends WriteName>(
    name: N,
    input: Input<N>,
    options?: ExecuteOptions,
  ) => Promise<Output<N>>
  readonly service: <N extends ServiceName>(name: N, input: ServiceInput<N>) => Promise<ServiceOutput<N>>
  readonly upload: (file: Blob, fileName: string) => Promise<ServiceOutput<'uploadFile'>>
  /** a read that answers with a text of its own rather than JSON */
  readonly text: <N extends ReadName>(name: N, input: Input<N>) => Promise<string>
  /** address of a read that answers with a document, for links and downloads */
  readonly href: <N extends ReadName>(name: N, input: Input<N>) => string
}

const timeoutMs = 20_000
const attempts = 3
const longestWaitMs = 5_000

/** Where a call goes: places in the path are filled from the input, the rest is left over. */
export function address(
  path: string,
  input: Readonly<Record<string, unknown>>,
): { url: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input }
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    delete rest[name]
    return encodeURIComponent(String(input[name]))
  })
  return { url: `/api${url}`, rest }
}

function search(rest: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return text && `?${text}`
}

async function answerOf(response: Response, plain: boolean): Promise<unknown> {
  const text = await response.text()
  if (plain && response.ok) return text
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new ApiProblem(unreadable)
  }
  if (response.ok) return body
  const seconds = Number(response.headers.get('retry-after'))
  const known = typeof body === 'object' && body !== null && 'code' in body
  throw new ApiProblem(known ? (body as Problem) : unreadable, seconds > 0 ? seconds : undefined)
}

/** A failure that may pass by itself and that is safe to try again. */
const passing = ({ problem }: ApiProblem): boolean =>
  problem.code === 'unreachable' ||
  problem.status === 503 ||
  problem.code === 'overloaded' ||
  problem.code === 'request-in-flight'

/**
 * The typed way to the server. Reads, and writes under their idempotency key, are tried again when no answer came or
 * the server asked to wait; services that have no key are not.
 */
export function createClient(options: ClientOptions): Client {
  const rowOf = (name: string) => {
    const row = options.operations[name]
    if (!row) throw new Error(`no operation ${name}`)
    return row
  }
  async function once(url: string, init: RequestInit, plain: boolean): Promise<unknown> {
    const limit = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
    let response: Response
    try {
      response = await options.fetch(url, {
        ...init,
        signal,
        headers: { 'accept-language': options.language(), ...init.headers },
      })
    } catch (error) {
      if (init.signal?.aborted) throw error
      throw new ApiProblem(unreachable)
    }
    return answerOf(response, plain)
  }
  async function send(url: string, init: RequestInit, tries: number, plain = false): Promise<unknown> {
    for (let attempt = 1; ; attempt++)
      try {
        return await once(url, init, plain)
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.problem.status === 401) options.signedOut()
        if (attempt >= tries || !passing(error)) throw error
        const asked = (error.retryAfterSeconds ?? 0) * 1000
        await options.sleep(Math.min(Math.max(asked, 300 * 2 ** attempt), longestWaitMs))
      }
  }
  const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const call = (
    name: string,
    input: object,
    init: { key?: string; version?: number; signal?: AbortSignal },
  ) => {
    const [method, path, kind] = rowOf(name)
    const { url, rest } = address(path, input as Record<string, unknown>)
    if (method === 'GET') return send(url + search(rest), { signal: init.signal }, attempts)
    if (kind === 'r') return send(url, { ...json(method, rest), signal: init.signal }, attempts)
    if (kind === 's') return send(url, json(method, rest), 1)
    const headers = {
      'idempotency-key': init.key ?? options.newKey(),
      ...(init.version === undefined ? {} : { 'if-match': `"${init.version}"` }),
    }
    return send(url, json(method, rest, headers), attempts)
  }
  return {
    query: (name, input, signal) => call(name, input as object, { signal }) as never,
    execute: (name, input, how = {}) => call(name, input as object, how) as never,
    service: (name, input) => call(`platform.${name}`, input as object, {}) as never,
    upload: (file, fileName) => {
      const body = new FormData()
      body.append('file', file, fileName)
      return send('/api/files', { method: 'POST', body }, 1) as never
    },
    text: (name, input) => {
      const { url, rest } = address(rowOf(name)[1], input as Record<string, unknown>)
      return send(url + search(rest), {}, attempts, true) as never
    },
    href: (name, input) => {
      const { url, rest } = address(rowOf(name)[1], input as Record<string, unknown>)
      return url + search(rest)
    },
  }
}
