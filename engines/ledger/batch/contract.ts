import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { BookId } from '../model.ts'
import { BankKey, FileId } from './model.ts'

/** What would go into the next file of a book. */
export interface Fileable {
  readonly channel: 'http' | 'file'
  readonly account: string
  readonly count: number
  readonly totalFen: number
  readonly digest: string
}

/** What is needed to judge the bank's answer to a file. */
export interface Answerable {
  readonly account: string
  /** whether the signature is the bank's over this very text */
  readonly signed: boolean
  /** the numbers and instructions of the file's rows */
  readonly rows: readonly (readonly [number, string])[]
}

const onBook = { kind: 'book', owner: 'bookId', id: 'bookId' } as const
const fileStream = { kind: 'batch-file', owner: 'bookId', id: 'fileId' } as const
const longestFile = 2_000_000

const BatchFile = z.object({
  bookId: BookId,
  fileId: FileId,
  madeAt: Instant,
  madeBy: z.string(),
  count: z.number().int(),
  totalFen: Fen,
  answers: z.number().int(),
  /** rows whose payment the bank said the end of */
  ended: z.number().int(),
  refused: z.number().int(),
})
export type BatchFileRow = z.output<typeof BatchFile>

/** Payments by a signed file that a person carries, where a bank has no interface. */
export const batchContract = {
  setChannel: write({
    path: '/books/:bookId/channel',
    permission: 'all',
    summary:
      'Say whether a book’s payments go by interface or by signed file, and with which key the bank signs',
    stream: onBook,
    input: z.object({ bookId: BookId, channel: z.enum(['http', 'file']), bankKey: BankKey.optional() }),
    output: written,
    needs: { open: need<number>('ledger.openPayments') },
    refusals: ['bank-key-missing', 'payments-under-way'],
  }),
  makeBatchFile: write({
    path: '/books/:bookId/files',
    permission: 'all',
    summary: 'Put what is ordered and in no file yet into a file for the bank',
    stream: { ...fileStream, creates: true },
    input: z.object({ bookId: BookId }),
    output: written,
    needs: { fileable: need<Fileable | null>('ledger.fileable') },
    refusals: ['book-unknown', 'book-pays-by-interface', 'nothing-to-file'],
  }),
  takeBatchAnswer: write({
    path: '/books/:bookId/files/:fileId/answers',
    permission: 'all',
    summary:
      'Take in the bank’s signed answer to a file; one that is damaged, repeated or foreign is refused with its lines',
    stream: fileStream,
    input: z.object({
      bookId: BookId,
      fileId: FileId,
      file: z.string().min(1).max(longestFile),
      signature: z.string().min(1).max(1_000),
    }),
    output: written,
    needs: { answerable: need<Answerable>('ledger.answerable') },
    refusals: ['answer-signature-wrong', 'answer-taken', 'answer-unfit'],
  }),
  listBatchFiles: read({
    path: '/books/:bookId/files',
    permission: 'all',
    summary: 'List a book’s files for the bank, newest first',
    input: z.object({
      bookId: BookId,
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ items: z.array(BatchFile), next: Instant.optional() }),
    receipt: 'none',
  }),
  getBatchFile: read({
    path: '/books/:bookId/files/:fileId',
    permission: 'all',
    summary: 'Get a file for the bank and the city’s signature over it',
    input: z.object({ bookId: BookId, fileId: FileId }),
    output: BatchFile.extend({ name: z.string(), file: z.string(), signature: z.string() }),
    receipt: 'none',
  }),
}
