import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from '#kernel/bytes.ts'
import { type Signer, verifierFrom } from '#kernel/signature.ts'
import type { Instant } from '#kernel/time.ts'
import { z } from 'zod'
import { AnswerRow, type BankKey, type BatchRow, type LineFault } from './model.ts'

/** The sandbox's own format, one JSON object a line (`docs/reference/batch-file.md`); a bank's own is a connector's matter. */
export const orderFormat = 'yishang-batch/1'
export const answerFormat = 'yishang-batch-answer/1'

export interface OrderHead {
  readonly fileId: string
  readonly account: string
  readonly madeAt: Instant
  readonly count: number
  readonly totalFen: number
}

/** The text of a file, the same for the same payments to the byte. */
export function orderFile(
  { fileId, account, madeAt, count, totalFen }: OrderHead,
  rows: readonly BatchRow[],
): string {
  const lines = [
    { format: orderFormat, fileId, account, madeAt, count, totalFen },
    ...rows.map(({ n, instruction, payeeAccount, payeeName, amountFen, purpose }) => ({
      n,
      instruction,
      payeeAccount,
      payeeName,
      amountFen,
      purpose,
    })),
  ]
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

const signedBytes = (head: string, file: string): Bytes =>
  concat(utf8(head), utf8('.'), utf8(toBase64url(utf8(file))))

/** A detached JWS (RFC 7515 appendix F) over a file: its payload is the file's bytes and is not repeated in it. */
export async function signFile(file: string, signer: Signer): Promise<string> {
  const head = toBase64url(utf8(JSON.stringify({ alg: signer.algorithm, kid: signer.keyId })))
  return `${head}..${toBase64url(await signer.sign(signedBytes(head, file)))}`
}

/** Whether a detached JWS is a key's over these bytes; anything that is not such a signature is not. */
export async function isSignedBy(key: BankKey, file: string, signature: string): Promise<boolean> {
  const [head = '', payload, mac = '', ...more] = signature.trim().split('.')
  const headBytes = fromBase64url(head)
  const bytes = fromBase64url(mac)
  if (payload !== '' || more.length > 0 || !headBytes || bytes?.length !== 64) return false
  try {
    const { alg } = JSON.parse(new TextDecoder().decode(headBytes)) as { alg?: unknown }
    if (alg !== 'ES256') return false
    const verifier = await verifierFrom({ keyId: 'bank', publicJwk: key })
    return await verifier.verify(signedBytes(head, file), bytes)
  } catch {
    return false
  }
}

const AnswerHead = z.strictObject({
  format: z.literal(answerFormat),
  fileId: z.string(),
  account: z.string(),
  answeredAt: z.string(),
  count: z.number().int(),
})

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

/** What is wrong between an answered row and what was ordered. */
function faultOf(
  row: AnswerRow,
  ordered: ReadonlyMap<number, string>,
  seen: ReadonlySet<number>,
): LineFault['code'] | undefined {
  const instruction = ordered.get(row.n)
  if (instruction === undefined) return 'row-unknown'
  if (seen.has(row.n)) return 'row-repeated'
  if (instruction !== row.instruction) return 'instruction-differs'
  return row.state === 'settled' && row.amountFen === undefined ? 'amount-missing' : undefined
}

/**
 * Reads an answer to a file. All or nothing: a line that is damaged, repeated, missing or another file's is named and nothing
 * is taken.
 */
export function readAnswer(
  text: string,
  file: { readonly fileId: string; readonly account: string },
  ordered: ReadonlyMap<number, string>,
): { readonly rows: readonly AnswerRow[]; readonly faults: readonly LineFault[] } {
  const [headLine = '', ...lines] = text.replace(/\n$/, '').split('\n')
  const head = AnswerHead.safeParse(parsed(headLine))
  if (!head.success) return { rows: [], faults: [{ line: 1, code: 'head-missing' }] }
  if (head.data.fileId !== file.fileId || head.data.account !== file.account)
    return { rows: [], faults: [{ line: 1, code: 'other-file' }] }
  const faults: LineFault[] = []
  const rows: AnswerRow[] = []
  const seen = new Set<number>()
  for (const [index, line] of lines.entries()) {
    const place = index + 2
    const value = parsed(line)
    const row = AnswerRow.safeParse(value)
    if (!row.success) faults.push({ line: place, code: value === undefined ? 'not-json' : 'shape' })
    else {
      const code = faultOf(row.data, ordered, seen)
      if (code) faults.push({ line: place, code })
      seen.add(row.data.n)
      rows.push(row.data)
    }
  }
  for (const n of ordered.keys())
    if (!seen.has(n) && faults.length === 0) faults.push({ line: n + 1, code: 'row-missing' })
  if (head.data.count !== lines.length) faults.unshift({ line: 1, code: 'count-differs' })
  return { rows, faults }
}
