import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { addDays, dayOf, type Instant, instantAt, instantFrom, msOf } from '#kernel/time.ts'
import { hashOf } from '#platform/canonical.ts'
import { systemActor } from '#platform/engine.ts'
import { audit, type Damage } from './audit.ts'
import { type Bank, openBank } from './bank.ts'
import { type Child, startChild } from './child.ts'
import { moveClock, timeIn } from './clock.ts'
import { beginAtOnce, type Course, carryOn } from './course.ts'
import type { Steps } from '#platform/steps.ts'
import type { System } from '#platform/system.ts'
import { openMachine, type Without } from './machine.ts'
import type { Point } from './points.ts'
import { beyondBudget, type Copy, type Town } from './town.ts'
import type { Orders } from './worker.ts'

/** What a run met and what came of it. */
export interface Outcome {
  readonly damage: Damage
  /** of the points ordered, those at which a worker really ended or stopped */
  readonly reached: readonly Point[]
  /** whether everybody was paid and told in the end */
  readonly finished: boolean
  /** orders that the bank refused because who sent them had been replaced */
  readonly late: number
}

export interface Scene {
  readonly town: Town
  /** the worker in one file */
  readonly worker: string
  readonly seed: number
  readonly without?: Without | undefined
}

/** At which passing of a point the seed ends the worker: for one passed by every payee, within the first third. */
const timeOf = ({ step, many }: Point, seed: number, payees: number): number =>
  many ? 1 + (Number.parseInt(hashOf([seed, step]).slice(0, 8), 16) % Math.max(1, Math.floor(payees / 3))) : 1

class Stage {
  readonly course: Course
  constructor(
    readonly scene: Scene,
    readonly copy: Copy,
    readonly bank: Bank,
    private readonly clockFile: string,
    readonly covered: number,
  ) {
    const { bookId, period, people } = scene.town
    this.course = { bookId, period, people, covered }
  }

  /** After whatever the last worker said its time was: whoever is gone is known to be gone. */
  async next(): Promise<Instant> {
    const client = new pg.Client({ connectionString: this.copy.adminUrl })
    await client.connect()
    const { rows } = await client.query<{ until: string | null }>(
      'select max(until) as until from platform.worker where lapsed_at is null',
    )
    await client.end()
    const known = [timeIn(this.clockFile), ...(rows[0]?.until ? [rows[0].until] : [])].map(msOf)
    const at = instantFrom(Math.max(...known) + 1_000)
    moveClock(this.clockFile, at)
    return at
  }

  async child(point: Point, how: 'SIGKILL' | 'SIGSTOP'): Promise<Child> {
    const { seed, without, worker, town } = this.scene
    const { urls, home } = this.copy
    const time = timeOf(point, seed, town.payees.length)
    const orders: Orders = {
      machine: {
        urls,
        home,
        bank: { url: this.bank.url, secret: this.bank.secret },
        at: await this.next(),
        without,
      },
      course: this.course,
      clockFile: this.clockFile,
      end: { step: point.step, time, how },
    }
    return startChild(worker, orders)
  }

  /** A machine in the grid's own process, for as long as the work takes. */
  private async machine<T>(
    how: { renamed?: boolean; steps?: Steps },
    work: (system: System, wait: (to: string) => void) => Promise<T>,
  ): Promise<T> {
    const { urls, home } = this.copy
    const { system, clock } = await openMachine({
      urls,
      home,
      bank: { url: this.bank.url, secret: this.bank.secret },
      at: await this.next(),
      without: this.scene.without,
      ...how,
    })
    try {
      return await work(system, (to) => {
        clock.set(to)
        moveClock(this.clockFile, to)
      })
    } finally {
      await system.stop()
    }
  }

  /** A machine of the grid's own process carries the run to its end. */
  finish(renamed = false): Promise<boolean> {
    return this.machine({ renamed }, (system, wait) => carryOn(system, this.course, wait))
  }

  /** As `finish`, with money enough to pay everybody twice. */
  finishRichly(): Promise<boolean> {
    const { bookId, budgetFen } = this.scene.town
    return this.machine({}, async (system, wait) => {
      await system.execute({
        engine: 'ledger',
        operation: 'changeBudget',
        input: { bookId, budgetFen: budgetFen * 3, reason: '追加预算' },
        actor: systemActor('test'),
        idempotencyKey: 'crash:budget',
      })
      return carryOn(system, this.course, wait)
    })
  }

  /** Two offices start the benefit at the same moment; who got through approves, each on a day of its own. */
  rivals(): Promise<boolean> {
    const courses = [this.course, { ...this.course, ...this.scene.town.rival }]
    const { steps, begun: told } = rivalry()
    return this.machine({ steps }, async (system, wait) => {
      const begun = await beginAtOnce(system, courses, told)
      let finished = true
      for (const course of begun) {
        const rounds = begun.length === 1 ? undefined : rivalRounds
        finished = (await carryOn(system, course, wait, rounds)) && finished
        wait(this.tomorrow())
      }
      return finished && begun.length === 1
    })
  }

  /** The night passes: what the bank knew of yesterday's instructions it knows no more. */
  tomorrow(): Instant {
    const at = timeIn(this.clockFile)
    const next = instantAt(addDays(dayOf(at, 480), 1), '09:00', 480)
    moveClock(this.clockFile, next)
    return next
  }
}

/** Where both got through neither is ever finished: the money is there once. */
const rivalRounds = 14
const longestGateMs = 5_000

/** Holds whoever comes until so many are there, or too much time has passed; then it stays open. */
function gate(count: number): () => Promise<void> {
  let here = 0
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return () => {
    if (++here === 1) setTimeout(open, longestGateMs).unref()
    if (here === count) open()
    return opened
  }
}

/** As many writes as the machine has connections. */
const writesAtOnce = 8

/**
 * Two offices at the same moment: whoever starts a run has judged before either of them writes. Where both got through, their
 * announcements have all been judged before one is written.
 */
function rivalry() {
  const starts = gate(2)
  const announcements = gate(writesAtOnce)
  let both = false
  const steps: Steps = (step) => {
    if (step === 'write policy.startRun judged') return starts()
    return both && step === 'write policy.announceGrant judged' ? announcements() : undefined
  }
  return {
    steps,
    begun: (count: number) => {
      both = count === 2
    },
  }
}

async function onStage(
  scene: Scene,
  play: (stage: Stage) => Promise<{ reached: readonly Point[]; finished: boolean }>,
  covered = scene.town.payees.length - beyondBudget(scene.town.payees.length),
): Promise<Outcome> {
  const copy = await scene.town.copy()
  const dir = mkdtempSync(path.join(tmpdir(), 'yishang-crash-'))
  const clockFile = path.join(dir, 'clock')
  writeFileSync(clockFile, scene.town.at)
  if (scene.without === 'unique-keys') await dropKeys(copy)
  const bank = await openBank(scene.town, scene.seed, clockFile)
  try {
    const told = await play(new Stage(scene, copy, bank, clockFile, covered))
    return { ...told, late: bank.late(), damage: await audit(scene.town, copy, bank, covered) }
  } finally {
    await bank.stop()
    await copy.drop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** A run whose workers are killed one after the other, each at its point, and carried to its end by the last. */
export const killedRun = (scene: Scene, chain: readonly Point[]): Promise<Outcome> =>
  onStage(scene, async (stage) => {
    const reached: Point[] = []
    for (const point of chain) {
      const child = await stage.child(point, 'SIGKILL')
      const word = await child.word
      await child.gone
      if (word === 'SIGKILL') reached.push(point)
    }
    return { reached, finished: await stage.finish() }
  })

const longestNapMs = 30_000

/** A run whose worker stands still at a point until others have paid everybody and a day has passed, and then wakes up. */
export const sleptRun = (scene: Scene, point: Point): Promise<Outcome> =>
  onStage(scene, async (stage) => {
    const child = await stage.child(point, 'SIGSTOP')
    const stopped = (await child.word) === 'SIGSTOP'
    const finished = await stage.finish()
    stage.tomorrow()
    child.process.kill('SIGCONT')
    const patience = setTimeout(() => child.process.kill('SIGKILL'), longestNapMs)
    await child.gone
    clearTimeout(patience)
    return { reached: stopped ? [point] : [], finished: (await stage.finish()) && finished }
  })

/** A run whose processes forget how far they read and take up everything once more, with money enough to pay twice. */
export const replayedRun = (scene: Scene): Promise<Outcome> =>
  onStage(
    scene,
    async (stage) => {
      const finished = (await stage.finishRichly()) && (await stage.finish(true))
      return { reached: [], finished }
    },
    scene.town.payees.length,
  )

/** A benefit that two offices start at the same moment, each with a book of the fund. */
export const rivalledRun = (scene: Scene): Promise<Outcome> =>
  onStage(scene, async (stage) => ({ reached: [], finished: await stage.rivals() }))

/** Takes the keys out of a copy of the town that let one of two through; what looks before it writes still looks. */
async function dropKeys(copy: Copy): Promise<void> {
  const client = new pg.Client({ connectionString: copy.adminUrl })
  await client.connect()
  const { rows } = await client.query<{ relation: string; name: string }>(`
    select conrelid::regclass::text as relation, conname as name from pg_constraint
    where conrelid in ('ledger.transfer'::regclass, 'policy.programme'::regclass) and contype in ('p', 'u')`)
  for (const { relation, name } of rows)
    await client.query(`alter table ${relation} drop constraint "${name}"`)
  await client.query('drop index policy.grant_once')
  await client.end()
}
