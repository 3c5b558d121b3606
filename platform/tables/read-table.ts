import { textOf } from '../files.ts'
import { readCsv } from './csv.ts'
import { readExcel } from './excel.ts'
import { readNdjson } from './ndjson.ts'
import { type Table, TableFault } from './table.ts'

const startsWith = (bytes: Uint8Array, ...head: number[]) => head.every((byte, i) => bytes[i] === byte)

/** Reads a table by what its bytes are, not by its name: Excel, lines of JSON, or separated text in UTF-8 or GB 18030. */
export async function readTable(bytes: Uint8Array, sheet?: string): Promise<Table> {
  if (bytes.length === 0) throw new TableFault('file-empty')
  if (startsWith(bytes, 0x50, 0x4b, 3, 4))
    return readExcel(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), sheet)
  // A compound document: a workbook with a password, or one of before 2007.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new TableFault('file-encrypted')
  const text = textOf(bytes)
  if (text === undefined) throw new TableFault('file-not-a-table')
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start === '') throw new TableFault('file-empty')
  return start.startsWith('{') ? readNdjson(text) : readCsv(text)
}
