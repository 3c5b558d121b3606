import type { z } from 'zod'
import type { Bilingual, Language } from '#kernel/text.ts'

/**
 * What a command ends with. 0: done, and the answer is yes. 1: the answer is no — faults were found, a request was refused,
 * something is not in order. 2: the command could not be understood or its file could not be read.
 */
export type ExitCode = 0 | 1 | 2

/** How a command speaks. With `--json` only the answer's value is printed, on standard output. */
export interface Session {
  readonly language: Language
  readonly json: boolean
  /** says what would be done and changes nothing */
  readonly dryRun: boolean
  readonly tell: (zh: string, en: string) => void
  /** words that need no translation: names, figures, code */
  readonly line: (text: string) => void
}

export interface Answer {
  readonly exit: ExitCode
  readonly value: unknown
  /** the process goes on working after the answer, until it is told to stop */
  readonly stays?: boolean
}

/** Something a person can put right: said in both languages, never with a stack. */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    readonly title: Bilingual,
    readonly remedy: Bilingual,
    readonly exit: ExitCode = 2,
  ) {
    super(title.en)
  }
}

export const problem = (
  code: string,
  [zh, en]: readonly [string, string],
  [zhRemedy, enRemedy]: readonly [string, string],
  exit: ExitCode = 2,
): CommandError => new CommandError(code, { zh, en }, { zh: zhRemedy, en: enRemedy }, exit)

export interface Flag {
  /** as commander writes it: `--to <directory>` */
  readonly flag: string
  readonly zh: string
  readonly en: string
}

export interface CliCommand {
  /** `['city', 'check']` for `yishang city check` */
  readonly path: readonly string[]
  /** positional arguments, `<required>` or `[optional]` */
  readonly positional: readonly string[]
  readonly summary: Bilingual
  readonly flags: readonly Flag[]
  readonly changes: boolean
  readonly run: (session: Session, input: Record<string, unknown>) => Promise<Answer>
}

/** One command in one file. Its options are judged by a schema, like any other input. */
export const defineCommand = <S extends z.ZodType>(command: {
  path: readonly string[]
  positional?: readonly string[]
  summary: Bilingual
  flags?: readonly Flag[]
  /** has `--dry-run` */
  changes?: boolean
  input: S
  run: (session: Session, input: z.output<S>) => Promise<Answer>
}): CliCommand => ({
  path: command.path,
  positional: command.positional ?? [],
  summary: command.summary,
  flags: command.flags ?? [],
  changes: command.changes ?? false,
  run: async (session, raw) => {
    const parsed = command.input.safeParse(raw)
    if (parsed.success) return command.run(session, parsed.data)
    const [issue] = parsed.error.issues
    const name = issue?.path.join('.') ?? ''
    throw problem(
      'option-invalid',
      [`参数 ${name} 不正确`, `The option ${name} is not valid`],
      [
        `请用 yishang ${command.path.join(' ')} --help 查看写法。`,
        `See yishang ${command.path.join(' ')} --help.`,
      ],
    )
  },
})

export const done = (value: unknown): Answer => ({ exit: 0, value })
export const notInOrder = (value: unknown): Answer => ({ exit: 1, value })
