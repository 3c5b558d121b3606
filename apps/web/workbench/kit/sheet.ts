/** A table as a file: what is written is text and plain numbers, never a formula. */
export interface Sheet {
  readonly title: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number | undefined)[])[]
}

/** A cell that a spreadsheet would run as a formula is kept a text by an apostrophe in front (CSV injection). */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (cell: string | number | undefined) => {
  if (typeof cell === 'number') return String(cell)
  const text = harmless(cell ?? '')
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** CSV in UTF-8 with the mark that lets Excel read Chinese. */
export function csvOf(sheet: Sheet): Uint8Array {
  const lines = [sheet.header, ...sheet.rows].map((row) => row.map(quoted).join(','))
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}

const escaped = (text: string) =>
  text
    // Characters that XML 1.0 does not allow at all
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

function rowXml(row: readonly (string | number | undefined)[], number: number, style: number): string {
  const cells = row.map((cell, index) => {
    if (cell === undefined || cell === '') return ''
    const at = `${columnName(index)}${number}`
    return typeof cell === 'number'
      ? `<c r="${at}" s="${style}"><v>${cell}</v></c>`
      : `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNs = 'http://schemas.openxmlformats.org/package/2006'
const officeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** What Excel forbids in a sheet's name, and its 31 characters. */
const sheetName = (title: string) => escaped(title.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)) || 'Sheet1'

function parts(sheet: Sheet): Readonly<Record<string, string>> {
  const width = sheet.header.length
  const rows = sheet.rows.map((row, index) => rowXml(row, index + 2, 0)).join('')
  const last = `${columnName(Math.max(width - 1, 0))}${sheet.rows.length + 1}`
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${officeType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${officeType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${officeType}.styles+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packageNs}/relationships"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="${sheetName(sheet.title)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packageNs}/relationships"><Relationship Id="r1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${Math.max(width, 1)}" width="20" customWidth="1"/></cols><sheetData>${rowXml(sheet.header, 1, 1)}${rows}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`,
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})
const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Little-endian numbers of 2 or 4 bytes: `[2, 20]` is 20 in two bytes. */
function packed(fields: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)))
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return new Uint8Array(view.buffer)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** 1 January 1980, the oldest date a zip archive can name: the same rows give the same bytes. */
const stamp = [
  [2, 0],
  [2, 0x21],
] as const

/** An archive of stored (not compressed) parts: a queue is small, and every spreadsheet reads it (APPNOTE 6.3.3, 4.3). */
function archive(files: Readonly<Record<string, string>>): Uint8Array {
  const bodies: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const name = new TextEncoder().encode(path)
    const bytes = new TextEncoder().encode(text)
    const facts = [
      ...stamp,
      [4, crcOf(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ] as const
    const version = [
      [2, 20],
      [2, 0x0800],
      [2, 0],
    ] as const
    const local = joined([packed([[4, 0x04034b50], ...version, ...facts]), name, bytes])
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const
    directory.push(packed([[4, 0x02014b50], [2, 20], ...version, ...facts, ...rest]), name)
    bodies.push(local)
    offset += local.length
  }
  const index = joined(directory)
  const count = Object.keys(files).length
  const end = packed([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, index.length],
    [4, offset],
    [2, 0],
  ])
  return joined([...bodies, index, end])
}

/** An Excel workbook of one sheet with a frozen bold header and a filter; numbers stay numbers, all else is text. */
export const xlsxOf = (sheet: Sheet): Uint8Array => archive(parts(sheet))
