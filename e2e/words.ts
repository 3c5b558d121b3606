import fs from 'node:fs'
import path from 'node:path'
import type { PageLanguage } from './browser.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Where a word's key begins, as the screens name it. */
const places = {
  app: 'apps/web/messages',
  work: 'apps/web/workbench/messages',
  casework: 'engines/casework/screens/words',
  credential: 'engines/credential/screens/words',
  policy: 'engines/policy/screens/words',
} as const

type Tree = { readonly [key: string]: string | Tree }
const kept = new Map<string, Tree>()
function treeOf(place: keyof typeof places, language: PageLanguage): Tree {
  const file = path.join(root, places[place], `${language}.json`)
  const tree = kept.get(file) ?? (JSON.parse(fs.readFileSync(file, 'utf8')) as Tree)
  kept.set(file, tree)
  return tree
}

/**
 * The words of a screen as a pattern: `work:runs.publish` is whatever the page says there, with anything in its gaps.
 * Tests never retype what people read.
 */
export function wordsOf(language: PageLanguage): (key: string) => RegExp {
  return (key) => {
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
    const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const patterns = found.map((text) =>
      text
        .split(/\{\{.*?\}\}/)
        .map(literal)
        .join('.*'),
    )
    return new RegExp(`^(?:${patterns.join('|')})(?:\\s?\\w)?$`)
  }
}
