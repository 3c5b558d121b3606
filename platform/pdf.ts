import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Instant } from '#kernel/time.ts'

/** The names under which a page asks for its two weights: `page.font('regular')`. */
export type PdfFont = 'regular' | 'bold'
export type PdfPage = PDFKit.PDFDocument

/** Either the document, or the characters that no font here can draw: nothing is printed with an empty box in a name. */
export type PdfResult = { readonly pdf: Buffer } | { readonly missingGlyphs: readonly string[] }

export interface PdfOptions {
  readonly title: string
  /** the moment of making, written into the document */
  readonly at: Instant
  /** `zh-CN` unless told; read by screen readers */
  readonly language?: string
}

const files: Readonly<Record<PdfFont, string>> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}
const require = createRequire(import.meta.url)
const loaded = new Map<PdfFont, Buffer>()

function fontBytes(font: PdfFont): Buffer {
  const bytes = loaded.get(font) ?? readFileSync(require.resolve(files[font]))
  loaded.set(font, bytes)
  return bytes
}

/** What pdfkit keeps behind `page.font()`; not in its types. */
interface EmbeddedFont {
  readonly font: {
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): { readonly path: { readonly commands: readonly unknown[] } }
  }
  encode(text: string, features?: unknown): unknown
}

/** A font may list a character and draw nothing for it: only a space may stay white. */
function leavesInk(font: EmbeddedFont['font'], char: string): boolean {
  const codePoint = char.codePointAt(0) ?? 0
  if (!font.hasGlyphForCodePoint(codePoint)) return false
  return /\s/u.test(char) || font.glyphForCodePoint(codePoint).path.commands.length > 0
}

/** Whatever way a page draws text, pdfkit encodes it through the font: the one place where a missing glyph shows. */
function watch(page: PdfPage, font: PdfFont, missing: Set<string>): void {
  page.registerFont(font, fontBytes(font)).font(font)
  const embedded = Reflect.get(page, '_font') as EmbeddedFont
  const encode = embedded.encode.bind(embedded)
  embedded.encode = (text, features) => {
    for (const char of text) if (!leavesInk(embedded.font, char)) missing.add(char)
    return encode(text, features)
  }
}

/**
 * Draws an A4 document with the Chinese fonts. `build` draws on the page and returns; it starts in `regular` 11 pt.
 * Line and page breaks follow pdfkit, which breaks Chinese correctly.
 */
export function renderPdf(options: PdfOptions, build: (page: PdfPage) => void): Promise<PdfResult> {
  const made = new Date(options.at)
  const page = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang: options.language ?? 'zh-CN',
    displayTitle: true,
    info: { Title: options.title, CreationDate: made, ModDate: made },
  })
  const missing = new Set<string>()
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk))
    page.on('error', reject)
    page.on('end', () =>
      resolve(missing.size ? { missingGlyphs: [...missing] } : { pdf: Buffer.concat(chunks) }),
    )
    watch(page, 'bold', missing)
    watch(page, 'regular', missing)
    page.fontSize(11)
    build(page)
    page.end()
  })
}
