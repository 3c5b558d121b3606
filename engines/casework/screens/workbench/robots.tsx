import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { RecheckDialog, RobotDialog } from './RobotDialogs.tsx'

export type RobotRow = Output<'casework.robotFigures'>['items'][number]
export type SampleRow = Output<'casework.listSampled'>['items'][number]
const tones = { on: 'done', shadow: 'soon', off: 'idle' } as const

const share = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${Math.round((1000 * part) / whole) / 10}%`

/** `/workbench/robots`: how each rule does beside people, its switch, and what was drawn to be looked at again. */
export default function RobotsScreen() {
  const t = useWords()
  const may = useMay()
  return (
    <WorkPage title={t('place.robots')} lead={t('robots.lead')}>
      {may('casework.robotFigures') && <Rules />}
      {may('casework.listSampled') && <Samples />}
    </WorkPage>
  )
}

function Rules() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const say = useToast()
  const [asked, setAsked] = useState<RobotRow>()
  const result = useRead('casework.robotFigures', {})
  const columns: Column<RobotRow>[] = [
    {
      id: 'item',
      title: t('robots.rule'),
      always: true,
      width: 260,
      render: (row) => `${text(row.item.title)} · ${text(row.stage.title)}`,
      plain: (row) => `${text(row.item.title)} · ${text(row.stage.title)}`,
    },
    {
      id: 'mode',
      title: t('robots.mode'),
      render: (row) => <Tag tone={tones[row.mode]}>{t(`robots.modes.${row.mode}`)}</Tag>,
      plain: (row) => t(`robots.modes.${row.mode}`),
    },
    {
      id: 'judged',
      title: t('robots.judged'),
      right: true,
      render: (row) => <Count of={row.judged} />,
      plain: (row) => row.judged,
    },
    {
      id: 'granted',
      title: t('robots.granted'),
      right: true,
      render: (row) => share(row.granted, row.judged),
      plain: (row) => row.granted,
    },
    {
      id: 'alike',
      title: t('robots.alike'),
      right: true,
      render: (row) =>
        row.compared
          ? `${share(row.alike, row.compared)} (${row.alike}/${row.compared})`
          : t('robots.notCompared'),
      plain: (row) => row.alike,
    },
    {
      id: 'drift',
      title: t('robots.drift'),
      right: true,
      render: (row) =>
        row.drift === undefined
          ? t('robots.tooFew')
          : t('robots.points', { points: row.drift > 0 ? `+${row.drift}` : row.drift }),
      plain: (row) => row.drift,
    },
    {
      id: 'sample',
      title: t('robots.sample'),
      right: true,
      render: (row) =>
        t('robots.sampleOf', { percent: row.samplePercent, done: row.rechecked, wrong: row.wrong }),
      plain: (row) => row.samplePercent,
    },
    {
      id: 'reason',
      title: t('robots.reason'),
      extra: true,
      render: (row) => row.reason ?? '',
      plain: (row) => row.reason ?? '',
    },
    {
      id: 'act',
      title: t('robots.act'),
      render: (row) =>
        may('casework.setRobot') ? <Button onClick={() => setAsked(row)}>{t('robots.set')}</Button> : null,
    },
  ]
  const { shown, choice } = useColumns('robots', columns)
  return (
    <div>
      <FilterRow
        actions={
          <>
            {choice}
            <ExportMenu
              title={t('place.robots')}
              columns={shown}
              rows={async () => result.data?.items ?? []}
            />
          </>
        }
      />
      <Sheet plain>
        <WorkTable
          label={t('robots.rules')}
          columns={shown}
          rowKey={(row) => `${row.item.id}/${row.stage.id}`}
          list={whole(result.data?.items, result.error)}
          empty={{ title: t('robots.none'), text: t('robots.noneText') }}
        />
      </Sheet>
      {asked && (
        <RobotDialog
          row={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            say(t('robots.said'))
          }}
        />
      )}
    </div>
  )
}

function Samples() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const say = useToast()
  const [asked, setAsked] = useState<SampleRow>()
  const result = useRead('casework.listSampled', {})
  const columns: Column<SampleRow>[] = [
    {
      id: 'title',
      title: t('robots.enterprise'),
      always: true,
      width: 260,
      render: (row) => row.title,
      plain: (row) => row.title,
    },
    {
      id: 'item',
      title: t('robots.rule'),
      render: (row) => text(row.item.title),
      plain: (row) => text(row.item.title),
    },
    {
      id: 'at',
      title: t('robots.grantedAt'),
      render: (row) => <MomentFigure at={row.grantedAt} />,
      plain: (row) => row.grantedAt,
    },
    {
      id: 'act',
      title: t('robots.act'),
      render: (row) =>
        may('casework.recheckRobot') ? (
          <Button onClick={() => setAsked(row)}>{t('robots.recheck')}</Button>
        ) : null,
    },
  ]
  return (
    <Sheet title={t('robots.samples')}>
      <WorkTable
        label={t('robots.samples')}
        columns={columns}
        rowKey={(row) => `${row.caseId}${row.stage}`}
        list={whole(result.data?.items, result.error)}
        empty={{ title: t('robots.noSamples'), text: t('robots.noSamplesText') }}
      />
      {asked && (
        <RecheckDialog
          row={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            say(t('robots.rechecked'))
          }}
        />
      )}
    </Sheet>
  )
}
