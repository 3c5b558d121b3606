import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { ContractRow } from '#kernel/contract.ts'
import type { Download } from '#kernel/download.ts'
import type { Language } from '#kernel/text.ts'
import type { Execute, Failure, RunQuery } from '../engine.ts'
import { maxFileBytes } from '../files.ts'
import type { Log } from '../log.ts'
import type { MessagesByLanguage } from '../messages.ts'
import type { Registry } from '../registry.ts'
import { issuesOf } from '../validation.ts'
import { endEventStreams, noEventStream, openEventStream } from './event-stream.ts'
import { platformProblem, problemOf } from './problem.ts'
import type { ServiceRow } from '../engine.ts'

export const sessionCookie = 'yishang_session'

export interface ServiceContext {
  readonly actor: Actor
  readonly token: string | undefined
  readonly request: FastifyRequest
  /** the body exactly as sent, where the row is signed; otherwise empty */
  readonly rawBody: string
  readonly setSession: (token: string | undefined) => void
  /** in rows that stream: sends one event, and when the caller went away or the server stops */
  readonly send: (event: unknown) => void
  readonly closed: Promise<void>
}
/** Answers one service row, or says why not. */
export type ServiceHandler = (
  input: Record<string, unknown>,
  context: ServiceContext,
) => Promise<{ kind: 'answer'; answer: unknown } | { kind: 'failed'; failure: Failure }>

export interface HttpDependencies {
  readonly registry: Registry
  readonly execute: Execute
  readonly query: RunQuery
  readonly services: Readonly<Record<string, ServiceRow>>
  readonly handlers: Readonly<Record<string, ServiceHandler>>
  readonly actorOf: (token: string | undefined) => Promise<Actor>
  readonly messages: (engine: string) => MessagesByLanguage
  readonly log: Log
  readonly secureCookies: boolean
}

const isDownload = (answer: unknown): answer is Download =>
  typeof answer === 'object' && answer !== null && 'bytes' in answer && answer.bytes instanceof Uint8Array

/** Routes for every row of every contract, and no others. */
export async function createHttp(dependencies: HttpDependencies): Promise<FastifyInstance> {
  const { registry, log } = dependencies
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 2 * 1024 * 1024,
    genReqId: () => randomUUID(),
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'script-src': ["'self'"],
        'connect-src': ["'self'"],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: dependencies.secureCookies,
  })
  await app.register(multipart, { limits: { fileSize: maxFileBytes, files: 1, fields: 5 } })
  await app.register(rateLimit, { global: false })
  handleErrors(app, log)
  endEventStreams(app)

  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && !sameSite(request))
      await answerProblem(reply, platformProblem(403, 'cross-site', languageOf(request)))
  })
  for (const engine of registry.engines)
    for (const [operation, row] of Object.entries(engine.contract))
      if (!(row.kind === 'write' && row.internal)) addRow(app, dependencies, engine.name, operation, row)
  for (const [name, row] of Object.entries(dependencies.services)) {
    if (!row.signed) addService(app, dependencies, name, row)
    else
      await app.register(async (scope) => {
        keepRawBody(scope)
        addService(scope, dependencies, name, row)
      })
  }
  return app
}

const rawBodies = new WeakMap<FastifyRequest, string>()

/** A signature is over the bytes as sent, which no longer exist once the body is parsed. */
function keepRawBody(scope: FastifyInstance): void {
  const json = scope.getDefaultJsonParser('error', 'error')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    rawBodies.set(request, String(body))
    json(request, String(body), done)
  })
}

function addRow(
  app: FastifyInstance,
  d: HttpDependencies,
  engine: string,
  operation: string,
  row: ContractRow,
) {
  app.route({
    method: row.method,
    url: `/api${row.path}`,
    handler: async (request, reply) => {
      const actor = await d.actorOf(request.cookies[sessionCookie])
      const input = {
        ...(request.query as object),
        ...(bodyOf(request) as object),
        ...(request.params as object),
      } as Record<string, unknown>
      const fail = (failure: Failure) =>
        answerProblem(reply, problemOf(failure, d.messages, languageOf(request)))
      if (row.kind === 'read') {
        // What anybody may read, a page of another site may show; cookies are not sent there.
        if (row.permission === 'public') reply.header('access-control-allow-origin', '*')
        const result = await d.query({ engine, operation, input, actor })
        if (result.kind === 'failed') return fail(result.failure)
        if (isDownload(result.answer)) return download(reply, result.answer)
        return reply.header('cache-control', 'no-store').send(result.answer)
      }
      const key = request.headers['idempotency-key']
      if (typeof key !== 'string' || key.length < 8 || key.length > 200)
        return answerProblem(reply, platformProblem(400, 'idempotency-key-missing', languageOf(request)))
      const expected = request.headers['if-match']
      const result = await d.execute({
        engine,
        operation,
        input,
        actor,
        idempotencyKey: key,
        expectedVersion: typeof expected === 'string' ? Number(expected.replace(/"/g, '')) : undefined,
      })
      if (result.kind === 'failed') return fail(result.failure)
      const { kind: _, ...written } = result
      return reply.send(written)
    },
  })
}

function addService(app: FastifyInstance, d: HttpDependencies, name: string, row: ServiceRow) {
  const handler = d.handlers[name]
  if (!handler) throw new Error(`service ${name} has no handler`)
  app.route({
    method: row.method,
    url: `/api${row.path}`,
    ...(name === 'signIn' || name === 'signUp'
      ? { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }
      : {}),
    handler: async (request, reply) => {
      const token = request.cookies[sessionCookie]
      const actor = await d.actorOf(token)
      const language = languageOf(request)
      if (row.permission !== 'public' && actor.kind === 'anonymous')
        return answerProblem(reply, platformProblem(401, 'sign-in-required', language))
      const parsed = row.input.safeParse({
        ...(request.query as object),
        ...(bodyOf(request) as object),
        ...(request.params as object),
      })
      if (!parsed.success)
        return answerProblem(
          reply,
          problemOf({ kind: 'invalid', issues: issuesOf(parsed.error) }, d.messages, language),
        )
      const setSession = (next: string | undefined) =>
        void (next
          ? reply.setCookie(sessionCookie, next, {
              path: '/',
              httpOnly: true,
              sameSite: 'lax',
              secure: d.secureCookies,
              maxAge: 7 * 86_400,
            })
          : reply.clearCookie(sessionCookie, { path: '/' }))
      const stream = row.streams ? openEventStream(app, reply) : noEventStream
      const result = await handler(parsed.data as Record<string, unknown>, {
        actor,
        token,
        request,
        rawBody: rawBodies.get(request) ?? '',
        setSession,
        ...stream,
      })
      if (row.streams) return
      if (result.kind === 'failed')
        return answerProblem(reply, problemOf(result.failure, d.messages, language))
      return reply.header('cache-control', 'no-store').send(result.answer)
    },
  })
}

const bodyOf = (request: FastifyRequest): unknown =>
  request.body && typeof request.body === 'object' && !Array.isArray(request.body) ? request.body : {}

function download(reply: FastifyReply, file: Download) {
  return reply
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('cache-control', file.cacheSeconds ? `public, max-age=${file.cacheSeconds}` : 'no-store')
    .type(file.mediaType)
    .send(Buffer.from(file.bytes))
}

export const languageOf = (request: FastifyRequest): Language =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'

/** Browsers say where a request comes from; programs send neither header. */
function sameSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || new URL(origin).host === request.headers.host
}

type Shaped = ReturnType<typeof platformProblem>
const answerProblem = (reply: FastifyReply, { problem, headers }: Shaped) =>
  reply.code(problem.status).headers(headers).type('application/problem+json').send(JSON.stringify(problem))

function handleErrors(app: FastifyInstance, log: Log) {
  app.setNotFoundHandler((request, reply) =>
    answerProblem(reply, platformProblem(404, 'not-found', languageOf(request))),
  )
  app.setErrorHandler(
    (error: Error & { statusCode?: number; code?: string; syscall?: string }, request, reply) => {
      const language = languageOf(request)
      if (error.statusCode === 429)
        return answerProblem(
          reply,
          platformProblem(429, 'too-many-requests', language, {}, { 'retry-after': '60' }),
        )
      if (error.statusCode === 413)
        return answerProblem(
          reply,
          platformProblem(413, 'file-too-large', language, { limitMiB: maxFileBytes / 1024 / 1024 }),
        )
      if (error.statusCode !== undefined && error.statusCode < 500)
        return answerProblem(reply, platformProblem(400, 'malformed', language))
      if (databaseIsAway(error)) {
        log.error({ err: error, url: request.url }, 'database unavailable')
        return answerProblem(
          reply,
          platformProblem(503, 'database-unavailable', language, {}, { 'retry-after': '2' }),
        )
      }
      log.error({ err: error, url: request.url, reference: request.id }, 'defect')
      return answerProblem(reply, platformProblem(500, 'defect', language, { reference: request.id }))
    },
  )
}

/** Connection lost or server starting: 08xxx and 57Pxx of PostgreSQL, or a socket that will not open or is not there. */
const databaseIsAway = (error: { code?: string; syscall?: string; message: string }): boolean =>
  /^(08|57P)/.test(error.code ?? '') ||
  ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(error.code ?? '') ||
  (error.code === 'ENOENT' && error.syscall === 'connect') ||
  /Connection terminated|not queryable/.test(error.message)
