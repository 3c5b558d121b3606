import { lazy } from 'react'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { PolicyDesk } from './PolicyDesk.tsx'

const RunPage = lazy(() => import('./run.tsx'))

/** `/workbench/policies`, and one run below it. */
export default function DeskScreen() {
  const { segments } = usePlace()
  const runId = segments[1]
  return runId ? <RunPage key={runId} runId={runId} /> : <PolicyDesk />
}
