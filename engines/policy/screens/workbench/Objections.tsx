import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ObjectionRow } from './run-words.tsx'

/** Objections to the published list; each is a case of its department, answered there before anybody approves. */
export function Objections({ runId }: { runId: string }) {
  const t = useWords()
  const may = useMay()
  const list = usePages('policy.listObjections', { runId, limit: 50 })
  const columns: Column<ObjectionRow>[] = [
    {
      id: 'state',
      title: t('runs.state'),
      width: 110,
      render: (row) => (
        <Tag tone={row.state === 'open' ? 'soon' : 'done'}>{t(`policy:states.${row.state}`)}</Tag>
      ),
      plain: (row) => row.state,
    },
    { id: 'text', title: t('runs.objection'), width: 420, render: (row) => row.text },
    {
      id: 'about',
      title: t('runs.about'),
      width: 160,
      render: (row) => (
        <PlaceLink to={`policies/${runId}`} search={{ tab: 'candidates', party: row.aboutPartyId }}>
          {t(row.partyId === row.aboutPartyId ? 'runs.aboutSelf' : 'runs.aboutOther')}
        </PlaceLink>
      ),
    },
    {
      id: 'at',
      title: t('runs.lodgedAt'),
      width: 140,
      render: (row) => <MomentFigure at={row.lodgedAt} />,
      plain: (row) => row.lodgedAt,
    },
    {
      id: 'outcome',
      title: t('runs.answer'),
      width: 240,
      render: (row) =>
        row.outcome ? (
          <>
            {t(`policy:outcomes.${row.outcome}`)}
            <br />
            <span className="work-soft">{row.reason}</span>
          </>
        ) : row.caseId && may('casework.decide') ? (
          <PlaceLink to="queue" search={{ case: `${row.partyId}.${row.caseId}.objection.examine` }}>
            {t('runs.resolve')}
          </PlaceLink>
        ) : (
          ''
        ),
    },
  ]
  return (
    <Sheet plain>
      <WorkTable
        label={t('runs.part.objections')}
        columns={columns}
        rowKey={(row) => row.objectionId}
        list={list}
        empty={{ title: t('runs.noObjections'), text: t('runs.noObjectionsText') }}
      />
    </Sheet>
  )
}
