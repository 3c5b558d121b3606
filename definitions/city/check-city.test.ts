import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { definitionKind } from '#kernel/definition.ts'
import { checkCity } from './check-city.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { cityKinds } from './kinds.ts'
import { ref, referencesIn } from './references.ts'
import { InForce, Text } from './text-schema.ts'

const Rule = z.strictObject({
  id: z.string(),
  version: z.number().optional(),
  inForce: InForce,
  owner: z.union([ref('office'), z.strictObject({ either: z.array(ref('office')) })]).optional(),
  by: z.record(ref('office'), z.number()).optional(),
})
const rules = definitionKind('rule', 'rules/*/rule.yaml', Rule)
const offices = definitionKind('office', 'offices.yaml', z.strictObject({ id: z.string(), title: Text }))
const officeFile =
  '- { id: north, title: { zh: 北, en: North } }\n- { id: south, title: { zh: 南, en: South } }\n'

const city = (files: Record<string, string>) =>
  checkCity(new Map(Object.entries({ 'offices.yaml': officeFile, ...files })), [rules, offices])
const codes = (files: Record<string, string>) =>
  city(files).faults.map(({ file, line, code }) => `${file}:${line} ${code}`)
const rule = (inForce: string, version: number) => `id: a\nversion: ${version}\ninForce: ${inForce}\n`

describe('versions of one definition', () => {
  const first = rule('{ from: 2024-01-01, until: 2025-01-01 }', 1)
  test('that follow one another are one definition with two versions', () => {
    const { city: loaded, faults } = city({
      'rules/a/rule.yaml': first,
      'rules/a.v2/rule.yaml': rule('{ from: 2025-01-01 }', 2),
    })
    expect(faults).toEqual([])
    expect(loaded.counts()).toEqual({ office: 2, rule: 1 })
    expect(loaded.get(rules, 'a').version).toBe(2)
    expect(loaded.get(rules, 'a', 1).inForce.until).toBe('2025-01-01')
    expect(loaded.inForce(rules, 'a', '2024-12-31')?.version).toBe(1)
    expect(loaded.inForce(rules, 'a', '2025-01-01')?.version).toBe(2)
    expect(loaded.inForce(rules, 'a', '2023-12-31')).toBeUndefined()
    expect(loaded.find(rules, 'a', 3)).toBeUndefined()
    expect(() => loaded.get(rules, 'b')).toThrow('no rule b')
  })
  test('may not overlap, nor when the older has no end', () => {
    expect(
      codes({ 'rules/a/rule.yaml': first, 'rules/a.v2/rule.yaml': rule('{ from: 2024-12-31 }', 2) }),
    ).toEqual(['rules/a.v2/rule.yaml:3 overlapping-validity'])
    expect(
      codes({
        'rules/a/rule.yaml': rule('{ from: 2024-01-01 }', 1),
        'rules/a.v2/rule.yaml': rule('{ from: 2025-01-01 }', 2),
      }),
    ).toEqual(['rules/a.v2/rule.yaml:3 overlapping-validity'])
  })
  test('may not leave a gap in silence', () => {
    const files = { 'rules/a/rule.yaml': first, 'rules/a.v2/rule.yaml': rule('{ from: 2025-02-01 }', 2) }
    expect(codes(files)).toEqual(['rules/a.v2/rule.yaml:3 validity-gap'])
    const said = rule('{ from: 2025-02-01, gapBefore: { zh: 旧规则到期后未续, en: Not renewed at once } }', 2)
    expect(codes({ ...files, 'rules/a.v2/rule.yaml': said })).toEqual([])
  })
  test('may not end before they begin, nor carry the same number', () => {
    expect(codes({ 'rules/a/rule.yaml': rule('{ from: 2025-01-01, until: 2024-01-01 }', 1) })).toEqual([
      'rules/a/rule.yaml:3 period-reversed',
    ])
    expect(
      codes({ 'rules/a/rule.yaml': first, 'rules/a.x/rule.yaml': rule('{ from: 2025-01-01 }', 1) }),
    ).toEqual(['rules/a.x/rule.yaml:1 duplicate-id'])
  })
})

describe('references', () => {
  const period = 'id: a\ninForce: { from: 2025-01-01 }\n'
  test('are found in unions, lists and keys of records', () => {
    const value = {
      id: 'a',
      inForce: { from: '2025-01-01' },
      owner: { either: ['north', 'west'] },
      by: { east: 1 },
    }
    expect(referencesIn(Rule, value)).toEqual([
      { kind: 'office', id: 'north', path: ['owner', 'either', 0] },
      { kind: 'office', id: 'west', path: ['owner', 'either', 1] },
      { kind: 'office', id: 'east', path: ['by', 'east'] },
    ])
    expect(
      codes({ 'rules/a/rule.yaml': `${period}owner: { either: [north, west] }\nby:\n  east: 1\n` }),
    ).toEqual(['rules/a/rule.yaml:3 unknown-reference', 'rules/a/rule.yaml:5 unknown-reference'])
  })
  test('to kinds that are not loaded are left alone', () => {
    const files = new Map([['rules/a/rule.yaml', `${period}owner: west\n`]])
    expect(checkCity(files, [rules]).faults).toEqual([])
  })
  test('to a definition that cannot be read are not told twice', () => {
    expect(
      codes({ 'rules/a/rule.yaml': `${period}owner: north\n`, 'offices.yaml': '- { id: north }\n' }),
    ).toEqual(['offices.yaml:1 missing'])
  })
})

test('the hash of a definition depends on what it says, not on how it is laid out', () => {
  const hash = (text: string) => city({ 'rules/a/rule.yaml': text }).city.entry('rule', 'a')?.contentHash
  const written = hash('id: a\ninForce: { from: 2025-01-01 }\n')
  expect(written).toMatch(/^[0-9a-f]{64}$/)
  expect(hash('# a comment\ninForce:\n  from: "2025-01-01"\nid: a\n')).toBe(written)
  expect(hash('id: a\ninForce: { from: 2025-01-02 }\n')).not.toBe(written)
})

test('more files than any city has are refused at once', () => {
  const many = new Map(Array.from({ length: 20_001 }, (_, i) => [`rules/${i}/rule.yaml`, '']))
  expect(checkCity(many, [rules]).faults.map(({ code }) => code)).toEqual(['too-many-files'])
})

test('editors get a JSON Schema for every kind, for one definition and for a list', () => {
  for (const kind of cityKinds) {
    const schema = jsonSchemaOf(kind)
    expect(schema).toMatchObject({ $schema: expect.stringContaining('2020-12'), title: kind.name })
    const check = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    expect(check.safeParse({ nonsense: true }).success).toBe(false)
  }
  const office = z.fromJSONSchema(jsonSchemaOf(offices) as Parameters<typeof z.fromJSONSchema>[0])
  expect(office.safeParse({ id: 'a', title: { zh: '甲', en: 'A' } }).success).toBe(true)
  expect(office.safeParse([{ id: 'a', title: { zh: '甲', en: 'A' } }]).success).toBe(true)
})

test('a warning is told with its line and stops nothing', () => {
  const warn = definitionKind('office', 'offices.yaml', z.strictObject({ id: z.string(), title: Text }), {
    check: ({ id }) => [
      {
        code: 'odd',
        path: ['title'],
        expected: 'another',
        message: { zh: '怪', en: 'odd' },
        remedy: { zh: '改', en: 'change' },
        ...(id === 'south' ? { weight: 'warning' as const } : {}),
      },
    ],
  })
  const { faults, warnings } = checkCity(new Map([['offices.yaml', officeFile]]), [warn])
  expect(faults.map(({ code, line }) => [code, line])).toEqual([['odd', 1]])
  expect(warnings.map(({ code, line }) => [code, line])).toEqual([['odd', 2]])
})
