/** Tables that go over the clipboard from and to Excel and Word: rows of cells. */
export type CellTable = readonly (readonly string[])[]

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()
const isFilled = (row: readonly string[]) => row.some((cell) => cell !== '')

/** Rows of tab-separated text, as spreadsheets put it on the clipboard: a quoted cell may hold tabs, line ends and doubled quotes. */
export function tableInText(text: string): CellTable {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end = ''] of text
    .replace(/\r\n?/g, '\n')
    .matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g)) {
    rows.at(-1)?.push(tidy(quoted === undefined ? plain : quoted.replaceAll('""', '"')))
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  return rows.filter(isFilled)
}

/** The rows of the first table of a piece of HTML; a cell over several rows or columns stands in each of them. */
export function tableInHtml(html: string): CellTable | undefined {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (!table) return undefined
  const rows: string[][] = []
  Array.from(table.rows).forEach((row, y) => {
    let x = 0
    for (const cell of row.cells) {
      while (rows[y]?.[x] !== undefined) x += 1
      for (let dy = 0; dy < cell.rowSpan && y + dy < table.rows.length; dy++)
        for (let dx = 0; dx < cell.colSpan; dx++) {
          rows[y + dy] ??= []
          const line = rows[y + dy]
          if (line) line[x + dx] = tidy(cell.textContent ?? '')
        }
      x += cell.colSpan
    }
  })
  return rows.map((row) => Array.from(row, (cell) => cell ?? '')).filter(isFilled)
}

export const tableIn = (data: Pick<DataTransfer, 'getData'>): CellTable =>
  tableInHtml(data.getData('text/html')) ?? tableInText(data.getData('text/plain'))

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
/** A cell that begins like a formula is text for whoever opens it in a spreadsheet. */
const harmless = (text: string) => (/^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text)
const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const textOfTable = (table: CellTable): string =>
  table.map((row) => row.map((cell) => quoted(harmless(cell))).join('\t')).join('\n')

export const htmlOfTable = (table: CellTable): string =>
  `<table>${table
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(harmless(cell))}</td>`).join('')}</tr>`)
    .join('')}</table>`

/** Puts a table on the clipboard, for spreadsheets and for documents. */
export function copyTable(table: CellTable): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', textOfTable(table))
    event.clipboardData?.setData('text/html', htmlOfTable(table))
    event.preventDefault()
  }
  document.addEventListener('copy', put)
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', put)
  }
}
