import type { Problem } from '#platform/http/problem.ts'
import type { Language } from '#kernel/text.ts'

export type { Problem }

/** What a call threw: the server's RFC 9457 answer, or one of ours when there was no answer at all. */
export class ApiProblem extends Error {
  readonly problem: Problem
  readonly retryAfterSeconds: number | undefined
  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.code)
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const local = (code: string, zh: Problem['zh'], en: Problem['en']): Problem => ({
  type: `/problems/${code}`,
  status: 0,
  title: zh.title,
  detail: zh.remedy,
  code,
  zh,
  en,
})

/** No answer came: the network is away or the server took too long. Sending again with the same key is safe. */
export const unreachable = local(
  'unreachable',
  { title: '现在连不上网络', remedy: '请检查网络后再试。您填的内容还在，重复提交也只算一次。' },
  {
    title: 'The network is not reachable',
    remedy: 'Check the connection and try again. What you typed is kept, and sending twice counts once.',
  },
)

/** Something answered, but not this system: a proxy's page, for instance. */
export const unreadable = local(
  'unreadable',
  { title: '收到的内容无法读取', remedy: '请稍后再试。' },
  { title: 'The answer cannot be read', remedy: 'Try again shortly.' },
)

export const problemFrom = (error: unknown): Problem =>
  error instanceof ApiProblem ? error.problem : unreadable

export interface FieldProblem {
  /** the field's name: the pointer without its first stroke, `answers/core-name` for nested ones */
  readonly name: string
  readonly message: string
}

/** What is wrong field by field, in the reader's language, in the order in which the server names them. */
export const fieldProblems = (problem: Problem | undefined, language: Language): FieldProblem[] =>
  (problem?.fields ?? []).map((field) => ({
    name: field.pointer.replace(/^\//, ''),
    message: field.message[language],
  }))
