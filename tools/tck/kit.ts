import fs from 'node:fs'
import path from 'node:path'
import type { DmnModel } from '#definitions/dmn/model.ts'
import { DmnProgram } from '#definitions/dmn/program.ts'
import { readModel } from '#definitions/dmn/read.ts'
import { FeelStop } from '#definitions/feel/fault.ts'
import type { FeelValue } from '#definitions/feel/values.ts'
import { readCases, type TckCase } from './cases.ts'
import { isExpected, textOf } from './same.ts'

export interface Failure {
  readonly file: string
  readonly id: string
  readonly node: string
  readonly expected: string
  readonly got: string
}

export interface LevelResult {
  readonly level: string
  readonly passed: number
  readonly total: number
  /** the same for the cases that expect some value other than null */
  readonly passedWithValue: number
  readonly totalWithValue: number
  readonly failures: readonly Failure[]
}

const levelName = /^(?:compliance-)?(level-\d+|non-compliant)$/

/** The level folders at or below a folder: the kit itself, a folder of levels, or one level. */
export function levelsAt(folder: string): { level: string; folder: string }[] {
  const found = (place: string): { level: string; folder: string }[] => {
    const level = levelName.exec(path.basename(place))?.[1]
    if (level !== undefined) return [{ level, folder: place }]
    return foldersIn(place).flatMap(found)
  }
  const inside = found(path.resolve(folder))
  if (inside.length > 0) return inside
  const above = path
    .resolve(folder)
    .split(path.sep)
    .map((part) => levelName.exec(part)?.[1])
    .findLast((level) => level !== undefined)
  return [{ level: above ?? 'level-?', folder: path.resolve(folder) }]
}

const foldersIn = (place: string) =>
  fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => path.join(place, entry.name))
    .sort()

const filesIn = (place: string, ending: string) =>
  fs
    .readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(place, name))

/** The chosen folders, those left out that lie in another one of them. */
export function selected(folders: readonly string[]): { level: string; folder: string }[] {
  const all = folders.flatMap(levelsAt)
  const inside = (folder: string, other: string) => folder.startsWith(other + path.sep)
  return all.filter(
    ({ folder }, i) =>
      !all.some(
        (other, j) => inside(folder, other.folder) || (j < i && path.relative(folder, other.folder) === ''),
      ),
  )
}

/** Runs all cases of a level; folders may lie at any depth. What cannot be read is a failure, never the end of the run. */
export function runLevel(level: string, folder: string): LevelResult {
  const outcomes = testFolders(folder).flatMap(runFolder)
  const withValue = outcomes.filter(({ expectsValue }) => expectsValue)
  const passed = (list: typeof outcomes) => list.filter(({ failures }) => failures.length === 0).length
  return {
    level,
    passed: passed(outcomes),
    total: outcomes.length,
    passedWithValue: passed(withValue),
    totalWithValue: withValue.length,
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

const testFolders = (folder: string): string[] => [folder, ...foldersIn(folder).flatMap(testFolders)]

interface Outcome {
  readonly expectsValue: boolean
  readonly failures: readonly Failure[]
}

function runFolder(folder: string): Outcome[] {
  const files = filesIn(folder, '.xml')
  if (files.length === 0) return []
  const models = new Map<string, DmnModel | Error>(
    filesIn(folder, '.dmn').map((file) => [
      path.basename(file),
      attempt(() => readModel(fs.readFileSync(file, 'utf8'))),
    ]),
  )
  return files.flatMap((file) => runFile(file, models))
}

/** Runs the cases of one file; a file of something else has none, and one that cannot be read is one failure. */
function runFile(file: string, models: ReadonlyMap<string, DmnModel | Error>): Outcome[] {
  const place = path.join(path.basename(path.dirname(file)), path.basename(file))
  const read = attempt(() => readCases(fs.readFileSync(file, 'utf8')))
  if (read === undefined) return []
  if (read instanceof Error)
    return [
      {
        expectsValue: true,
        failures: [{ file: place, id: '-', node: '-', expected: 'cases', got: read.message }],
      },
    ]
  const program = programOf(read.model, models)
  return read.cases.map((one) => ({
    expectsValue: one.results.some(({ expected }) => expected !== null),
    failures: runCase(program, one).map((failure) => ({ file: place, id: one.id, ...failure })),
  }))
}

function programOf(name: string, models: ReadonlyMap<string, DmnModel | Error>): DmnProgram | Error {
  const main = models.get(name)
  if (main === undefined) return new Error(`no model ${name}`)
  if (main instanceof Error) return main
  const others = [...models.values()].flatMap((one) => (one instanceof Error || one === main ? [] : [one]))
  return attempt(() => new DmnProgram(main, others))
}

function attempt<T>(read: () => T): T | Error {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The moment of `now()` in the kit: any will do, since no case expects a certain one. */
const clock = { epochMilliseconds: Date.now(), zone: 'UTC' }

function runCase(program: DmnProgram | Error, one: TckCase): Omit<Failure, 'file' | 'id'>[] {
  const { fault } = one
  if (fault !== undefined) return [{ node: '-', expected: 'a case', got: fault }]
  return one.results.flatMap(({ name, expected, fails }) => {
    const got = program instanceof Error ? program : attempt(() => valueFor(program, one, name))
    if (!(got instanceof Error) && isExpected(got, expected)) return []
    if (got instanceof FeelStop && fails && expected === null) return []
    return [{ node: name, expected: textOf(expected), got: got instanceof Error ? got.message : textOf(got) }]
  })
}

function valueFor(program: DmnProgram, one: TckCase, name: string): FeelValue {
  if (one.k === 'decision') return program.decide(name, one.given, { clock }).value
  const { value } = program.call(one.invocable ?? name, one.given, { clock })
  return one.results.length > 1 && value instanceof Map ? (value.get(name) ?? null) : value
}
