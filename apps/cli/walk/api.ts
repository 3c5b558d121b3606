import { randomUUID } from 'node:crypto'
import { CommandError } from '../command.ts'

interface ProblemBody {
  readonly code?: string
  readonly zh?: { readonly title: string; readonly remedy: string }
  readonly en?: { readonly title: string; readonly remedy: string }
  readonly details?: Readonly<Record<string, unknown>>
  readonly fields?: readonly { readonly pointer: string; readonly message: { zh: string; en: string } }[]
}

export interface WrittenAnswer {
  readonly ownerId: string
  readonly id: string
  readonly version: number
}

/** One browser's worth of session with the public API. */
export interface Api {
  readonly get: <T>(path: string, query?: Record<string, string | undefined>) => Promise<T>
  readonly post: <T = WrittenAnswer>(path: string, body: unknown) => Promise<T>
  readonly upload: (name: string, content: string) => Promise<{ hash: string }>
}

export interface SignIn {
  readonly path: string
  readonly body: unknown
}

/**
 * Calls a server as a person would: cookies kept, refusals told in both languages. Sessions end after some days, and a walk passes
 * weeks in minutes: with `signIn` it signs in again when that happens.
 */
export function connectApi(url: string, signIn?: SignIn): Api {
  let cookie = ''
  const call = async (
    method: string,
    path: string,
    body?: BodyInit,
    type?: string,
    again: SignIn | null = signIn ?? null,
  ): Promise<unknown> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(type ? { 'content-type': type } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
    }).catch((error: Error) => {
      throw unreachable(url, error)
    })
    for (const set of response.headers.getSetCookie()) cookie = set.split(';', 1)[0] ?? ''
    const answer: unknown = await response.json().catch(() => ({}))
    if (response.status === 401 && again) {
      await call('POST', again.path, JSON.stringify(again.body), 'application/json', null)
      return call(method, path, body, type, null)
    }
    if (!response.ok) throw said(answer as ProblemBody, `${method} ${path}`, response.status)
    return answer
  }
  return {
    get: async <T>(path: string, query: Record<string, string | undefined> = {}) => {
      const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
      const search = given.length ? `?${new URLSearchParams(given)}` : ''
      return (await call('GET', `${path}${search}`)) as T
    },
    post: async <T = WrittenAnswer>(path: string, body: unknown) =>
      (await call('POST', path, JSON.stringify(body), 'application/json')) as T,
    upload: async (name, content) => {
      const form = new FormData()
      form.append('file', new Blob([content], { type: 'text/plain' }), name)
      return (await call('POST', '/files', form)) as { hash: string }
    },
  }
}

function said(
  { code = 'failed', zh, en, fields, details }: ProblemBody,
  request: string,
  status: number,
): CommandError {
  const places = (language: 'zh' | 'en') =>
    (fields ?? []).map(({ pointer, message }) => `${pointer} ${message[language]}`).join('; ')
  const more = details && Object.keys(details).length ? ` ${JSON.stringify(details)}` : ''
  const title = (language: 'zh' | 'en', words: string | undefined) =>
    [words ?? `${request}: ${status}`, places(language), more].filter(Boolean).join(' ')
  return new CommandError(
    code,
    { zh: title('zh', zh?.title), en: title('en', en?.title) },
    { zh: zh?.remedy ?? '请检查文件里的内容。', en: en?.remedy ?? 'Check what the file says.' },
    1,
  )
}

const unreachable = (url: string, error: Error) =>
  new CommandError(
    'server-unreachable',
    { zh: `连不上 ${url}：${error.message}`, en: `${url} cannot be reached: ${error.message}` },
    {
      zh: '请检查地址，或不写 --url 让它自己启动。',
      en: 'Check the address, or leave --url out to start a server.',
    },
    1,
  )
