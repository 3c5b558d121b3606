import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import type { Connection } from '#platform/connectors.ts'

/** Settings come from the environment and the command line, once, here. */
export const Config = z.object({
  /** keys, passwords, the embedded database, files */
  home: z.string(),
  databaseUrl: z.string().optional(),
  cityDirectory: z.string(),
  host: z.string(),
  port: z.number().int().min(0).max(65_535),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
  /** enterprises of the demonstration; 0 for none */
  enterprises: z.number().int().min(0).max(200_000),
  /** cookies only over TLS: set behind a proxy that speaks it */
  secureCookies: z.boolean(),
  /** a JSON file `{ "bank": { "url": "https://…", "secret": "…" } }`: the outside systems that this city is connected to */
  connections: z.string().optional(),
  /** where the public reaches this server; printed on licences, so it should stay */
  publicUrl: z.url().optional(),
})
export type Config = z.output<typeof Config>

/** Where the public reaches a server of this configuration, without a final slash. */
export const addressOf = ({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl?.replace(/\/+$/, '') ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`

export const root = path.resolve(import.meta.dirname, '../..')

export function readConfig(overrides: Partial<Config> = {}): Config {
  const env = process.env
  return Config.parse({
    home: env['YISHANG_HOME'] ?? path.join(root, '.yishang'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    cityDirectory: env['YISHANG_CITY'] ?? composition.defaultCity,
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(env['PORT'] ?? 8080),
    logLevel: env['LOG_LEVEL'] ?? 'warn',
    enterprises: Number(env['YISHANG_ENTERPRISES'] ?? 5_000),
    secureCookies: env['YISHANG_TLS'] === '1',
    connections: env['YISHANG_CONNECTIONS'] || undefined,
    publicUrl: env['YISHANG_PUBLIC_URL'] || undefined,
    ...Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
  })
}

const Connections = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/),
  z.strictObject({ url: z.url().transform((url) => url.replace(/\/+$/, '')), secret: z.string().min(16) }),
)

/** Throws with the file's name and every fault in it: a server that starts half connected would look healthy. */
export function readConnections(file: string | undefined): Readonly<Record<string, Connection>> {
  if (file === undefined) return {}
  const fault = (what: string) => new Error(`connections-invalid ${file}: ${what}`)
  let read: unknown
  try {
    read = JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw fault(error instanceof Error ? error.message : String(error))
  }
  const parsed = Connections.safeParse(read)
  if (!parsed.success) throw fault(z.prettifyError(parsed.error))
  return parsed.data
}
