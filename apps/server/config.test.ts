import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConnections } from './config.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-connections-'))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))
const file = (text: string) => {
  const name = path.join(dir, 'connections.json')
  fs.writeFileSync(name, text)
  return name
}

test('a city without a file of connections has none', () => {
  expect(readConnections(undefined)).toEqual({})
})

test('connections are read, without a final slash', () => {
  const text = '{ "bank": { "url": "https://bank.example/api/", "secret": "sixteen letters!" } }'
  expect(readConnections(file(text))).toEqual({
    bank: { url: 'https://bank.example/api', secret: 'sixteen letters!' },
  })
})

test.each([
  ['not JSON', '{'],
  ['a secret too short to be one', '{ "bank": { "url": "https://bank.example", "secret": "short" } }'],
  ['an address that is none', '{ "bank": { "url": "bank", "secret": "sixteen letters!" } }'],
])('%s stops the start, naming the file', (_, text) => {
  expect(() => readConnections(file(text))).toThrow(/connections-invalid .*connections\.json/)
})
