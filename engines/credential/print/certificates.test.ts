import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { keptCityRows } from '#platform/testing/city.ts'
import { certificatePdf } from './certificate-pdf.ts'
import { LicenceType } from '../definition.ts'
import { certificateContent } from './print.ts'
import type { LicenceRow } from '../store.ts'

/** Characters of real names beyond everyday use, one of them outside the basic plane. */
const rare = '龘䶮㐂𬸚'
/** A character of the standard that no font here draws. */
const beyond = '𪚥'

const require = createRequire(import.meta.url)
interface Font {
  glyphForCodePoint(codePoint: number): { readonly path: { readonly commands: readonly Command[] } }
}
/** The reader of fonts that pdfkit brings; it has no types. */
const fontkit = createRequire(require.resolve('pdfkit'))('fontkit') as { openSync(file: string): Font }
const side = 48

interface Command {
  readonly command: string
  readonly args: readonly number[]
}

/** The points of an outline, curves in eight steps. */
function polygons(commands: readonly Command[]): [number, number][][] {
  const shapes: [number, number][][] = []
  let at: [number, number] = [0, 0]
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args
    if (command === 'moveTo') shapes.push([[a, b]])
    if (command === 'lineTo') shapes.at(-1)?.push([a, b])
    for (let i = 1; i <= 8 && command.endsWith('CurveTo'); i++) {
      const t = i / 8
      const u = 1 - t
      const [x, y] = at
      shapes
        .at(-1)
        ?.push(
          command === 'quadraticCurveTo'
            ? [u * u * x + 2 * u * t * a + t * t * c, u * u * y + 2 * u * t * b + t * t * d]
            : [
                u ** 3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t ** 3 * e,
                u ** 3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t ** 3 * f,
              ],
        )
    }
    at = shapes.at(-1)?.at(-1) ?? at
  }
  return shapes
}

/** The glyph as black and white pixels, filled by the non-zero rule. */
function pixels(font: Font, char: string): boolean[] {
  const shapes = polygons(font.glyphForCodePoint(char.codePointAt(0) ?? 0).path.commands)
  const inside = (x: number, y: number) => {
    let winding = 0
    for (const shape of shapes)
      shape.forEach(([x1, y1], i) => {
        const [x2, y2] = shape[(i + 1) % shape.length] ?? [x1, y1]
        if (y1 <= y === y2 <= y) return
        if (x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) > x) winding += y2 > y1 ? 1 : -1
      })
    return winding !== 0
  }
  return Array.from({ length: side * side }, (_, i) =>
    inside(((i % side) + 0.5) * (1000 / side), (Math.floor(i / side) + 0.5) * (1100 / side) - 150),
  )
}

describe.each(['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'])('%s', (file) => {
  const font = fontkit.openSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`))
  const empty = pixels(font, beyond)

  test('draws rare characters by pixels: each leaves ink, none is the empty box, no two are alike', () => {
    const drawn = [...rare].map((char) => pixels(font, char))
    for (const picture of drawn) {
      expect(picture.filter(Boolean).length).toBeGreaterThan(side * side * 0.1)
      const other = picture.filter((ink, i) => ink !== empty[i]).length
      expect(other).toBeGreaterThan(side * side * 0.05)
    }
    expect(new Set(drawn.map((picture) => picture.map(Number).join(''))).size).toBe(drawn.length)
  })
})

describe.each(['guangzhou', 'template'])('certificates of %s', async (city) => {
  const rows = await keptCityRows(
    path.resolve(import.meta.dirname, '../../../cities', city),
    composition.kinds,
  )
  const types = rows.filter(({ kind }) => kind === 'licence-type').map(({ body }) => LicenceType.parse(body))

  test.each(types.map((type) => [type.id, type] as const))(
    '%s prints rare characters, and nothing with an empty box',
    async (_, type) => {
      const print = (name: string) => {
        const claims = Object.fromEntries(type.claims.map(({ id }) => [id, name]))
        const licence = {
          licenceType: type.id,
          typeVersion: type.version,
          title: type.title,
          number: 'GZ-1',
          holderName: name,
          open: claims,
          disclosable: {},
          issuedBy: { zh: '示例局', en: 'Bureau' },
          issuedAt: '2026-03-02T02:00:00.000Z',
          bundle: null,
        } as unknown as LicenceRow
        const definitions = { get: () => type } as never
        return certificatePdf(
          certificateContent(licence, 'https://city.example/verify#a.b', {
            definitions,
            now: '2026-03-02T02:00:00.000Z',
            offsetMinutes: 480,
          }),
        )
      }
      expect(await print(`${rare}公司`)).toHaveProperty('pdf')
      expect(await print(`${rare}${beyond}公司`)).toEqual({ missingGlyphs: [beyond] })
    },
  )
})
