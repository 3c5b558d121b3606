import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import { bilingual } from '#kernel/text.ts'
import { type Answer, no, yes } from './answers.ts'
import { businessFaults, createFaults, type Fault, FaultOrder, type Faults, requestFaults } from './faults.ts'
import { Memory } from './memory.ts'
import { faultOf } from './signature.ts'
import type { Call, OutsideSystem, Route, SystemOptions } from './system.ts'

export interface RunningSystem {
  readonly name: string
  readonly url: string
  /** lets time take effect at once instead of at the next tick */
  readonly tick: () => void
  readonly stop: () => Promise<void>
}

const longestBody = 4_194_304

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= longestBody) chunks.push(chunk)
  }
  return size > longestBody ? undefined : Buffer.concat(chunks).toString('utf8')
}

function paramsOf(pattern: string, actual: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = actual.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return undefined
  }
  return params
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const parsedJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: text === '' ? undefined : (JSON.parse(text) as unknown) }
  } catch {
    return undefined
  }
}

const fieldsOf = (issues: readonly z.core.$ZodIssue[]) => [
  ...new Set(issues.map((issue) => issue.path.map(String).join('.'))),
]
const invalid = (issues: readonly z.core.$ZodIssue[]): Answer =>
  no(400, 'input-invalid', bilingual('请检查标出的字段。', 'Check the named fields.'), {
    fields: fieldsOf(issues),
  })
const unknownRoute = no(404, 'route-unknown', bilingual('没有这个接口。', 'There is no such route.'))
const reusedKey = no(
  409,
  'idempotency-key-reused',
  bilingual('这个幂等键已用于另一个请求。', 'This idempotency key belongs to another request.'),
)

class Door<State, Event> {
  constructor(
    private readonly system: OutsideSystem<State, Event>,
    private readonly options: SystemOptions,
    private readonly faults: Faults,
    private readonly memory: Memory<State, Event>,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const body = await bodyOf(request)
    if (url.pathname === '/health') return reply(response, this.health())
    if (body === undefined)
      return reply(
        response,
        no(413, 'body-too-large', bilingual('请求太大，请分批提交。', 'Too large: send it in parts.')),
      )
    const message = { method: request.method ?? '', path: request.url ?? '', body }
    const fault = faultOf(this.options.secret, message, request.headers, (this.options.nowMs ?? Date.now)())
    if (fault)
      return reply(
        response,
        no(401, fault, bilingual('签名不对或已过时。', 'The signature is wrong or too old.')),
      )
    if (url.pathname === '/faults') return reply(response, this.orderFaults(message.method, body))
    await this.route(url, message, request, response)
  }

  private health(): Answer {
    return yes({ system: this.system.name, now: this.options.now(), callbacksWaiting: this.memory.waiting() })
  }

  private orderFaults(method: string, body: string): Answer {
    if (method === 'GET') return yes({ pending: this.faults.pending() })
    if (method === 'DELETE') {
      this.faults.clear()
      return yes({ pending: [] })
    }
    const order = FaultOrder.safeParse(parsedJson(body)?.value)
    if (!order.success) return invalid(order.error.issues)
    this.faults.order(order.data)
    return yes({ pending: this.faults.pending() }, 201)
  }

  private async route(
    url: URL,
    message: { method: string; body: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const found = this.find(message.method, url.pathname)
    if (!found) return reply(response, unknownRoute)
    const fault = this.faults.take(`${message.method} ${found.route.path}`, requestFaults)
    if (fault?.fault === 'lost-request') return void request.socket.destroy()
    if (fault?.fault === 'error-500')
      return reply(response, no(500, 'system-failed', bilingual('系统内部出错。', 'The system failed.')))
    const answer = this.act(found.route, found.params, url, message.body, request, fault)
    if (fault?.fault === 'lost-answer') return void request.socket.destroy()
    if (fault?.fault === 'garbage') return void response.writeHead(200).end('<html><body>系统繁忙</body>')
    if (fault?.fault === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
    reply(response, answer)
  }

  private find(method: string, pathname: string) {
    const actual = decoded(pathname)
    for (const route of this.system.routes) {
      const params =
        actual === undefined || route.method !== method ? undefined : paramsOf(route.path, actual)
      if (params) return { route, params }
    }
    return undefined
  }

  private act(
    route: Route<State, Event>,
    params: Record<string, string>,
    url: URL,
    body: string,
    request: IncomingMessage,
    fault: Fault | undefined,
  ): Answer {
    const json = parsedJson(body)
    if (!json) return no(400, 'body-not-json', bilingual('请求不是有效的 JSON。', 'The body is not JSON.'))
    const parsed = route.input?.safeParse(json.value)
    if (parsed && !parsed.success) return invalid(parsed.error.issues)
    const key = route.method === 'POST' ? keyIn(request) : undefined
    const content = createHash('sha256').update(`${url.pathname}\n${body}`).digest('base64url')
    const known = key === undefined ? undefined : this.memory.contentOf(key)
    if (known !== undefined && known !== content) return reusedKey
    this.memory.tick()
    const business = fault && businessFaults.includes(fault.fault) ? fault : undefined
    const call = {
      params,
      query: url.searchParams,
      input: parsed?.data,
      now: this.options.now(),
      fault: business,
    }
    const handled = route.handle(this.memory.state, call as Call<never>)
    const remembered = handled.events.length > 0 && key !== undefined && known === undefined
    this.memory.record({ events: handled.events, ...(remembered ? { key, content } : {}) })
    const answer = handled.answer()
    this.memory.tick()
    return answer
  }
}

const keyIn = (request: IncomingMessage): string | undefined => {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && key !== '' ? key.slice(0, 200) : undefined
}

function reply(response: ServerResponse, answer: Answer): void {
  const body = JSON.stringify(answer.body)
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8' }).end(body)
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

/** Starts a system on 127.0.0.1 with the memory found in its directory. */
export async function startOutsideSystem<State, Event>(
  system: OutsideSystem<State, Event>,
  options: SystemOptions,
): Promise<RunningSystem> {
  const faults = createFaults(options.seed ?? 1, options.rates ?? {})
  const memory = new Memory(system, options, faults)
  const door = new Door(system, options, faults, memory)
  const server = createServer((request, response) => {
    door.serve(request, response).catch(() => response.writableEnded || response.destroy())
  })
  const port = await listen(server, options.port ?? 0)
  const timer = setInterval(() => memory.tick(), options.tickMs ?? 250)
  timer.unref()
  return {
    name: system.name,
    url: `http://127.0.0.1:${port}`,
    tick: () => memory.tick(),
    stop: async () => {
      clearInterval(timer)
      memory.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
