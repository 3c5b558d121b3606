import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const styles = (directory: string): string[] =>
  fs
    .readdirSync(path.join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css') && entry.name !== 'tokens.css')
    .map((entry) => path.join(entry.parentPath, entry.name))

const tokens = fs.readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8')

/** Custom properties of one block of the tokens. */
function block(selector: string): Map<string, string> {
  const start = tokens.indexOf(`${selector} {`)
  const body = tokens.slice(start, tokens.indexOf('}', start))
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

/** WCAG relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

describe.each([':root', '[data-theme="dark"]'])('colours of %s', (selector) => {
  const colours = block(selector)
  const of = (name: string) => colours.get(name) ?? '#000000'

  it.each(['--ink', '--ink-soft', '--ink-faint', '--accent'])('%s reads on every ground', (ink) => {
    for (const ground of ['--paper', '--surface', '--sunken'])
      expect(contrast(of(ink), of(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['done', 'soon', 'late', 'wait', 'idle'])('%s reads on its own tint', (state) => {
    expect(contrast(of(`--${state}`), of(`--${state}-soft`))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of('--ink'), of(`--${state}-soft`))).toBeGreaterThanOrEqual(4.5)
  })

  it('shows what can be pressed and where the focus is', () => {
    expect(contrast(of('--on-accent'), of('--accent'))).toBeGreaterThanOrEqual(4.5)
    for (const edge of ['--line-strong', '--focus'])
      for (const ground of ['--paper', '--surface'])
        expect(contrast(of(edge), of(ground)), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3)
  })
})

describe('style sheets', () => {
  const engines = fs.readdirSync(path.join(root, 'engines')).map((engine) => `engines/${engine}/screens`)
  const files = ['apps/web', ...engines.filter((folder) => fs.existsSync(path.join(root, folder)))].flatMap(
    styles,
  )

  it('name no colour of their own', () => {
    const found = files.flatMap((file) =>
      (fs.readFileSync(file, 'utf8').match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/gi) ?? []).map(
        (colour) => `${path.relative(root, file)}: ${colour}`,
      ),
    )
    expect(found).toEqual([])
  })

  it('use only custom properties that exist', () => {
    const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map((match) => match[1]))
    const found = files.flatMap((file) =>
      [...fs.readFileSync(file, 'utf8').matchAll(/var\((--[\w-]+)/g)]
        .filter((match) => !known.has(match[1]))
        .map((match) => `${path.relative(root, file)}: ${match[1]}`),
    )
    expect(found).toEqual([])
  })
})
