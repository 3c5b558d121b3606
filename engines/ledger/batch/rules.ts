import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { sha256 } from '#kernel/sha256.ts'
import type { batchContract } from './contract.ts'
import { readAnswer } from './file.ts'
import type { Batch, BatchEvent } from './model.ts'

export type BatchRules = RulesOf<typeof batchContract, Batch, BatchEvent, 'makeBatchFile' | 'takeBatchAnswer'>

const makeBatchFile: BatchRules['makeBatchFile'] = (_, __, { needs, now, actor }) => {
  const { fileable } = needs
  if (!fileable) return refuse('book-unknown', {}, ['bookId'])
  if (fileable.channel !== 'file') return refuse('book-pays-by-interface')
  const { account, count, totalFen, digest } = fileable
  if (count === 0) return refuse('nothing-to-file')
  return [
    { type: 'BatchFileMade', data: { account, madeAt: now, count, totalFen, digest, madeBy: actor.id } },
  ]
}

const mostNamed = 10

const takeBatchAnswer: BatchRules['takeBatchAnswer'] = (batch, { fileId, file }, { needs, actor }) => {
  const { account, signed, rows } = needs.answerable
  if (!signed) return refuse('answer-signature-wrong', {}, ['signature'])
  const digest = sha256(file)
  if (batch.answers.includes(digest)) return refuse('answer-taken')
  const read = readAnswer(file, { fileId, account }, new Map(rows))
  if (read.faults.length > 0) {
    const named = read.faults.slice(0, mostNamed).map(({ line, code }) => `${line} ${code}`)
    return refuse('answer-unfit', { count: read.faults.length, lines: named.join(' · ') }, [
      ...new Set(read.faults.slice(0, mostNamed).map(({ line }) => `file/${line}`)),
    ])
  }
  return [{ type: 'BatchAnswered', data: { digest, answers: read.rows, takenBy: actor.id } }]
}

export const batchRules: BatchRules = { makeBatchFile, takeBatchAnswer }
