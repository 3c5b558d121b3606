import fs from 'node:fs'
import path from 'node:path'
import type { PageLanguage } from './browser.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Where a word's key begins, as the screens name it. */
const places = {
  app: 'apps/web/messages',
  work: 'apps/web/workbench/messages',
  casework: 'engines/casework/screens/words',
  items: 'engines/casework/messages',
  credential: 'engines/credential/screens/words',
  ledger: 'engines/ledger/messages',
  policy: 'engines/policy/screens/words',
  publication: 'engines/publication/screens/words',
} as const

type Tree = { readonly [key: string]: string | Tree }
const kept = new Map<string, Tree>()
function treeOf(place: keyof typeof places, language: PageLanguage): Tree {
  const file = path.join(root, places[place], `${language}.json`)
  const tree = kept.get(file) ?? (JSON.parse(fs.readFileSync(file, 'utf8')) as Tree)
  kept.set(file, tree)
  return tree
}

/** The text behind `work:runs.publish`, in each of its plural forms. */
function formsOf(key: string, language: PageLanguage): string[] {
  const [place = '', rest = ''] = key.split(':')
  const steps = rest.split('.')
  const last = steps.pop() ?? ''
  const within = steps.reduce<Tree | string | undefined>(
    (tree, step) => (typeof tree === 'object' ? tree[step] : undefined),
    treeOf(place as keyof typeof places, language),
  )
  const found = ['', '_one', '_other'].flatMap((plural) => {
    const text = typeof within === 'object' ? within[`${last}${plural}`] : undefined
    return typeof text === 'string' ? [text] : []
  })
  if (found.length === 0) throw new Error(`no words ${key} in ${language}`)
  return found
}

/** One text of a screen with its gaps filled: tests never retype what people read. */
export const textsOf =
  (language: PageLanguage) =>
  (key: string, gaps: Readonly<Record<string, string | number>> = {}): string =>
    (formsOf(key, language)[0] ?? '').replace(/\{\{(\w+)\}\}/g, (_, gap: string) => String(gaps[gap] ?? ''))

/** The same as a pattern: whatever the page says there, with anything in its gaps. */
export function wordsOf(language: PageLanguage): (key: string) => RegExp {
  return (key) => {
    const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const patterns = formsOf(key, language).map((text) =>
      text
        .split(/\{\{.*?\}\}/)
        .map(literal)
        .join('.*'),
    )
    return new RegExp(`^(?:${patterns.join('|')})(?:\\s?\\w)?$`)
  }
}
