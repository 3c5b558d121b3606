import { composition } from '#apps/composition.ts'
import { cityKind } from '#definitions/city/kinds.ts'
import { jsonSchemas } from '#definitions/city/json-schema.ts'
import { testDatabase } from '#platform/testing/database.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { loadCity } from '#platform/city-files.ts'
import { dictionaryPage } from './dictionary.ts'
import { operationsPage, refusalsPage } from './reference.ts'
import { schemaText } from './schema.ts'

/** The generated reference: path from `docs/reference/` to text. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const database = await testDatabase(composition.migrations)
  try {
    const schemas = Object.entries(jsonSchemas(composition.kinds)).map(
      ([name, schema]) => [`schemas/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`] as const,
    )
    const { city } = await loadCity(composition.defaultCity, composition.kinds)
    const [profile] = city.list(cityKind)
    return new Map([
      ['fact-dictionary.md', `${dictionaryPage(profile?.title.en ?? '', city.list(factKind))}\n`],
      ['operations.md', `${operationsPage(composition.engines)}\n`],
      ['refusals.md', `${refusalsPage(composition.engines)}\n`],
      ['schema.sql', await schemaText(database.adminUrl)],
      ...schemas,
    ])
  } finally {
    await database.drop()
  }
}
