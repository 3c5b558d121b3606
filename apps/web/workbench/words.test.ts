import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '../../..')
const engines = path.join(root, 'engines')

function keysOf(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as object, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  )
}

function sourcesIn(folder: string): string[] {
  return fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tsx'))
        .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
    : []
}

const sources = [
  ...sourcesIn(import.meta.dirname),
  ...fs.readdirSync(engines).flatMap((engine) => sourcesIn(path.join(engines, engine, 'screens/workbench'))),
]
const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
const at = (words: unknown, key: string): unknown =>
  key.split('.').reduce((found: unknown, name) => (found as Record<string, unknown>)?.[name], words)

test('every word of the workbench stands in both languages, with the same places to fill', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
  for (const key of keysOf(zh))
    expect([key, places(String(at(en, key)))]).toEqual([key, places(String(at(zh, key)))])
})

test('every word that a screen asks for is there, whether named whole or by its beginning', () => {
  const words = sources.flatMap((source) => [...source.matchAll(/(?<![:\w])'([a-z][\w-]*(?:\.[\w-]+)+)'/gi)])
  const roots = new Set(Object.keys(zh))
  const asked = words.map(([, key = '']) => key).filter((key) => roots.has(key.split('.')[0] ?? ''))
  expect(asked.filter((key) => typeof at(zh, key) !== 'string')).toEqual([])
  const beginnings = sources
    .flatMap((source) => [...source.matchAll(/\bt\(`([a-z][\w.-]*)\.\$\{/gi)])
    .map(([, key = '']) => key)
  expect(beginnings.length).toBeGreaterThan(10)
  expect(beginnings.filter((key) => typeof at(zh, key) !== 'object')).toEqual([])
})

test('no Chinese text holds Latin words beside names of formats', () => {
  const latin = keysOf(zh).filter((key) =>
    String(at(zh, key))
      .replace(/\{\{\w+\}\}|Excel|CSV|NDJSON|\.xlsx|MB/g, '')
      .match(/[A-Za-z]{2,}/),
  )
  expect(latin).toEqual([])
})
