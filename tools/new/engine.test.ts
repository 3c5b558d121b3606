import { describe, expect, test } from 'vitest'
import { readmeHeadings } from '../tidy/engines.ts'
import { impurities, shapes } from '../tidy/shapes.ts'
import { directions } from '../tidy/directions.ts'
import { readSource } from '../tidy/source.ts'
import { engineFiles } from './engine.ts'

describe('a new engine', () => {
  const files = engineFiles('land-lease')
  const sources = [...files]
    .filter(([file]) => file.endsWith('.ts'))
    .map(([file, text]) => readSource(`engines/land-lease/${file}`, text))

  test('keeps the shape from its first minute', () => {
    expect([...shapes(sources), ...impurities(sources), ...directions(sources)]).toEqual([])
  })
  test('has every heading of an engine’s README', () => {
    for (const heading of readmeHeadings) expect(files.get('README.md')).toContain(`## ${heading}`)
  })
  test('names its schema as SQL allows', () => {
    expect(files.get('migrations/0001-create-records.sql')).toContain('create schema land_lease;')
  })
})
