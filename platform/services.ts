import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { service } from './engine.ts'

/** Acts that are not events of a stream: signing in, files, health, the demo's clock. Same kind of row, same rules. */
const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/)
  .meta({ title: 'Login' })
const Password = z.string().min(10).max(200)

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  signedIn: z.boolean(),
  roles: z.array(
    z.object({ role: z.string(), department: z.string().optional(), district: z.string().optional() }),
  ),
  partyIds: z.array(z.string()),
  /** operations this account may call, with its widest reach */
  may: z.record(z.string(), z.enum(['public', 'own', 'jurisdiction', 'all'])),
  now: Instant,
  today: Day,
  demo: z.boolean(),
  city: z.object({
    id: z.string(),
    title: Bilingual,
    /** minutes east of UTC, by which instants become dates and times of day */
    offsetMinutes: z.number().int(),
  }),
})
export type Me = z.output<typeof Me>

const Named = z.object({ id: z.string(), title: Bilingual })

/** The names a city gives to what its records only hold the id of, so that no page ever shows an id. */
export const CityWords = z.object({
  telephone: z.string(),
  departments: z.array(Named.extend({ short: Bilingual.optional() })),
  districts: z.array(Named),
  roles: z.array(Named.extend({ kind: z.enum(['public', 'enterprise', 'officer', 'system']) })),
  facts: z.array(
    Named.extend({
      type: z.string(),
      /** what it is about, such as `finance`: facts of one group are read together */
      group: z.string(),
      /** one value for each calendar year */
      yearly: z.boolean(),
      unit: z.string().optional(),
      unitEn: z.string().optional(),
      display: z.string().optional(),
      /** labels of a code; of a text that is an industry code, the industries, of which the longest that begins it names it */
      values: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).optional(),
    }),
  ),
})
export type CityWords = z.output<typeof CityWords>

export const platformServices = {
  me: service({
    method: 'GET',
    path: '/me',
    permission: 'public',
    summary: 'Say who is signed in and what they may do',
    input: z.object({}),
    output: Me,
  }),
  cityWords: service({
    method: 'GET',
    path: '/city',
    permission: 'public',
    summary: 'Say how the city names its departments, districts, roles and facts',
    input: z.object({}),
    output: CityWords,
  }),
  signUp: service({
    method: 'POST',
    path: '/accounts',
    permission: 'public',
    summary: 'Open a personal account and sign in',
    input: z.object({ login: Login, name: z.string().trim().min(1).max(100), password: Password }),
    output: z.object({ accountId: z.string() }),
    refusals: ['login-taken'],
  }),
  signIn: service({
    method: 'POST',
    path: '/session',
    permission: 'public',
    summary: 'Sign in',
    input: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    output: z.object({ accountId: z.string() }),
    refusals: ['wrong-credentials'],
  }),
  signOut: service({
    method: 'DELETE',
    path: '/session',
    permission: 'public',
    summary: 'Sign out',
    input: z.object({}),
    output: z.object({}),
  }),
  live: service({
    method: 'GET',
    path: '/live',
    permission: 'own',
    summary:
      'Follow of which of the account’s enterprises something is recorded, for as long as the page is open',
    input: z.object({}),
    output: z.object({ partyId: z.string() }),
    streams: true,
  }),
  health: service({
    method: 'GET',
    path: '/health',
    permission: 'public',
    summary: 'Say whether the system is able to work',
    input: z.object({}),
    output: z.object({
      status: z.enum(['ok', 'degraded']),
      database: z.boolean(),
      /** committed rows that are not numbered yet */
      waiting: z.number(),
      feed: z.number(),
    }),
  }),
  hearOutside: service({
    method: 'POST',
    path: '/outside/:system',
    permission: 'public',
    summary: 'Take news from a connected system, signed by it',
    input: z.looseObject({
      system: z.string().max(60),
      deliveryId: z.string().min(1).max(200),
      event: z.string().min(1).max(60),
    }),
    output: z.object({}),
    refusals: ['system-unknown', 'signature-missing', 'signature-wrong', 'signature-stale'],
    signed: true,
  }),
  uploadFile: service({
    method: 'POST',
    path: '/files',
    permission: 'own',
    summary: 'Store a file by its content and answer with its hash',
    input: z.object({}),
    output: z.object({ hash: z.string(), mediaType: z.string(), size: z.number() }),
    refusals: ['file-too-large', 'file-type-not-accepted', 'file-empty'],
  }),
  demoAccounts: service({
    method: 'GET',
    path: '/demo/accounts',
    permission: 'public',
    summary: 'List the demonstration accounts',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ login: z.string(), name: z.string(), role: z.string() })),
    }),
    refusals: ['demo-only'],
  }),
  assumeAccount: service({
    method: 'POST',
    path: '/demo/session',
    permission: 'public',
    summary: 'Switch to a demonstration account',
    input: z.object({ login: z.string() }),
    output: z.object({ accountId: z.string() }),
    refusals: ['demo-only', 'wrong-credentials'],
  }),
  advanceClock: service({
    method: 'POST',
    path: '/demo/clock',
    permission: 'public',
    summary: 'Move the demonstration clock forward',
    input: z.object({ to: Instant }),
    output: z.object({ now: Instant }),
    refusals: ['demo-only', 'clock-only-forward'],
  }),
} as const

export type PlatformServices = typeof platformServices
