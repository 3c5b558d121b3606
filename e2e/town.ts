import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { composition } from '#apps/composition.ts'
import { connect } from '#platform/connectors.ts'
import { cityRows } from '#platform/seed-city.ts'
import { withTestSeats } from '#platform/testing/test-town.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'
import { serveTown, type Town } from './serve.ts'

export interface CityTown extends Town {
  readonly simulators: Simulators
  /** speaks to an outside system as the city does */
  readonly outside: ReturnType<typeof connect>
}

const secret = 'shared-between-two'

/** The city's own definitions with roles that may do everything, its outside systems beside it, one clock for all. It signs licences with SM2. */
export async function serveCityTown(start: string): Promise<CityTown> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'yishang-town-'))
  let now = () => start
  const simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  const { rows: written } = await cityRows(composition.defaultCity, composition.kinds)
  const rows = written.map((row) =>
    row.kind === 'city' ? { ...row, body: { ...Object(row.body), signature: 'SM2' } } : row,
  )
  const outside = connect(
    Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
  )
  const served = await serveTown({
    kinds: composition.cityKinds,
    definitions: withTestSeats(rows, composition.engines),
    now: start,
    outside,
  })
  now = () => served.town.clock.now()
  return {
    ...served,
    simulators,
    outside,
    close: async () => {
      await served.close()
      await simulators.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
