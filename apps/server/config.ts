import path from 'node:path'
import { z } from 'zod'
import { composition } from '#apps/composition.ts'

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
    publicUrl: env['YISHANG_PUBLIC_URL'] || undefined,
    ...Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
  })
}
