import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Money } from '#apps/web/kits/light/Figure.tsx'
import { dayText } from '#kernel/day-text.ts'
import { addDays } from '#kernel/time.ts'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { Claims } from './Claims.tsx'
import { Delivery } from './Delivery.tsx'
import { type RunSummary, RunState } from './run-words.tsx'
import { StartRunDialog } from './StartRunDialog.tsx'

type PolicyRow = Output<'policy.listPolicies'>['items'][number]
const tabs = ['runs', 'policies', 'claims', 'paid'] as const
const lookEveryMs = 15_000

/** The policy desk as far as paying goes: runs and how far each is, policies that can be run, what was paid. */
export function PolicyDesk() {
  const t = useWords()
  const { search, change } = usePlace()
  const open = tabs.find((tab) => tab === search['tab']) ?? 'runs'
  return (
    <WorkPage title={t('place.policies')} lead={t('runs.lead')}>
      <div>
        <Tabs
          label={t('place.policies')}
          tabs={tabs.map((tab) => ({ id: tab, label: t(`runs.tab.${tab}`) }))}
          open={open}
          onOpen={(tab) => change({ tab })}
        >
          {open === 'runs' && <Runs />}
          {open === 'policies' && <Policies />}
          {open === 'claims' && <Claims />}
          {open === 'paid' && <Delivery />}
        </Tabs>
      </div>
    </WorkPage>
  )
}

function Runs() {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { go } = usePlace()
  const { department } = useCityWords()
  const list = usePages('policy.listRuns', { limit: 50 }, { cursor: 'before', everyMs: lookEveryMs })
  const open = (run: RunSummary) => go(`policies/${run.runId}`)
  const columns: Column<RunSummary>[] = [
    {
      id: 'title',
      title: t('runs.policy'),
      always: true,
      width: 300,
      render: (run) => <PlaceLink to={`policies/${run.runId}`}>{text(run.title)}</PlaceLink>,
      plain: (run) => text(run.title),
    },
    {
      id: 'state',
      title: t('runs.state'),
      always: true,
      width: 120,
      render: (run) => <RunState state={run.state} />,
      plain: (run) => t(`policy:states.${run.state}`),
    },
    {
      id: 'period',
      title: t('runs.period'),
      width: 90,
      render: (run) => run.period,
      plain: (run) => run.period,
    },
    {
      id: 'asOf',
      title: t('runs.asOf'),
      width: 140,
      render: (run) => <DateFigure day={run.asOf} />,
      plain: (run) => dayText(run.asOf, language),
    },
    {
      id: 'eligible',
      title: t('runs.eligible'),
      width: 110,
      right: true,
      render: (run) => run.totals.eligible,
      plain: (run) => run.totals.eligible,
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      width: 160,
      right: true,
      render: (run) => <Money fen={run.totals.amountFen} />,
      plain: (run) => run.totals.amountFen / 100,
    },
    {
      id: 'publicity',
      title: t('runs.publicityThrough'),
      width: 150,
      render: (run) => (run.publicityThrough ? <DateFigure day={run.publicityThrough} /> : ''),
      plain: (run) => run.publicityThrough && dayText(run.publicityThrough, language),
    },
    {
      id: 'department',
      title: t('queue.column.department'),
      extra: true,
      render: (run) => department(run.department),
      plain: (run) => department(run.department),
    },
  ]
  const { shown, choice } = useColumns('runs', columns)
  return (
    <>
      <FilterRow
        actions={
          <>
            {choice}
            <ExportMenu
              title={t('runs.tab.runs')}
              columns={shown}
              rows={() => allRows('policy.listRuns', {}, 'before')}
            />
          </>
        }
      />
      <Sheet plain>
        <WorkTable
          label={t('runs.tab.runs')}
          columns={shown}
          rowKey={(run) => run.runId}
          list={list}
          onOpen={open}
          empty={{ title: t('runs.none'), text: t('runs.noneText') }}
        />
      </Sheet>
    </>
  )
}

function Policies() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { search } = usePlace()
  const { department } = useCityWords()
  const [starting, setStarting] = useState<PolicyRow>()
  const list = usePages('policy.listPolicies', { limit: 100, ...(search['q'] ? { q: search['q'] } : {}) })
  const columns: Column<PolicyRow>[] = [
    {
      id: 'title',
      title: t('runs.policy'),
      always: true,
      width: 320,
      render: (policy) => <strong>{text(policy.title)}</strong>,
      plain: (policy) => text(policy.title),
    },
    {
      id: 'inForce',
      title: t('runs.state'),
      width: 110,
      render: (policy) => (
        <Tag tone={policy.inForce ? 'done' : 'idle'}>
          {t(policy.inForce ? 'runs.inForce' : 'runs.notInForce')}
        </Tag>
      ),
      plain: (policy) => t(policy.inForce ? 'runs.inForce' : 'runs.notInForce'),
    },
    {
      id: 'mode',
      title: t('runs.mode'),
      width: 120,
      render: (policy) => t(`runs.modes.${policy.mode}`),
      plain: (policy) => t(`runs.modes.${policy.mode}`),
    },
    {
      id: 'department',
      title: t('queue.column.department'),
      width: 200,
      render: (policy) => department(policy.department),
      plain: (policy) => department(policy.department),
    },
    {
      id: 'version',
      title: t('runs.version'),
      width: 80,
      render: (policy) => policy.version,
      plain: (policy) => policy.version,
    },
    {
      id: 'from',
      title: t('runs.validity'),
      width: 240,
      render: (policy) => (
        <>
          <DateFigure day={policy.from} /> –{' '}
          {policy.until ? <DateFigure day={addDays(policy.until, -1)} /> : t('runs.open')}
        </>
      ),
      plain: (policy) => policy.from,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 110,
      render: (policy) =>
        policy.paidHere && may('policy.startRun') ? (
          <Button size="small" onClick={() => setStarting(policy)}>
            {t('runs.start')}
          </Button>
        ) : (
          ''
        ),
    },
  ]
  return (
    <>
      <FilterRow>
        <SearchField label={t('runs.searchPolicy')} />
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('runs.tab.policies')}
          columns={columns}
          rowKey={(policy) => policy.policyId}
          list={list}
          empty={{ title: t('table.noneFiltered'), text: t('table.noneFilteredText') }}
        />
      </Sheet>
      {starting && <StartRunDialog policy={starting} onClose={() => setStarting(undefined)} />}
    </>
  )
}
