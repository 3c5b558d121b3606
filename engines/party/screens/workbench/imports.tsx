import { Button, Select } from 'antd'
import { lazy, useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Count, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { momentText } from '#apps/web/kits/light/figures.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { ImportState, importStates } from './ImportState.tsx'
import { StartImportDialog } from './StartImportDialog.tsx'

const ImportPage = lazy(() => import('./import.tsx'))

/** `/workbench/imports`, and one import below it. */
export default function ImportsScreen() {
  const { segments } = usePlace()
  const importId = segments[1]
  return importId ? <ImportPage key={importId} importId={importId} /> : <Imports />
}

type ImportRow = Output<'party.listImports'>['items'][number]
const lookEveryMs = 10_000

function Imports() {
  const t = useWords()
  const language = useLanguage()
  const may = useMay()
  const { offsetMinutes } = useClock()
  const { department } = useCityWords()
  const { search, change, go } = usePlace()
  const [starting, setStarting] = useState(false)
  const state = importStates.find((one) => one === search['state'])
  const filter = state ? { state } : {}
  const list = usePages(
    'party.listImports',
    { ...filter, limit: 50 },
    { cursor: 'before', everyMs: lookEveryMs },
  )
  const columns: Column<ImportRow>[] = [
    {
      id: 'file',
      title: t('imports.file'),
      always: true,
      width: 260,
      render: (row) => (
        <PlaceLink to={`imports/${row.importId}`}>{row.fileName || t('imports.unnamed')}</PlaceLink>
      ),
      plain: (row) => row.fileName,
    },
    {
      id: 'state',
      title: t('runs.state'),
      always: true,
      width: 110,
      render: (row) => <ImportState state={row.state} />,
      plain: (row) => t(`party:states.${row.state}`),
    },
    {
      id: 'department',
      title: t('queue.column.department'),
      width: 220,
      render: (row) => department(row.department),
      plain: (row) => department(row.department),
    },
    {
      id: 'rows',
      title: t('imports.rows'),
      right: true,
      render: (row) => row.counts && <Count of={row.counts.rows} />,
      plain: (row) => row.counts?.rows,
    },
    {
      id: 'errors',
      title: t('imports.errorRows'),
      right: true,
      render: (row) => row.counts && <Count of={row.counts.errorRows} />,
      plain: (row) => row.counts?.errorRows,
    },
    {
      id: 'at',
      title: t('imports.startedAt'),
      width: 150,
      render: (row) => <MomentFigure at={row.startedAt} />,
      plain: (row) => momentText(row.startedAt, offsetMinutes, language),
    },
    {
      id: 'by',
      title: t('imports.startedBy'),
      render: (row) => row.startedBy,
      plain: (row) => row.startedBy,
    },
  ]
  const { shown, choice } = useColumns('imports', columns)
  const start = may('party.startImport') && (
    <Button type="primary" onClick={() => setStarting(true)}>
      {t('imports.start')}
    </Button>
  )
  return (
    <WorkPage title={t('place.imports')} lead={t('imports.lead')} actions={start}>
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('place.imports')}
                columns={shown}
                rows={() => allRows('party.listImports', filter, 'before')}
              />
            </>
          }
        >
          <Select
            allowClear
            aria-label={t('runs.state')}
            placeholder={t('runs.state')}
            value={state ?? null}
            onChange={(next: string | null) => change({ state: next ?? '' })}
            options={importStates.map((one) => ({ value: one, label: t(`party:states.${one}`) }))}
            style={{ width: '9rem' }}
          />
        </FilterRow>
        <Sheet plain>
          <WorkTable
            label={t('place.imports')}
            columns={shown}
            rowKey={(row) => row.importId}
            list={list}
            onOpen={(row) => go(`imports/${row.importId}`)}
            empty={{ title: t('imports.none'), text: t('imports.noneText') }}
          />
        </Sheet>
      </div>
      {starting && <StartImportDialog onClose={() => setStarting(false)} />}
    </WorkPage>
  )
}
