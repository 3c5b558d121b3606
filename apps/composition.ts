import fs from 'node:fs'
import path from 'node:path'
import { cityKinds } from '#definitions/city/kinds.ts'
import { engines } from '#engines/registry.ts'
import { mirrorSource } from '#engines/party/fact-sheets.ts'
import { mandatedParties } from '#engines/party/store.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { migrationSources } from '#platform/migration-sources.ts'
import { processes } from '#processes/registry.ts'

const root = path.resolve(import.meta.dirname, '..')

/** Which of the cities is served when nobody says; the package names it, no code does. */
function defaultCity(): string {
  const { yishang } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    yishang: { city: string }
  }
  return path.join(root, 'cities', yishang.city)
}

/** The one list of what a Yishang is made of; the server, the command line and the tests compose from it. */
export const composition = {
  engines,
  processes,
  /** every kind of definition a city may write */
  kinds: [...cityKinds, ...engines.flatMap((engine) => engine.definitions)] as readonly DefinitionKind[],
  /** kinds that belong to no engine */
  cityKinds: cityKinds as readonly DefinitionKind[],
  migrations: migrationSources(engines),
  mandatesOf: mandatedParties,
  mirror: mirrorSource,
  defaultCity: defaultCity(),
}
