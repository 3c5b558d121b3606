import path from 'node:path'
import { z } from 'zod'
import type { ImportReading, ImportRowView, ImportState } from '#engines/party/import/model.ts'
import { mediaTypeOf } from '#platform/files.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Failure, systemActor } from '#platform/engine.ts'
import { wordsFor, platformMessages } from '#platform/messages.ts'
import type { System } from '#platform/system.ts'
import {
  type Answer,
  CommandError,
  defineCommand,
  done,
  notInOrder,
  problem,
  type Session,
} from '../command.ts'
import { withSystem } from '../database.ts'
import { cityFlag, configFor, homeFlag, readFile } from '../places.ts'

const Input = z.object({
  file: z.string(),
  department: z.string(),
  as: z.string().optional(),
  sheet: z.string().optional(),
  map: z.array(z.string().regex(/^[^=]+=.+$/)).default([]),
  on: z.iso.date().optional(),
  accept: z.enum(['all', 'good-rows']).default('all'),
  createMissing: z.boolean().default(false),
  home: z.string().optional(),
  city: z.string().optional(),
})
type Input = z.output<typeof Input>

export const factsImport = defineCommand({
  path: ['facts', 'import'],
  positional: ['<file>'],
  summary: {
    zh: '导入一个部门的事实（CSV、Excel、NDJSON）',
    en: 'Import a department’s facts from CSV, Excel or NDJSON',
  },
  flags: [
    { flag: '--department <department>', zh: '提供数据的部门', en: 'department the facts come from' },
    {
      flag: '--as <login>',
      zh: '以哪个账号导入，默认为系统',
      en: 'account that imports; the system when absent',
    },
    { flag: '--sheet <name>', zh: 'Excel 工作表名', en: 'name of the sheet' },
    { flag: '--map <column=fact...>', zh: '列对应，“-”为不导入', en: 'what a column is; `-` leaves it out' },
    { flag: '--on <date>', zh: '数据截至日期', en: 'day on which the facts held' },
    { flag: '--accept <which>', zh: 'all 或 good-rows（只导入正确的行）', en: 'all, or good-rows' },
    { flag: '--create-missing', zh: '新建平台上没有的企业', en: 'create enterprises that are not known' },
    homeFlag,
    cityFlag,
  ],
  changes: true,
  input: Input,
  run: (session, input) => {
    const bytes = readFile(input.file)
    return withSystem(configFor(input), (system) => importFile(session, system, input, bytes))
  },
})

interface Shown {
  readonly state: ImportState
  readonly reading?: ImportReading
}

async function importFile(session: Session, system: System, input: Input, bytes: Buffer): Promise<Answer> {
  const actor = await actorFor(system, input.as)
  const stored = await system.files.put(
    bytes,
    mediaTypeOf(bytes) ?? 'application/octet-stream',
    system.clock.now(),
  )
  const started = await write(system, actor, 'startImport', {
    fileHash: stored.hash,
    fileName: path.basename(input.file),
    department: input.department,
    mapping: Object.fromEntries(input.map.map((pair) => splitOnce(pair))),
    sheet: input.sheet,
    createMissing: input.createMissing,
    on: input.on,
  })
  const { reading } = await untilRead(system, actor, started.id)
  if (!reading) throw new Error('the file was not read')
  const errors = await errorsOf(system, actor, started.id)
  sayReading(session, reading, errors)
  const value = { importId: started.id, reading, errors }
  if (reading.fault) return notInOrder({ ...value, applied: false })
  if (session.dryRun) return done({ ...value, dryRun: true, applied: false })
  await write(system, actor, 'applyImport', { importId: started.id, accept: input.accept })
  session.tell(`已入库，批次号 ${started.id}。`, `Applied as batch ${started.id}.`)
  return done({ ...value, applied: true })
}

const splitOnce = (pair: string): [string, string] => {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

async function actorFor(system: System, login: string | undefined): Promise<Actor> {
  if (login === undefined) return systemActor('command-line')
  const now = system.clock.now()
  const session = await system.accounts.assume(login, now)
  if (!session)
    throw problem(
      'account-unknown',
      [`没有账号 ${login}`, `There is no account ${login}`],
      ['请核对账号名，或用 yishang user add 新建。', 'Check the login, or create it with yishang user add.'],
    )
  try {
    return await system.accounts.actorOf(session.token, now, system.moment().today)
  } finally {
    await system.accounts.signOut(session.token)
  }
}

async function write(system: System, actor: Actor, operation: string, input: Record<string, unknown>) {
  const key = `cli:${operation}:${system.clock.now()}:${JSON.stringify(input).length}:${actor.id}`
  const result = await system.execute({ engine: 'party', operation, input, actor, idempotencyKey: key })
  if (result.kind === 'written') return result
  throw refused(system, result.failure)
}

function refused(system: System, failure: Failure): CommandError {
  const code = 'code' in failure ? failure.code : failure.kind
  const values = failure.kind === 'refusal' ? failure.details : { count: 1 }
  const messages =
    failure.kind === 'refusal' ? system.registry.engine(failure.engine).messages : platformMessages
  const { title, remedy } = wordsFor(messages, code, values)
  return new CommandError(code, title, remedy, 1)
}

/** The system's own workers read the file, or the server's when it runs beside. */
async function untilRead(system: System, actor: Actor, importId: string): Promise<Shown> {
  await system.start()
  for (;;) {
    const answer = await system.query<Shown>({
      engine: 'party',
      operation: 'getImport',
      input: { importId },
      actor,
    })
    if (answer.kind === 'failed') throw refused(system, answer.failure)
    if (answer.answer.state !== 'reading') return answer.answer
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const shownErrors = 50

async function errorsOf(system: System, actor: Actor, importId: string): Promise<readonly ImportRowView[]> {
  const answer = await system.query<{ items: ImportRowView[] }>({
    engine: 'party',
    operation: 'listImportErrors',
    input: { importId, limit: shownErrors },
    actor,
  })
  return answer.kind === 'answer' ? answer.answer.items : []
}

function sayReading(
  session: Session,
  { counts, columns, fault }: ImportReading,
  errors: readonly ImportRowView[],
) {
  const { language } = session
  const say = (what: { title: Record<'zh' | 'en', string>; remedy: Record<'zh' | 'en', string> }) =>
    `${what.title[language]} ${what.remedy[language]}`
  if (fault) session.line(say(fault))
  for (const { problem } of columns) if (problem) session.line(say(problem))
  for (const { row, errors: faults } of errors)
    for (const one of faults) session.line(`${row}  ${one.column}  ${one.seen}  ${say(one)}`)
  if (fault) return
  session.tell(
    `共 ${counts.rows} 行：正确 ${counts.goodRows}，错误 ${counts.errorRows}；事实新增 ${counts.newFacts}，变化 ${counts.changedFacts}，相同 ${counts.sameFacts}；新企业 ${counts.newEnterprises}。`,
    `${counts.rows} rows: ${counts.goodRows} good, ${counts.errorRows} with errors; facts: ${counts.newFacts} new, ${counts.changedFacts} changed, ${counts.sameFacts} the same; ${counts.newEnterprises} new enterprises.`,
  )
}
