import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { addDays } from '#kernel/time.ts'
import { PlainLines } from '../PlainLines.tsx'
import { Changes } from './DraftCourse.tsx'
import css from './draft.module.css'

interface Row {
  readonly kind: string
  readonly kindTitle: string
  readonly id: string
  readonly title: string
  readonly version: number
}

/** What is published, and below it the versions of one: what each changed, when it holds, what it says. */
export function Published() {
  const { search } = usePlace()
  const { of: kind, id } = search
  return kind && id ? <Versions key={`${kind} ${id}`} kind={kind} id={id} /> : <List />
}

function List() {
  const t = useWords()
  const text = useText()
  const { search, change } = usePlace()
  const kinds = useRead('publication.listWritableKinds', {})
  const typed = (search['q'] ?? '').toLowerCase()
  const rows = kinds.data?.items
    .flatMap(({ kind, title, published }) =>
      published.map(
        ({ id, version, title: named }): Row => ({
          id,
          version,
          title: text(named),
          kind,
          kindTitle: text(title),
        }),
      ),
    )
    .filter(({ title }) => title.toLowerCase().includes(typed))
  const open = (row: Row) => change({ of: row.kind, id: row.id })
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('publication:screens.title'),
      always: true,
      width: 420,
      render: (row) => (
        <button type="button" className="work-link" onClick={() => open(row)}>
          {row.title}
        </button>
      ),
      plain: (row) => row.title,
    },
    {
      id: 'kind',
      title: t('publication:screens.kind'),
      width: 120,
      render: (row) => row.kindTitle,
      plain: (row) => row.kindTitle,
    },
    {
      id: 'version',
      title: t('publication:screens.newest'),
      width: 120,
      render: (row) => t('publication:screens.version', { version: row.version }),
      plain: (row) => row.version,
    },
  ]
  return (
    <>
      <FilterRow>
        <SearchField label={t('publication:screens.search')} />
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('publication:screens.tabs.published')}
          columns={columns}
          list={whole(rows, kinds.error)}
          rowKey={(row) => `${row.kind} ${row.id}`}
          onOpen={open}
          empty={{
            title: t('publication:screens.nonePublished'),
            text: t('publication:screens.nonePublishedText'),
          }}
        />
      </Sheet>
    </>
  )
}

type Version = Output<'publication.listVersions'>['items'][number]

function Versions({ kind, id }: { kind: string; id: string }) {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { change, go } = usePlace()
  const office = useMe().data?.roles.find(({ department }) => department)
  const act = useOfficerAct('publication.openDraft')
  const result = useRead('publication.listVersions', { kind, id })
  const [shown, setShown] = useState<number>()
  const write = async (title: string) => {
    const answer = await act.run({
      kind,
      id,
      title,
      department: office?.department ?? '',
      ...(office?.district ? { district: office.district } : {}),
    })
    if (answer) go(`drafts/${answer.id}`)
  }
  return (
    <Loaded result={result}>
      {({ title, items }) => (
        <div className="work-stack">
          <Sheet
            title={text(title)}
            aside={
              <div className={css.acts}>
                <Button onClick={() => change({ of: '', id: '' })}>
                  {t('publication:screens.backToList')}
                </Button>
                {may('publication.openDraft') && (
                  <Button type="primary" loading={act.pending} onClick={() => void write(title.zh)}>
                    {t('publication:screens.newVersion')}
                  </Button>
                )}
              </div>
            }
          >
            <ActProblem problem={act.problem} />
            <ol className={css.versions}>
              {items.map((one) => (
                <li key={one.version}>
                  <VersionHead one={one} kind={kind} id={id} />
                  <Changes
                    title={t('publication:screens.changes', { count: one.changes.length })}
                    of={one.changes}
                    open={one === items[0]}
                  />
                  <Button
                    type="link"
                    aria-expanded={shown === one.version}
                    onClick={() => setShown(shown === one.version ? undefined : one.version)}
                  >
                    {t('publication:screens.showWhole', { version: one.version })}
                  </Button>
                  {shown === one.version && <Says kind={kind} id={id} version={one.version} />}
                </li>
              ))}
            </ol>
          </Sheet>
        </div>
      )}
    </Loaded>
  )
}

function VersionHead({ one, kind, id }: { one: Version; kind: string; id: string }) {
  const t = useWords()
  return (
    <div className={css.versionHead}>
      <h3>{t('publication:screens.version', { version: one.version })}</h3>
      <span>
        {one.from && (
          <>
            {t('publication:screens.holds')} <DateFigure day={one.from} /> –{' '}
            {one.until ? <DateFigure day={addDays(one.until, -1)} /> : t('runs.open')}
          </>
        )}
      </span>
      <span className="work-soft">
        {t('publication:screens.recorded')} <MomentFigure at={one.publishedAt} /> {one.publishedBy}
      </span>
      <a href={`/api/definitions/${kind}/${id}/folder.zip?version=${one.version}`} download>
        {t('publication:screens.acts.export')}
      </a>
    </div>
  )
}

function Says({ kind, id, version }: { kind: string; id: string; version: number }) {
  const result = useRead('publication.getVersion', { kind, id, version })
  return <Loaded result={result}>{({ lines }) => <PlainLines lines={lines} />}</Loaded>
}
