import path from 'node:path'
import type { Instant } from '#kernel/time.ts'
import { createCallbacks } from './callbacks.ts'
import { callbackFaults, type Faults } from './faults.ts'
import { openJournal } from './journal.ts'
import type { News, OutsideSystem, SystemOptions } from './system.ts'

type Line<Event> =
  | {
      readonly at: Instant
      readonly events: readonly Event[]
      readonly key?: string | undefined
      readonly content?: string | undefined
    }
  | { readonly settled: string; readonly how: 'delivered' | 'abandoned' }

/** State, journal, keys and callbacks of one system: everything but HTTP. */
export class Memory<State, Event> {
  readonly state: State
  private readonly keys = new Map<string, string>()
  private readonly unsettled = new Map<string, News>()
  private readonly journal
  private readonly callbacks
  private lines = 0

  constructor(
    private readonly system: OutsideSystem<State, Event>,
    private readonly options: SystemOptions,
    private readonly faults: Faults,
  ) {
    this.state = system.initial()
    this.journal = openJournal<Line<Event>>(path.join(options.dir, `${system.name}.ndjson`))
    this.callbacks = createCallbacks({
      secret: options.secret,
      retryBaseMs: options.retryBaseMs ?? 500,
      nowMs: options.nowMs ?? Date.now,
      settled: (settled, how) => this.write({ settled, how }),
    })
    for (const line of this.journal.recovered) this.take(line)
    for (const id of this.unsettled.keys()) this.send(id)
  }

  /** The content that a key was first used with. */
  contentOf(key: string): string | undefined {
    return this.keys.get(key)
  }

  record(line: { events: readonly Event[]; key?: string; content?: string }): void {
    if (line.events.length === 0 && line.key === undefined) return
    const before = new Set(this.unsettled.keys())
    this.write({ at: this.options.now(), ...line })
    for (const id of this.unsettled.keys()) if (!before.has(id)) this.send(id)
  }

  /** Bounded: a system whose events breed events for ever is a defect. */
  tick(): void {
    for (let round = 0; round < 100; round++) {
      const events = this.system.due(this.state, this.options.now())
      if (events.length === 0) return
      this.record({ events })
    }
    throw new RangeError(`${this.system.name} does not come to rest`)
  }

  waiting(): number {
    return this.callbacks.waiting()
  }

  close(): void {
    this.callbacks.stop()
    this.journal.close()
  }

  private write(line: Line<Event>): void {
    this.journal.append(line)
    this.take(line)
  }

  private take(line: Line<Event>): void {
    if ('settled' in line) {
      this.unsettled.delete(line.settled)
      return
    }
    this.lines += 1
    if (line.key !== undefined) this.keys.set(line.key, line.content ?? '')
    for (const [i, event] of line.events.entries()) {
      this.system.apply(this.state, event, line.at)
      const news = this.system.news(this.state, event)
      if (news) this.unsettled.set(`${this.system.name}-${this.lines}-${i}`, news)
    }
  }

  private send(id: string): void {
    const news = this.unsettled.get(id)
    if (!news) return
    const callbackBase = this.options.callbackBase?.()
    const url = news.url ?? (callbackBase && `${callbackBase}/${this.system.name}`)
    if (!url) return this.write({ settled: id, how: 'abandoned' })
    const times = this.faults.take('callback', callbackFaults) ? 2 : 1
    this.callbacks.send({ id, url, body: { system: this.system.name, ...news.body }, times })
  }
}
