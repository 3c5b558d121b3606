import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { SavedTable } from './table.ts'

/** A table as it stood at a position of the feed, under one fact dictionary. */
export interface Snapshot {
  readonly position: number
  readonly dictionaryHash: string
  readonly table: SavedTable
}

const format = 1
const Header = z.object({
  format: z.literal(format),
  position: z.number().int().min(0),
  dictionaryHash: z.string(),
  rows: z.number().int().min(0),
  columns: z.array(
    z.object({
      slot: z.string(),
      fact: z.string(),
      bytes: z.number().int().min(0),
      names: z.array(z.string()).optional(),
      odd: z.array(z.tuple([z.number(), z.string(), z.string()])).optional(),
    }),
  ),
  lists: z.array(z.tuple([z.number(), z.record(z.string(), z.array(z.record(z.string(), z.unknown())))])),
})

const idBytes = 16
const digestBytes = 32

/**
 * Header's length, header, ids, columns, SHA-256 of all before. Written beside and renamed, so that a process killed while writing
 * leaves the earlier file.
 */
export function writeSnapshot(file: string, { position, dictionaryHash, table }: Snapshot): void {
  const header = Buffer.from(
    JSON.stringify({
      format,
      position,
      dictionaryHash,
      rows: table.ids.length,
      columns: table.columns.map(({ bytes, ...column }) => ({ ...column, bytes: bytes.length })),
      lists: table.lists,
    }),
  )
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const ids = Buffer.from(table.ids.map((id) => id.replaceAll('-', '')).join(''), 'hex')
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const partial = `${file}.${process.pid}.partial`
  const handle = fs.openSync(partial, 'w', 0o600)
  try {
    const digest = createHash('sha256')
    for (const part of [length, header, ids, ...table.columns.map(({ bytes }) => bytes)]) {
      digest.update(part)
      fs.writeSync(handle, part)
    }
    fs.writeSync(handle, digest.digest())
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  fs.renameSync(partial, file)
}

/** The snapshot, or undefined where there is none or it is damaged: the database has everything, only slower. */
export function readSnapshot(file: string): Snapshot | undefined {
  if (!fs.existsSync(file)) return undefined
  const whole = fs.readFileSync(file)
  const end = whole.length - digestBytes
  if (end < 4) return undefined
  const body = whole.subarray(0, end)
  if (!createHash('sha256').update(body).digest().equals(whole.subarray(end))) return undefined
  const start = 4 + body.readUInt32LE(0)
  const header = Header.safeParse(JSON.parse(body.subarray(4, start).toString('utf8')))
  if (!header.success) return undefined
  const { position, dictionaryHash, rows, columns, lists } = header.data
  let place = start + rows * idBytes
  return {
    position,
    dictionaryHash,
    table: {
      ids: Array.from({ length: rows }, (_, row) => uuidAt(body, start + row * idBytes)),
      columns: columns.map(({ bytes, ...column }) => {
        const from = place
        place += bytes
        return { ...column, bytes: body.subarray(from, place) }
      }),
      lists,
    },
  }
}

function uuidAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + idBytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
