import { Command, CommanderError } from 'commander'
import type { Bilingual, Language } from '#kernel/text.ts'
import { type Answer, type CliCommand, CommandError, type ExitCode, type Session } from './command.ts'
import { commands } from './commands.ts'

/** Where the command line writes; tests give their own. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

export interface Ran {
  readonly exit: ExitCode
  readonly stays: boolean
}

const groups: Readonly<Record<string, Bilingual>> = {
  city: { zh: '城市文件与数据库', en: 'City files and the database' },
  user: { zh: '账号', en: 'Accounts' },
  facts: { zh: '事实数据', en: 'Facts' },
  policy: { zh: '政策', en: 'Policies' },
  keys: { zh: '签发密钥', en: 'Keys that licences are signed with' },
  licence: { zh: '证照', en: 'Licences' },
  'policy dmn': { zh: '政策与 DMN 模型互换', en: 'Policies as DMN models, and back' },
}

/** Runs one command line. Never throws for a person's mistake: it is said, and the exit code tells. */
export async function runCli(argv: readonly string[], streams: Streams): Promise<Ran> {
  const language = languageOf(argv)
  const json = argv.includes('--json')
  let ran: Ran = { exit: 0, stays: false }
  const program = programFor(language, streams, async (command, input, dryRun) => {
    const session = sessionOf(language, json, dryRun, streams)
    const answer = await command.run(session, input)
    if (json) streams.out(`${JSON.stringify(answer.value, null, 2)}\n`)
    ran = ranOf(answer)
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return ran
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.help')
      streams.err(program.helpInformation())
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help'))
      return { exit: error.exitCode === 0 ? 0 : 2, stays: false }
    const said = error instanceof CommanderError ? usageProblem(error) : error
    if (!(said instanceof CommandError)) return defect(error, json, language, streams)
    if (json) streams.out(`${JSON.stringify({ error: { code: said.code, ...wordsOf(said) } }, null, 2)}\n`)
    else streams.err(`${said.title[language]}\n${said.remedy[language]}\n`)
    return { exit: said.exit, stays: false }
  }
}

/** Our fault, not the person's: its message without a stack, unless `YISHANG_DEBUG` asks for it. */
function defect(error: unknown, json: boolean, language: Language, streams: Streams): Ran {
  if (process.env['YISHANG_DEBUG']) throw error
  const message = error instanceof Error ? error.message : String(error)
  const zh = {
    title: `没有完成：${message}`,
    remedy: '请运行 yishang doctor；设置 YISHANG_DEBUG=1 可看到详情。',
  }
  const en = {
    title: `It did not finish: ${message}`,
    remedy: 'Run yishang doctor; YISHANG_DEBUG=1 shows details.',
  }
  if (json) streams.out(`${JSON.stringify({ error: { code: 'defect', zh, en } }, null, 2)}\n`)
  else streams.err(`${{ zh, en }[language].title}\n${{ zh, en }[language].remedy}\n`)
  return { exit: 1, stays: false }
}

const ranOf = (answer: Answer): Ran => ({ exit: answer.exit, stays: answer.stays ?? false })
const wordsOf = ({ title, remedy }: CommandError) => ({
  zh: { title: title.zh, remedy: remedy.zh },
  en: { title: title.en, remedy: remedy.en },
})

function languageOf(argv: readonly string[]): Language {
  const at = argv.indexOf('--lang')
  const wanted = at >= 0 ? argv[at + 1] : argv.find((one) => one.startsWith('--lang='))?.slice(7)
  return (wanted ?? process.env['YISHANG_LANG']) === 'en' ? 'en' : 'zh'
}

const sessionOf = (language: Language, json: boolean, dryRun: boolean, { out }: Streams): Session => ({
  language,
  json,
  dryRun,
  tell: (zh, en) => void (json || out(`${language === 'zh' ? zh : en}\n`)),
  line: (text) => void (json || out(`${text}\n`)),
})

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

type Perform = (command: CliCommand, input: Record<string, unknown>, dryRun: boolean) => Promise<void>

function programFor(language: Language, streams: Streams, perform: Perform): Command {
  const quiet = (command: Command) =>
    command
      .exitOverride()
      .configureOutput({ writeOut: streams.out, writeErr: () => undefined, outputError: () => undefined })
      .configureHelp({ styleTitle: (title) => (language === 'zh' ? (helpTitles[title] ?? title) : title) })
      .helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'show this help')
      .helpCommand(false)
  const program = quiet(new Command('yishang')).description(
    language === 'zh'
      ? '宜商：让营商环境行动方案运行起来。\n退出码：0 成功；1 结果为否或发现问题；2 命令写法有误。'
      : 'Yishang: the system that makes a business-environment plan run.\nExit codes: 0 done; 1 the answer is no or faults were found; 2 the command is not understood.',
  )
  program.option('--lang <language>', language === 'zh' ? '语言：zh 或 en' : 'language: zh or en')
  program.option('--json', language === 'zh' ? '只输出 JSON' : 'print JSON only')
  const parents = new Map<string, Command>()
  const parentOf = (words: readonly string[]): Command => {
    const name = words.join(' ')
    const [last] = words.slice(-1)
    if (last === undefined) return program
    const known = parents.get(name)
    if (known) return known
    const made = quiet(parentOf(words.slice(0, -1)).command(last)).description(groups[name]?.[language] ?? '')
    parents.set(name, made)
    return made
  }
  for (const command of commands) addCommand(command, language, parentOf, quiet, perform)
  return program
}

function addCommand(
  command: CliCommand,
  language: Language,
  parentOf: (words: readonly string[]) => Command,
  quiet: (command: Command) => Command,
  perform: Perform,
): void {
  const parent = parentOf(command.path.slice(0, -1))
  const built = quiet(
    parent.command([...command.path.slice(-1), ...command.positional].join(' ')),
  ).description(command.summary[language])
  for (const { flag, zh, en } of command.flags) built.option(flag, language === 'zh' ? zh : en)
  built.option('--json', language === 'zh' ? '只输出 JSON' : 'print JSON only')
  built.option('--lang <language>', language === 'zh' ? '语言：zh 或 en' : 'language: zh or en')
  if (command.changes)
    built.option(
      '--dry-run',
      language === 'zh' ? '只说明会做什么，不做改动' : 'say what would change, change nothing',
    )
  const names = command.positional.map((one) => one.replace(/[<>[\].]/g, ''))
  built.action(async (...given: unknown[]) => {
    const options = built.opts() as Record<string, unknown>
    const positional = Object.fromEntries(names.map((name, i) => [name, given[i]]))
    await perform(command, { ...options, ...positional }, options['dryRun'] === true)
  })
}

const usageWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'commander.unknownCommand': ['没有这个命令', 'There is no such command'],
  'commander.unknownOption': ['没有这个选项', 'There is no such option'],
  'commander.missingArgument': ['缺少参数', 'An argument is missing'],
  'commander.optionMissingArgument': ['选项缺少内容', 'An option lacks its value'],
  'commander.excessArguments': ['参数太多', 'There are too many arguments'],
  'commander.help': ['请写要执行的命令', 'Say which command to run'],
}

function usageProblem(error: CommanderError): CommandError {
  const [zh, en] = usageWords[error.code] ?? ['命令写法有误', 'The command is not understood']
  const about = /'([^']*)'/.exec(error.message)?.[1]
  const title = about ? { zh: `${zh}：${about}`, en: `${en}: ${about}` } : { zh, en }
  return new CommandError(error.code.replace('commander.', 'usage-'), title, {
    zh: '请用 yishang --help 查看全部命令。',
    en: 'See yishang --help for all commands.',
  })
}
