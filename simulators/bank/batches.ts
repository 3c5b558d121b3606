import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  sign,
  verify,
} from 'node:crypto'
import { z } from 'zod'
import { bilingual } from '#kernel/text.ts'
import type { Instant } from '#kernel/time.ts'
import { type Answer, no, yes } from '../answers.ts'
import { answerOnly, type Call, type Handled } from '../system.ts'
import type { Books } from './books.ts'
import {
  acceptPayment,
  type PaymentEvent,
  PaymentInput,
  type Payments,
  type PaymentTerms,
} from './payments.ts'

/** Payments by file, of `docs/reference/batch-file.md`, written here a second time on purpose: the bank shares no code with the city. */
const PublicKey = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })

/** Whose signature moves money of an account, and with what the bank signs its answers. */
export const AgreementInput = z.object({ account: z.string(), publicJwk: PublicKey })
export const BatchInput = z.object({ file: z.string().min(1), signature: z.string().min(1) })

interface Agreement {
  readonly account: string
  readonly publicJwk: z.output<typeof PublicKey>
  readonly bankKey: JsonWebKey
}

interface TakenRow {
  readonly n: number
  readonly instruction: string
  /** why the row was not taken */
  readonly refused?: string | undefined
}
export interface TakenBatch {
  readonly fileId: string
  readonly account: string
  readonly digest: string
  readonly rows: readonly TakenRow[]
}

export type BatchEvent =
  | { readonly type: 'batch-agreed'; readonly agreement: Agreement }
  | { readonly type: 'batch-taken'; readonly batch: TakenBatch }

export interface Batches {
  readonly agreements: Map<string, Agreement>
  readonly taken: Map<string, TakenBatch>
}
export const emptyBatches = (): Batches => ({ agreements: new Map(), taken: new Map() })

export function applyBatch(batches: Batches, event: BatchEvent): void {
  if (event.type === 'batch-agreed') batches.agreements.set(event.agreement.account, event.agreement)
  else batches.taken.set(event.batch.fileId, event.batch)
}

const publicOf = ({ kty, crv, x, y }: JsonWebKey) => ({ kty, crv, x, y })

export function agree(
  { books, batches }: { books: Books; batches: Batches },
  { input }: Call<z.output<typeof AgreementInput>>,
): Handled<BatchEvent> {
  if (!books.accounts.has(input.account))
    return answerOnly(no(404, 'account-unknown', bilingual('没有这个账户。', 'There is no such account.')))
  const known = batches.agreements.get(input.account)
  const bankKey =
    known?.bankKey ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return {
    events: [{ type: 'batch-agreed', agreement: { ...input, bankKey } }],
    answer: () => yes({ account: input.account, bankKey: publicOf(bankKey) }, 201),
  }
}

const base64url = (text: string | Buffer) => Buffer.from(text).toString('base64url')

function isSigned(key: JsonWebKey, file: string, signature: string): boolean {
  const [head = '', payload, mac = ''] = signature.split('.')
  if (payload !== '') return false
  const signed = Buffer.from(`${head}.${base64url(file)}`)
  const publicKey = createPublicKey({ key, format: 'jwk' })
  return verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(mac, 'base64url'),
  )
}

function signed(key: JsonWebKey, file: string): string {
  const head = base64url(JSON.stringify({ alg: 'ES256', kid: 'bank' }))
  const privateKey = createPrivateKey({ key, format: 'jwk' })
  const bytes = Buffer.from(`${head}.${base64url(file)}`)
  return `${head}..${base64url(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))}`
}

const Head = z.object({
  format: z.literal('yishang-batch/1'),
  fileId: z.string().min(1).max(100),
  account: z.string(),
  madeAt: z.string(),
  count: z.number().int().min(1).max(2_000),
  totalFen: z.number().int().positive().safe(),
})
const Row = z.object({
  n: z.number().int().positive(),
  instruction: z.string().min(1).max(100),
  payeeAccount: z.string().min(1).max(40),
  payeeName: z.string().min(1).max(300),
  amountFen: z.number().int().positive().safe(),
  purpose: z.string().min(1).max(300),
})

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}
const damaged = (lines: readonly number[]) =>
  no(
    422,
    'batch-damaged',
    bilingual('文件有损坏的行，没有付款。', 'Lines of the file are damaged: nothing was paid.'),
    {
      lines,
    },
  )

type Read =
  | { readonly head: z.output<typeof Head>; readonly rows: readonly z.output<typeof Row>[] }
  | { readonly fault: Answer }

/** Reads a file whole; one wrong line and nothing of it is paid. */
function read(file: string): Read {
  const [headLine = '', ...lines] = file.replace(/\n$/, '').split('\n')
  const head = Head.safeParse(parsed(headLine))
  if (!head.success) return { fault: damaged([1]) }
  const rows = lines.map((line) => Row.safeParse(parsed(line)))
  const wrong = rows.flatMap((row, index) => (row.success && row.data.n === index + 1 ? [] : [index + 2]))
  if (wrong.length) return { fault: damaged(wrong) }
  const good = rows.flatMap((row) => (row.success ? [row.data] : []))
  const total = good.reduce((sum, row) => sum + row.amountFen, 0)
  if (good.length !== head.data.count || total !== head.data.totalFen) return { fault: damaged([1]) }
  return { head: head.data, rows: good }
}

/** Takes a file: every row becomes a payment of its own, known by its instruction like one that came over the interface. */
export function takeBatch(
  state: { books: Books; batches: Batches; payments: Payments },
  { input, ...call }: Call<z.output<typeof BatchInput>>,
  terms: PaymentTerms,
): Handled<PaymentEvent | BatchEvent> {
  const found = read(input.file)
  if ('fault' in found) return answerOnly(found.fault)
  const { head, rows } = found
  const agreement = state.batches.agreements.get(head.account)
  if (!agreement || !isSigned(agreement.publicJwk, input.file, input.signature))
    return answerOnly(
      no(
        422,
        'batch-signature-wrong',
        bilingual('签名不对，没有付款。', 'The signature is wrong: nothing was paid.'),
      ),
    )
  const digest = createHash('sha256').update(input.file).digest('hex')
  const known = state.batches.taken.get(head.fileId)
  if (known)
    return answerOnly(
      known.digest === digest
        ? yes({ fileId: head.fileId, count: known.rows.length }, 202)
        : no(
            409,
            'batch-conflict',
            bilingual('这个文件编号已用过。', 'This file id belongs to another file.'),
          ),
    )
  // A file that the account does not cover is not paid in part.
  if ((state.books.accounts.get(head.account)?.balanceFen ?? 0) < head.totalFen)
    return answerOnly(
      no(
        422,
        'insufficient-funds',
        bilingual('付款账户余额不足。', 'The payer’s account has too little money.'),
      ),
    )
  const taken: TakenRow[] = []
  const events: PaymentEvent[] = []
  for (const { n, instruction, payeeAccount, payeeName, amountFen, purpose } of rows) {
    const order = PaymentInput.parse({
      instructionId: instruction,
      amountFen,
      payerAccount: head.account,
      payeeAccount,
      payeeName,
      purpose,
    })
    const asked = { ...call, query: new URLSearchParams(), input: order }
    const handled = acceptPayment(state, asked, terms, events.length)
    const answer = handled.events.length ? undefined : handled.answer()
    const refused = answer && answer.status >= 400 ? (answer.body as { code: string }).code : undefined
    taken.push({ n, instruction, ...(refused ? { refused } : {}) })
    events.push(...handled.events)
  }
  const batch = { fileId: head.fileId, account: head.account, digest, rows: taken }
  return {
    events: [...events, { type: 'batch-taken', batch }],
    answer: () => yes({ fileId: head.fileId, count: rows.length }, 202),
  }
}

const unknownFile = no(404, 'batch-unknown', bilingual('没有收到过这个文件。', 'No such file was received.'))

/** What became of a file's rows, as a file of the bank's own with its signature. */
export function answerTo(
  { batches, payments }: { batches: Batches; payments: Payments },
  fileId: string,
  now: Instant,
): Answer {
  const batch = batches.taken.get(fileId)
  const agreement = batch && batches.agreements.get(batch.account)
  if (!batch || !agreement) return unknownFile
  const rows = batch.rows.map(({ n, instruction, refused }) => {
    const payment = payments.byInstruction.get(instruction)
    if (refused || !payment) return { n, instruction, state: 'refused', reason: refused }
    return {
      n,
      instruction,
      state: payment.state,
      paymentNumber: payment.paymentNumber,
      amountFen: payment.settledFen,
      reason: payment.reason,
    }
  })
  const head = {
    format: 'yishang-batch-answer/1',
    fileId,
    account: batch.account,
    answeredAt: now,
    count: rows.length,
  }
  const file = `${[head, ...rows].map((line) => JSON.stringify(line)).join('\n')}\n`
  return yes({ file, signature: signed(agreement.bankKey, file) })
}
