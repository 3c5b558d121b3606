import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

type Words = { readonly [key: string]: string | Words }

const flat = (words: Words, before = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${before}${key}`, value] as [string, string]]
      : flat(value, `${before}${key}.`),
  )

const read = (file: string): [string, string][] =>
  flat(JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Words)

/** Namespaces as pages load them: the app's own, and each engine's messages with its screens' words. */
const namespaces = (): Map<string, { directories: string[] }> => {
  const found = new Map([
    ['app', { directories: ['apps/web/messages'] }],
    ['workbench', { directories: ['apps/web/workbench/messages'] }],
  ])
  for (const engine of fs.readdirSync(path.join(root, 'engines'))) {
    const directories = [`engines/${engine}/messages`, `engines/${engine}/screens/words`].filter(
      (directory) => fs.existsSync(path.join(root, directory)),
    )
    if (directories.length) found.set(engine, { directories })
  }
  return found
}

const wordsOf = (directory: string, language: 'zh' | 'en') => read(`${directory}/${language}.json`)
const every = [...namespaces()].flatMap(([, { directories }]) => directories)

/** Names that are written in Latin letters in Chinese as well. */
const names =
  /^(Excel|PDF|PNG|JPG|CSV|NDJSON|XLSX?|JSON|RFC|Cookie|Idempotency-Key|GB|UTF|OFD|SD-JWT|VC|API|ID|MB|KB|A|B|C|D|E|X|Z|II?|III|IV|V)$/i
/** A place whose English value has a name of its own, such as `factEn` beside `fact`. */
const spoken = (placeName: string) => placeName.replace('En}}', '}}')
const place = /\{\{\w+\}\}/g

describe('the words of the pages', () => {
  it.each(every)('%s has the same keys in both languages', (directory) => {
    const keys = (language: 'zh' | 'en') =>
      wordsOf(directory, language)
        .map(([key]) => key)
        .sort()
    expect(keys('zh')).toEqual(keys('en'))
  })

  it.each(every)('%s has the same places in both languages', (directory) => {
    const places = (language: 'zh' | 'en') =>
      wordsOf(directory, language).map(([key, text]) => [
        key,
        [...new Set((text.match(place) ?? []).map(spoken))].sort(),
      ])
    expect(Object.fromEntries(places('zh'))).toEqual(Object.fromEntries(places('en')))
  })

  it.each(every)('%s has no English word and no exclamation mark in Chinese', (directory) => {
    const found = wordsOf(directory, 'zh').flatMap(([key, text]) =>
      (text.replace(place, '').match(/[A-Za-z][A-Za-z-]*|[!！]/g) ?? [])
        .filter((word) => !names.test(word))
        .map((word) => `${key}: ${word}`),
    )
    expect(found).toEqual([])
  })

  const pageWords = every.filter(
    (directory) => !directory.startsWith('engines/') || directory.endsWith('/words'),
  )
  it.each(pageWords)('%s has no Chinese character in English', (directory) => {
    const found = wordsOf(directory, 'en').filter(([, text]) => /\p{Script=Han}/u.test(text))
    expect(found).toEqual([])
  })
})

const sources = (directory: string): string[] =>
  fs
    .readdirSync(path.join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))

/** `t('key')` as written, and the namespace that the file's own `useTranslation` names. Keys put together are left out. */
function keysUsed(file: string): { namespace: string; key: string }[] {
  const text = fs.readFileSync(file, 'utf8')
  const named = /(?:useTranslation|useWords)\(\[?'(\w+)'/.exec(text)?.[1]
  const own =
    named ??
    (text.includes('useWords(') || (text.includes('Words') && file.includes('/workbench/'))
      ? 'workbench'
      : 'app')
  return [...text.matchAll(/\bt\(\s*(?:\w+(?:\.\w+)* \? )?'([\w:.-]+)'/g)].map((match) => {
    const [first = '', second] = (match[1] ?? '').split(':')
    return second === undefined ? { namespace: own, key: first } : { namespace: first, key: second }
  })
}

describe('keys', () => {
  it('that the pages ask for all exist: no page shows an empty place', () => {
    const known = new Map(
      [...namespaces()].map(([namespace, { directories }]) => [
        namespace,
        new Set(
          directories.flatMap((directory) =>
            wordsOf(directory, 'zh').map(([key]) => (directory.endsWith('/words') ? `screens.${key}` : key)),
          ),
        ),
      ]),
    )
    const engines = fs.readdirSync(path.join(root, 'engines')).map((engine) => `engines/${engine}/screens`)
    const files = ['apps/web', ...engines.filter((folder) => fs.existsSync(path.join(root, folder)))].flatMap(
      sources,
    )
    const asked = files.flatMap((file) =>
      keysUsed(file).map((use) => ({ ...use, file: path.relative(root, file) })),
    )
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter(({ namespace, key }) => !known.get(namespace)?.has(key))).toEqual([])
  })
})
