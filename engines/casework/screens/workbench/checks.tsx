import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { CheckDialog } from './CheckDialog.tsx'

export type CheckRow = Output<'casework.listChecks'>['items'][number]
const views = ['open', 'planned', 'over'] as const
const tones = { planned: 'idle', open: 'wait', mending: 'soon', kept: 'done', broken: 'late' } as const

/** `/workbench/checks`: what was granted on a promise and is to be looked at afterwards, by the day it is due. */
export default function ChecksScreen() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const say = useToast()
  const [view, setView] = useState<(typeof views)[number]>('open')
  const [asked, setAsked] = useState<CheckRow>()
  const list = usePages('casework.listChecks', { view })
  const columns: Column<CheckRow>[] = [
    {
      id: 'title',
      title: t('checks.enterprise'),
      always: true,
      width: 180,
      render: (row) => row.title,
      plain: (row) => row.title,
    },
    {
      id: 'item',
      title: t('checks.item'),
      width: 200,
      render: (row) => text(row.item.title),
      plain: (row) => text(row.item.title),
    },
    {
      id: 'standing',
      title: t('checks.standing'),
      render: (row) => (
        <Tag tone={row.overdue ? 'late' : tones[row.standing]}>
          {t(row.overdue ? 'checks.overdue' : `casework:checks.${row.standing}`)}
        </Tag>
      ),
      plain: (row) => t(`casework:checks.${row.standing}`),
    },
    {
      id: 'opensOn',
      title: t('checks.opensOn'),
      extra: true,
      render: (row) => <DateFigure day={row.opensOn} />,
      plain: (row) => row.opensOn,
    },
    {
      id: 'by',
      title: t('checks.by'),
      render: (row) => <DateFigure day={row.mendBy ?? row.by} />,
      plain: (row) => row.mendBy ?? row.by,
    },
    {
      id: 'promised',
      title: t('checks.promised'),
      width: 240,
      render: (row) => row.findings ?? (row.promised ? text(row.promised) : ''),
      plain: (row) => row.findings ?? (row.promised ? text(row.promised) : ''),
    },
    {
      id: 'act',
      title: t('checks.act'),
      render: (row) =>
        (row.standing === 'open' || row.standing === 'mending') && may('casework.recordCheck') ? (
          <Button onClick={() => setAsked(row)}>{t('checks.record')}</Button>
        ) : null,
    },
  ]
  const { shown, choice } = useColumns('checks', columns)
  return (
    <WorkPage title={t('place.checks')} lead={t('checks.lead')}>
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('place.checks')}
                columns={shown}
                rows={() => allRows('casework.listChecks', { view })}
              />
            </>
          }
        >
          <Segmented
            aria-label={t('checks.views')}
            value={view}
            onChange={(chosen) => setView(chosen)}
            options={views.map((value) => ({ value, label: t(`checks.view.${value}`) }))}
          />
        </FilterRow>
        <Sheet plain>
          <WorkTable
            label={t('place.checks')}
            columns={shown}
            rowKey={(row) => row.checkId}
            list={list}
            empty={{ title: t('checks.none'), text: t('checks.noneText') }}
          />
        </Sheet>
      </div>
      {asked && (
        <CheckDialog
          row={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            say(t('checks.said'))
          }}
        />
      )}
    </WorkPage>
  )
}
