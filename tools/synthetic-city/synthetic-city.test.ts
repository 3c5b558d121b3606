import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sizeClass } from '#definitions/facts/size-class.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { vocabularyOf } from '#definitions/facts/vocabulary.ts'
import { rational } from '#definitions/rational.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { loadCity as loadCityFiles } from '#platform/city-files.ts'
import { enterpriseAt } from './enterprise.ts'
import { figuresFor } from './figures.ts'
import { hostileNames } from './names.ts'
import { lineOf, writeCity } from './ndjson.ts'
import { randomFor } from './random.ts'
import { yuan } from './synth-fact.ts'
import { industries, sizes } from './distributions.ts'

const options = { seed: 7, lastYear: 2025 }
const cityFolder = path.join(import.meta.dirname, '../../cities/guangzhou')
const lines = (count: number, seed = options.seed) =>
  Array.from({ length: count }, (_, i) => lineOf(enterpriseAt({ ...options, seed }, i)))
const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

test('the same seed makes the same bytes, another seed others', async () => {
  const file = path.join(os.tmpdir(), `synthetic-city-${process.pid}.ndjson`)
  await writeCity(file, 200, options)
  const written = fs.readFileSync(file)
  fs.rmSync(file)
  expect(hash(written)).toBe(hash(`${lines(200).join('\n')}\n`))
  expect(hash(written)).toBe('17bece194eee3ed5bfffa44c2a094afa2692b7c6d4e2a2e295e58d94d4fa0a83')
  expect(lines(20, 8)).not.toEqual(lines(20))
})

test('an enterprise does not depend on those before it', () => {
  const alone = lineOf(enterpriseAt(options, 150))
  expect(lines(200)[150]).toBe(alone)
})

test('credit codes are valid and no two are the same', () => {
  const codes = Array.from({ length: 20_000 }, (_, i) => enterpriseAt(options, i).creditCode)
  expect(codes.filter(creditCodeFault)).toEqual([])
  expect(new Set(codes).size).toBe(codes.length)
})

test('figures make exactly the size class they were drawn for, in every industry', () => {
  const wrong: unknown[] = []
  for (const [, { code }] of industries)
    for (const [, size] of sizes)
      for (let i = 0; i < 60; i++) {
        const { headcount, revenue, assets } = figuresFor(randomFor(i, 3), code, size)
        const answer = sizeClass(code, {
          headcount: rational(headcount),
          revenue: rational(revenue * 1_000_000),
          assets: rational(assets * 1_000_000),
        })
        if (!('size' in answer ? answer.size === size : 'unclassified' in answer))
          wrong.push({ code, size, headcount, revenue, assets, answer })
      }
  expect(wrong).toEqual([])
})

test('every line is a fact sheet that the city’s dictionary reads without a fault', async () => {
  const { city } = await loadCityFiles(cityFolder, cityKinds)
  const { vocabulary } = vocabularyOf(city.list(factKind))
  for (const line of lines(400)) {
    const read = parseFactSheet(JSON.parse(line), vocabulary, '2026-03-01')
    expect('faults' in read ? read.faults : []).toEqual([])
  }
})

test('hostile names come, and some facts are missing', () => {
  const made = Array.from({ length: 97 * hostileNames.length }, (_, i) => enterpriseAt(options, i))
  const names = new Set(made.map(({ name }) => name))
  expect(hostileNames.filter((name) => !names.has(name))).toEqual([])
  expect(made.filter(({ facts }) => !facts.some(({ id }) => id === 'fin.revenue')).length).toBeGreaterThan(20)
})

test('no figure is older than its enterprise', () => {
  const older = Array.from({ length: 500 }, (_, i) => enterpriseAt(options, i)).filter(
    ({ registeredOn, facts }) =>
      facts.some(({ year }) => year !== undefined && year < Number(registeredOn.slice(0, 4))),
  )
  expect(older).toEqual([])
})

test('money is written to the cent', () => {
  expect([yuan(123_456), yuan(100), yuan(5), yuan(-205)]).toEqual(['1234.56元', '1元', '0.05元', '-2.05元'])
})
