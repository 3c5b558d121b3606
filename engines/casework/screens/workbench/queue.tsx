import { type InputRef, Select } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { Input as InputOf } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useKeys } from '#apps/web/workbench/kit/keys.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { OverdueTold } from '#apps/web/workbench/parts/OverdueTold.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { dayOf, instantAt, addDays } from '#kernel/time.ts'
import { CaseDrawer } from './CaseDrawer.tsx'
import { neighbour } from './reading-order.ts'
import { type QueueRow, rowKey, useQueueColumns } from './queue-columns.tsx'

const views = ['mine', 'unassigned', 'urgent', 'late', 'held', 'outside', 'open', 'done'] as const
type View = (typeof views)[number]
const isView = (text: string | undefined): text is View => views.some((view) => view === text)
const lamps = ['green', 'amber', 'red', 'blue'] as const
const lookEveryMs = 30_000

type Filter = InputOf<'casework.listQueue'>

/** What the address says is filtered. */
function useFilter(): Filter & { view: View } {
  const { search } = usePlace()
  const { now, offsetMinutes } = useClock()
  const today = dayOf(now, offsetMinutes)
  return useMemo(() => {
    const lamp = lamps.find((one) => one === search['lamp'])
    const fast = (['yes', 'no'] as const).find((one) => one === search['fast'])
    const days = { today: 1, week: 7 }[search['due'] ?? '']
    return {
      view: isView(search['view']) ? search['view'] : 'open',
      limit: 50,
      ...(search['q'] ? { search: search['q'] } : {}),
      ...(search['theme'] ? { theme: search['theme'] } : {}),
      ...(search['district'] ? { district: search['district'] } : {}),
      ...(lamp ? { lamp } : {}),
      ...(fast ? { fast } : {}),
      ...(days ? { dueBefore: instantAt(addDays(today, days), '00:00', offsetMinutes) } : {}),
    }
  }, [search, today, offsetMinutes])
}

/** The officer's queue: what waits, most urgent first, and beside it the case that is open. */
export default function QueueScreen() {
  const t = useWords()
  const say = useToast()
  const { search, change } = usePlace()
  const filter = useFilter()
  const counts = useRead('casework.countQueue', {}, { everyMs: lookEveryMs })
  const list = usePages('casework.listQueue', filter, { everyMs: lookEveryMs })
  const claim = useOfficerAct('casework.claim')
  const rows = list.items ?? []
  const openKey = search['case']
  const [at, setAt] = useState<string>()
  const first = rows[0]
  const cursor = openKey ?? at ?? (first && rowKey(first))
  const keys = rows.map(rowKey)
  const [order, setOrder] = useState<readonly string[]>([])
  const rowOf = (key: string | undefined) => rows.find((row) => rowKey(row) === key)
  const open = (row: QueueRow | undefined) => {
    if (!row) return
    if (!openKey) setOrder(keys)
    setAt(rowKey(row))
    change({ case: rowKey(row) })
  }
  const beside = (by: 1 | -1) => rowOf(neighbour(openKey ? order : keys, keys, cursor, by))
  const step = (by: 1 | -1) => {
    const next = beside(by)
    if (!next) return
    if (openKey) open(next)
    else setAt(rowKey(next))
  }
  const next = beside(1)
  const columns = useColumns('queue', useQueueColumns(open))
  const searchField = useRef<InputRef>(null)
  const takeRow = async () => {
    const row = rowOf(cursor)
    if (!row) return
    const { partyId, caseId, stage } = row
    if (await claim.run({ partyId, caseId, stage })) say(t('case.said.claim'))
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    n: () => open(next),
    '/': () => searchField.current?.focus(),
    ...(openKey ? {} : { Enter: () => open(rowOf(cursor)), c: () => void takeRow() }),
  })
  const filtered = Boolean(
    filter.search ?? filter.theme ?? filter.district ?? filter.lamp ?? filter.dueBefore ?? filter.fast,
  )
  return (
    <WorkPage title={t('queue.title')} lead={t('queue.lead')}>
      <OverdueTold />
      <ActProblem problem={openKey ? undefined : claim.problem} />
      <div>
        <Tabs
          label={t('queue.views')}
          tabs={views.map((view) => ({
            id: view,
            label: t(`queue.view.${view}`),
            count: view === 'done' ? undefined : counts.data?.[view],
          }))}
          open={filter.view}
          onOpen={(view) => change({ view, case: '' })}
        >
          <QueueFilters searchRef={searchField} filter={filter}>
            {columns.choice}
            <ExportMenu
              title={t('queue.title')}
              columns={columns.shown}
              rows={() => allRows('casework.listQueue', filter)}
            />
          </QueueFilters>
          <Sheet plain>
            <WorkTable
              label={t('queue.title')}
              columns={columns.shown}
              rowKey={rowKey}
              list={list}
              onOpen={open}
              at={cursor}
              empty={
                filtered
                  ? { title: t('table.noneFiltered'), text: t('table.noneFilteredText') }
                  : { title: t(`queue.empty.${filter.view}`), text: t('queue.emptyText') }
              }
            />
          </Sheet>
        </Tabs>
      </div>
      <CaseDrawer
        openKey={openKey}
        onClose={() => change({ case: '' })}
        onNext={next && (() => open(next))}
      />
    </WorkPage>
  )
}

function QueueFilters({
  filter,
  searchRef,
  children,
}: {
  filter: Filter
  searchRef: React.Ref<InputRef>
  children: React.ReactNode
}) {
  const t = useWords()
  const text = useText()
  const { search, change } = usePlace()
  const themes = useRead('casework.listThemes', {})
  const { words } = useCityWords()
  return (
    <FilterRow actions={children}>
      <SearchField ref={searchRef} label={t('queue.search')} />
      <Select
        allowClear
        aria-label={t('queue.column.theme')}
        placeholder={t('queue.column.theme')}
        value={filter.theme ?? null}
        onChange={(theme: string | null) => change({ theme: theme ?? '' })}
        options={(themes.data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
        style={{ width: '9rem' }}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('queue.column.district')}
        placeholder={t('queue.column.district')}
        value={filter.district ?? null}
        onChange={(district: string | null) => change({ district: district ?? '' })}
        options={(words?.districts ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
        style={{ width: '8rem' }}
      />
      <Select
        allowClear
        aria-label={t('queue.column.lamp')}
        placeholder={t('queue.column.lamp')}
        value={filter.lamp ?? null}
        onChange={(lamp: string | null) => change({ lamp: lamp ?? '' })}
        options={lamps.map((lamp) => ({ value: lamp, label: t(`queue.lamp.${lamp}`) }))}
        style={{ width: '8rem' }}
      />
      <Select
        allowClear
        aria-label={t('queue.column.track')}
        placeholder={t('queue.column.track')}
        value={search['fast'] ?? null}
        onChange={(fast: string | null) => change({ fast: fast ?? '' })}
        options={['yes', 'no'].map((fast) => ({ value: fast, label: t(`queue.fast.${fast}`) }))}
        style={{ width: '8.5rem' }}
      />
      <Select
        allowClear
        aria-label={t('queue.column.due')}
        placeholder={t('queue.column.due')}
        value={search['due'] ?? null}
        onChange={(due: string | null) => change({ due: due ?? '' })}
        options={['today', 'week'].map((due) => ({ value: due, label: t(`queue.dueWithin.${due}`) }))}
        style={{ width: '8.5rem' }}
      />
    </FilterRow>
  )
}
