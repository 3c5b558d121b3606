import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'

test('every screen that an engine says it brings has a route', () => {
  const router = fs.readFileSync(path.join(import.meta.dirname, 'router.tsx'), 'utf8')
  const places = path.join(import.meta.dirname, 'workbench', 'places.ts')
  const workbench = fs.existsSync(places) ? fs.readFileSync(places, 'utf8') : ''
  for (const { id, path: place } of composition.engines.flatMap((engine) => engine.screens))
    expect(
      router.includes(`'${place}'`) || workbench.includes(place.replace('/workbench/', '')),
      `${id} at ${place}`,
    ).toBe(true)
})
