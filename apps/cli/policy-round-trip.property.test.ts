import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { policyKind } from '#engines/policy/definition.ts'
import { examplesKind } from '#engines/policy/examples.ts'
import { Policy } from '#engines/policy/policy.ts'
import { folderOf, partsOf } from '#engines/publication/folder.ts'
import { fitted, hashOfParts, writableIn } from '#engines/publication/parts.ts'
import { unzipped, zipped } from '#engines/publication/zip.ts'
import { compareDefinitions, type StoredDefinition, stored } from '#platform/definition-store.ts'
import { cityRows } from '#platform/seed-city.ts'
import { cityFiles, writeFiles } from './export-city.ts'

/** What an officer writes survives every way it travels: desk, folder, desk; record, files, record. */

type Body = Record<string, unknown>
const { rows, faults } = await cityRows(composition.defaultCity, composition.kinds)
const bodiesOf = (kind: string) =>
  rows.filter((row) => row.kind === kind).map(({ body }) => body as Body & { version?: number })
const policies = bodiesOf(policyKind.name)
const examplesFor = ({ id, version = 1 }: Body & { version?: number }) =>
  bodiesOf(examplesKind.name).find((one) => one['policy'] === id && (one.version ?? 1) === version)

/** Words as people and machines write them: everything that a file format may take for its own. */
const words = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    fc.constantFrom(
      '是',
      'no',
      'null',
      '~',
      '2026-10-09',
      '12:30:00',
      '0x1F',
      '1e3',
      '- 一条',
      'a: b # c',
      '{ x }',
      '[1, 2]',
      '"引" 与 \'撇\'',
      '|',
      '>-',
      '%',
      '@名',
      '`码`',
      '行一\n行二\n\n行四',
      ' 首尾空 ',
      '\t制表',
      '𠮷田',
      '=1+1',
      '&锚 *引',
    ),
  )
  .filter(
    (text) =>
      text.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/u.test(text),
  )
/** Chinese that begins as hostile as it may, and English without Chinese. */
const chinese = words.map((one) => `${one}文`)
const english = words.map((one) => `${one.replaceAll(/[^\u0020-\u007e\n]/g, '')} a`)
const text = fc.record({ zh: chinese, en: english })
const confidence = fc.constantFrom('verified', 'secondary', 'unverified', 'sample')
const slug = fc.constantFrom('group-a', 'group-b', 'group-c')

/** A policy of the city with other words and with whatever else a policy may say. */
const written = (one: Body) =>
  fc
    .record({
      base: fc.constant(one),
      title: text,
      summary: text,
      sentences: fc.array(fc.record({ clause: words, zh: chinese, en: english }), { maxLength: 3 }),
      documents: fc.array(
        fc.record({ number: words, title: words, confidence }, { requiredKeys: ['number', 'confidence'] }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      exclusive: fc.uniqueArray(slug, { maxLength: 2 }),
      highest: fc.option(
        fc.record({ group: slug, document: words, confidence }, { requiredKeys: ['group', 'confidence'] }),
        {
          nil: undefined,
        },
      ),
      district: fc.constantFrom(undefined, 'tianhe'),
      budget: fc.constantFrom(
        undefined,
        { book: 'a-fund', year: 2026 },
        { book: 'a-fund', year: 2026, amount: '1200万元' },
      ),
      review: fc.array(text, { minLength: 1, maxLength: 2 }),
      source: fc.option(words, { nil: undefined }),
      gapBefore: fc.option(text, { nil: undefined }),
      round: fc.constantFrom(undefined, { to: '元', by: '舍去' }, { to: '百元', by: '进一' }),
    })
    .map(({ base, sentences, highest, district, budget, round, source, gapBefore, ...rest }): Body => {
      const gives = base['gives'] as Body
      const claim = base['claim'] as Body | undefined
      const document = source ? { document: source } : {}
      const commitment = claim?.['commitment'] as Body | undefined
      return {
        ...base,
        ...rest,
        inForce: { ...(base['inForce'] as Body), ...(gapBefore ? { gapBefore } : {}) },
        ...(base['publicity'] ? { publicity: { ...(base['publicity'] as Body), ...document } } : {}),
        ...(claim
          ? {
              claim: {
                ...claim,
                ...document,
                ...(commitment ? { commitment: { ...commitment, ...document } } : {}),
              },
            }
          : {}),
        text: sentences.map((one, i) => ({ ...one, clause: `${i} ${one.clause}` })),
        ...(highest ? { highest } : {}),
        ...(district ? { district } : {}),
        ...(budget && gives['kind'] === 'cash' && !base['budget'] ? { budget } : {}),
        ...(round ? { gives: { ...gives, round } } : {}),
      }
    })

const kind = writableIn(composition.kinds, policyKind.name)
if (!kind) throw new Error('policies are written in the page')

/** Every place of a value, without the numbers of lists. */
function placesIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => placesIn(one, at))
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, at ? `${at}.${key}` : key))]
}
/** Every place that the schema knows. */
function placesOf(schema: z.ZodType, at = ''): string[] {
  const inner = schema as unknown as {
    readonly def: { readonly type: string; readonly innerType?: z.ZodType; readonly element?: z.ZodType }
    readonly shape?: Readonly<Record<string, z.ZodType>>
  }
  if (inner.def.innerType) return placesOf(inner.def.innerType, at)
  if (inner.def.element) return placesOf(inner.def.element, at)
  if (!inner.shape) return [at]
  return Object.entries(inner.shape).flatMap(([key, one]) => placesOf(one, at ? `${at}.${key}` : key))
}

const survives = (body: Body): void => {
  const examples = examplesFor(body)
  const name = { id: String(body['id']), version: Number(body['version'] ?? 1) }
  const parts = fitted(
    kind,
    composition.kinds,
    [{ kind: policyKind.name, body }, ...(examples ? [{ kind: examplesKind.name, body: examples }] : [])],
    name,
  )
  if (!parts) throw new Error('not the parts of one policy')
  const files = unzipped(zipped(folderOf(parts, composition.kinds, name.id)))
  const read = partsOf(files ?? [], kind, composition.kinds)
  expect(read.faults).toEqual([])
  const back = fitted(kind, composition.kinds, read.parts, name)
  expect(back).toEqual(parts)
  expect(hashOfParts(back ?? [])).toBe(hashOfParts(parts))
  expect(Policy.parse(back?.[0]?.body)).toEqual(Policy.parse(parts[0]?.body))
}

test('every field of a policy survives desk, folder and desk', () => {
  expect(faults).toEqual([])
  const met = new Set<string>()
  const meets = (body: Body) => {
    for (const place of placesIn(body)) met.add(place)
    survives(body)
  }
  // Each as the city wrote it, and then a few times with other words, so that no kind of policy is left to chance.
  for (const body of policies) {
    meets(body)
    fc.assert(fc.property(written(body), meets), { numRuns: 4 })
  }
  const missing = placesOf(Policy as z.ZodType).filter((place) => ![...met].some((one) => one === place))
  expect(missing).toEqual([])
})

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-round-trip-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

test('a record that is exported, read and compared with itself shows no difference', async () => {
  const made = fc
    .sample(fc.constantFrom(...policies).chain(written), { numRuns: 40, seed: 7 })
    .flatMap((body, i): StoredDefinition[] => {
      const id = `round-trip-${i}`
      const examples = examplesFor(body)
      // What is published is what was read of the words: trimmed, and with everything left out filled in.
      const own = Policy.parse({ ...body, id, version: 1 })
      return [
        stored(policyKind.name, id, 1, own),
        stored(policyKind.name, id, 2, { ...own, version: 2, title: { zh: '第二版', en: 'Second' } }),
        ...(examples ? [stored(examplesKind.name, id, 1, { ...examples, policy: id, version: 1 })] : []),
      ]
    })
  const record = [...rows, ...made]
  writeFiles(folder, cityFiles(record, composition.kinds))
  const read = await cityRows(folder, composition.kinds)
  expect(compareDefinitions(record, read.rows)).toEqual([])
  expect(compareDefinitions(read.rows, record)).toEqual([])
})
