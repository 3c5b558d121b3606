import { Button, Progress } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Figures, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { ColumnMapping } from './ColumnMapping.tsx'
import { ErrorRows, FirstRows } from './ImportRows.tsx'
import { ImportState } from './ImportState.tsx'

export type Import = Output<'party.getImport'>
const tabs = ['columns', 'errors', 'rows'] as const

/** One import: what was found in the file, what is wrong with it, and what to do about it. */
export default function ImportPage({ importId }: { importId: string }) {
  const t = useWords()
  const { department } = useCityWords()
  const first = useRead('party.getImport', { importId })
  const reading = first.data?.state === 'reading'
  const result = useRead('party.getImport', { importId }, { everyMs: reading ? 700 : 15_000 })
  const one = result.data
  return (
    <WorkPage
      title={one ? one.fileName || t('imports.unnamed') : t('place.imports')}
      above={<PlaceLink to="imports">{t('place.imports')}</PlaceLink>}
      lead={
        one && (
          <>
            <ImportState state={one.state} /> {department(one.department)} · {one.startedBy} ·{' '}
            <MomentFigure at={one.startedAt} /> · {t('imports.heldOn')} <DateFigure day={one.options.on} />
          </>
        )
      }
      actions={one && <ImportActs one={one} />}
    >
      <Loaded result={result} lines={8}>
        {(found) => <ImportBody one={found} />}
      </Loaded>
    </WorkPage>
  )
}

function ImportBody({ one }: { one: Import }) {
  const t = useWords()
  const text = useText()
  const { search, change } = usePlace()
  const { reading } = one
  if (!reading)
    return (
      <Notice tone="wait" title={t('imports.reading')} live>
        <Progress percent={100} status="active" showInfo={false} aria-label={t('imports.reading')} />
        <p>{t('imports.readingText')}</p>
      </Notice>
    )
  if (reading.fault)
    return (
      <>
        <Notice tone="late" title={text(reading.fault.title)}>
          <p>{text(reading.fault.remedy)}</p>
        </Notice>
        {reading.columns.length > 0 && <ColumnMapping one={one} columns={reading.columns} />}
      </>
    )
  const { counts } = reading
  const open = tabs.find((tab) => tab === search['tab']) ?? (counts.errorRows ? 'errors' : 'columns')
  return (
    <>
      <Figures
        items={(
          [
            'rows',
            'goodRows',
            'errorRows',
            'warningRows',
            'newFacts',
            'changedFacts',
            'sameFacts',
            'newEnterprises',
          ] as const
        ).map((id) => ({ id, word: t(`imports.${id}`), value: <Count of={counts[id]} /> }))}
      />
      <div>
        <Tabs
          label={one.fileName}
          tabs={tabs.map((tab) => ({
            id: tab,
            label: t(`imports.tab.${tab}`),
            count: tab === 'errors' ? counts.errorRows : undefined,
          }))}
          open={open}
          onOpen={(tab) => change({ tab })}
        >
          {open === 'columns' && <ColumnMapping one={one} columns={reading.columns} />}
          {open === 'errors' && <ErrorRows importId={one.importId} />}
          {open === 'rows' && <FirstRows rows={one.items} />}
        </Tabs>
      </div>
    </>
  )
}

function ImportActs({ one }: { one: Import }) {
  const t = useWords()
  const say = useToast()
  const may = useMay()
  const [undoing, setUndoing] = useState(false)
  const apply = useOfficerAct('party.applyImport')
  const undo = useOfficerAct('party.undoImport')
  const { importId } = one
  const counts = one.reading?.counts
  const take = async (accept: 'all' | 'good-rows') => {
    if (await apply.run({ importId, accept })) say(t('imports.applied'))
  }
  return (
    <>
      {counts && counts.errorRows > 0 && (
        <Button href={api.href('party.downloadImportErrors', { importId })} download>
          {t('imports.downloadErrors')}
        </Button>
      )}
      {one.state === 'read' && counts && counts.goodRows > 0 && may('party.applyImport') && (
        <Button
          type="primary"
          loading={apply.pending}
          onClick={() => void take(counts.errorRows ? 'good-rows' : 'all')}
        >
          {t(counts.errorRows ? 'imports.applyGood' : 'imports.applyAll', { count: counts.goodRows })}
        </Button>
      )}
      {one.state === 'applied' && may('party.undoImport') && (
        <Button danger onClick={() => setUndoing(true)}>
          {t('imports.undo')}
        </Button>
      )}
      <ActProblem problem={apply.problem} />
      {undoing && (
        <ReasonDialog
          title={t('imports.undo')}
          text={t('imports.undoText')}
          danger
          pending={undo.pending}
          problem={undo.problem}
          onClose={() => setUndoing(false)}
          onSubmit={async (reason) => {
            if (!(await undo.run({ importId, reason }))) return
            setUndoing(false)
            say(t('party:states.undone'))
          }}
        />
      )}
    </>
  )
}
