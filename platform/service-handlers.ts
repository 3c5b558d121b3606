import type { MultipartFile } from '@fastify/multipart'
import { msOf } from '#kernel/time.ts'
import { cityWords } from './city-words.ts'
import type { AdjustableClock } from './clock.ts'
import { sql, transaction } from './database/sql.ts'
import type { Failure } from './engine.ts'
import { maxFileBytes, mediaTypeOf } from './files.ts'
import type { ServiceHandler } from './http/server.ts'
import type { PlatformServices } from './services.ts'
import { rightsOf, type System } from './system.ts'

const refusal = (code: string, details: Record<string, string | number> = {}, fields: string[] = []) =>
  ({
    kind: 'failed',
    failure: { kind: 'refusal', engine: 'platform', code, details, fields } satisfies Failure,
  }) as const
const answer = (value: unknown) => ({ kind: 'answer', answer: value }) as const

export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly role: string
}

export interface ServiceOptions {
  readonly system: System
  /** only the embedded database has a demo; a city's real one never does */
  readonly demo: readonly DemoAccount[] | undefined
  /** roles that a self-opened personal account has */
  readonly newcomerRole: string
}

export function serviceHandlers({ system, demo, newcomerRole }: ServiceOptions): {
  [K in keyof PlatformServices]: ServiceHandler
} {
  const now = () => system.clock.now()
  return {
    me: async (_, { actor }) => {
      const moment = system.moment()
      return answer({
        id: actor.id,
        name: actor.name,
        signedIn: actor.kind === 'account',
        roles: actor.roles,
        partyIds: actor.partyIds,
        may: rightsOf(system, actor),
        now: moment.now,
        today: moment.today,
        demo: demo !== undefined,
        city: {
          id: system.city().id,
          title: system.city().title,
          offsetMinutes: system.city().offsetMinutes,
        },
      })
    },
    cityWords: async () => answer(cityWords(system.moment().definitions)),
    signUp: async (input, { setSession }) => {
      const account = {
        login: String(input['login']),
        name: String(input['name']),
        password: String(input['password']),
      }
      const accountId = await system.accounts.create({ ...account, roles: [{ role: newcomerRole }] }, now())
      if (!accountId) return refusal('login-taken', {}, ['login'])
      const session = await system.accounts.assume(account.login, now())
      setSession(session?.token)
      return answer({ accountId })
    },
    signIn: async (input, { setSession }) => {
      const session = await system.accounts.signIn(String(input['login']), String(input['password']), now())
      if (!session) return refusal('wrong-credentials', {}, ['login', 'password'])
      setSession(session.token)
      return answer({ accountId: session.accountId })
    },
    signOut: async (_, { token, setSession }) => {
      if (token) await system.accounts.signOut(token)
      setSession(undefined)
      return answer({})
    },
    live: async (_, { actor, send, closed }) => {
      const own = new Set(actor.partyIds)
      const stop = system.live.listen((ownerId) => {
        if (own.has(ownerId)) send({ partyId: ownerId })
      })
      await closed
      stop()
      return answer({})
    },
    health: async () => {
      const health = await system.health()
      return answer({ status: health.database && health.waiting < 10_000 ? 'ok' : 'degraded', ...health })
    },
    hearOutside: async (input, { request, rawBody }) => {
      const named = String(input['system'])
      const message = { method: request.method, path: request.url, body: rawBody }
      const fault = system.outside.faultOf(named, message, request.headers, Date.now())
      if (fault) return refusal(fault, { system: named })
      await system.hear({ system: named, event: String(input['event']), body: input })
      return answer({})
    },
    uploadFile: async (_, { request }) => {
      const part: MultipartFile | undefined = await request.file()
      if (!part) return refusal('file-empty')
      const bytes = await part.toBuffer().catch(() => undefined)
      if (!bytes || part.file.truncated)
        return refusal('file-too-large', { limitMiB: maxFileBytes / 1024 / 1024 })
      if (!bytes.length) return refusal('file-empty')
      const mediaType = mediaTypeOf(bytes)
      if (!mediaType) return refusal('file-type-not-accepted')
      return answer(await system.files.put(bytes, mediaType, now()))
    },
    demoAccounts: async () => (demo ? answer({ items: demo }) : refusal('demo-only')),
    assumeAccount: async (input, { setSession }) => {
      if (!demo) return refusal('demo-only')
      const known = demo.find((account) => account.login === input['login'])
      const session = known && (await system.accounts.assume(known.login, now()))
      if (!session) return refusal('wrong-credentials', {}, ['login'])
      setSession(session.token)
      return answer({ accountId: session.accountId })
    },
    advanceClock: async (input) => {
      if (!demo) return refusal('demo-only')
      const wanted = String(input['to'])
      if (wanted <= now()) return refusal('clock-only-forward', {}, ['to'])
      const clock = system.clock as AdjustableClock
      const at = now()
      const byMs = msOf(wanted) - msOf(at)
      const offset = clock.offsetMs() + byMs
      await transaction(system.pool, { read: 'all', write: 'all' }, async (trx) => {
        await trx.run(sql`update platform.clock set offset_ms = ${offset}`)
        await system.accounts.keepSessions(trx, at, byMs)
      })
      clock.setOffset(offset)
      return answer({ now: now() })
    },
  }
}
