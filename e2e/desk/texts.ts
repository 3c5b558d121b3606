import fs from 'node:fs'
import path from 'node:path'
import type { PageLanguage } from '../browser.ts'

const root = path.resolve(import.meta.dirname, '../..')
const files = {
  work: 'apps/web/workbench/messages',
  policy: 'engines/policy/screens/words',
  publication: 'engines/publication/screens/words',
} as const

/** One text of a screen with its gaps filled, such as `policy:write.removeOf`: tests never retype what people read. */
export function textsOf(language: PageLanguage) {
  return (key: string, gaps: Readonly<Record<string, string | number>> = {}): string => {
    const [file = '', steps = ''] = key.split(':')
    const words: unknown = JSON.parse(
      fs.readFileSync(path.join(root, files[file as keyof typeof files], `${language}.json`), 'utf8'),
    )
    const text = steps
      .split('.')
      .reduce((found, step) => (found as Record<string, unknown> | undefined)?.[step], words)
    if (typeof text !== 'string') throw new Error(`no text ${key} in ${language}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) => String(gaps[gap] ?? ''))
  }
}
