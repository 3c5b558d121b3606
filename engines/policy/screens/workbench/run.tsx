import { Button, Steps } from 'antd'
import { useState } from 'react'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Figures, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { Candidates } from './Candidates.tsx'
import { Corrections } from './Corrections.tsx'
import { Disclosed } from './Disclosed.tsx'
import { Fallouts } from './Fallouts.tsx'
import { Objections } from './Objections.tsx'
import { Payments } from './Payments.tsx'
import { type Run, RunState } from './run-words.tsx'

const tabs = ['candidates', 'objections', 'payments', 'corrections', 'fallouts', 'disclosed'] as const
const stepOf = {
  collecting: 0,
  collected: 1,
  'in-publicity': 1,
  'publicity-over': 2,
  approved: 3,
  finished: 4,
  cancelled: 0,
} as const
/** Judging is fast and is watched; publicity takes days. */
const lookEveryMs = (run: Run | undefined) =>
  run?.state === 'collecting' || run?.state === 'approved' ? 2_000 : 15_000

/** One run from the list of candidates to the last payment. */
export default function RunPage({ runId }: { runId: string }) {
  const t = useWords()
  const text = useText()
  const first = useRead('policy.getRun', { runId })
  const result = useRead('policy.getRun', { runId }, { everyMs: lookEveryMs(first.data) })
  const run = result.data
  return (
    <WorkPage
      title={run ? text(run.title) : t('runs.one')}
      above={<PlaceLink to="policies">{t('place.policies')}</PlaceLink>}
      lead={
        run && (
          <>
            <RunState state={run.state} /> {t('runs.year', { year: run.period })} · {t('runs.asOf')}{' '}
            <DateFigure day={run.asOf} /> · {`${t('runs.version')}\u00a0${run.policyVersion}`}
          </>
        )
      }
      actions={run && <RunActs run={run} />}
    >
      <Loaded result={result} lines={10}>
        {(found) => <RunBody run={found} />}
      </Loaded>
    </WorkPage>
  )
}

function RunBody({ run }: { run: Run }) {
  const t = useWords()
  const { search, change } = usePlace()
  const open = tabs.find((tab) => tab === search['tab']) ?? 'candidates'
  return (
    <>
      {run.state === 'cancelled' ? (
        <Notice tone="idle" title={t('policy:states.cancelled')} />
      ) : (
        <Steps
          size="small"
          current={stepOf[run.state]}
          items={[
            { title: t('runs.step.collect'), content: <MomentFigure at={run.startedAt} /> },
            {
              title: t('runs.step.publicity', { count: run.publicityWorkingDays }),
              content: run.publicityThrough && <DateFigure day={run.publicityThrough} />,
            },
            {
              title: t('runs.step.approve'),
              content: run.approvedBy ?? t('runs.step.secondPerson'),
            },
            { title: t('runs.step.pay') },
          ]}
        />
      )}
      <RunFigures run={run} />
      <div>
        <Tabs
          label={t('runs.one')}
          tabs={tabs.map((tab) => ({
            id: tab,
            label: t(`runs.part.${tab}`),
            count: tab === 'objections' ? run.openObjections : undefined,
          }))}
          open={open}
          onOpen={(tab) => change({ tab, q: '', verdict: '', payment: '', party: '' })}
        >
          {open === 'candidates' && <Candidates runId={run.runId} />}
          {open === 'objections' && <Objections runId={run.runId} />}
          {open === 'payments' && <Payments run={run} />}
          {open === 'corrections' && <Corrections runId={run.runId} />}
          {open === 'fallouts' && <Fallouts run={run} />}
          {open === 'disclosed' && <Disclosed policyId={run.policyId} />}
        </Tabs>
      </div>
    </>
  )
}

/** What the run comes to, against what the book still has. */
function RunFigures({ run }: { run: Run }) {
  const t = useWords()
  const may = useMay()
  const books = useRead('ledger.listBooks', {})
  const book = books.data?.items.find((one) => one.bookId === run.bookId)
  const short = book && run.state !== 'approved' && run.state !== 'finished'
  const missing = book ? run.totals.amountFen - book.balances.available : 0
  return (
    <>
      <Figures
        items={[
          { id: 'assessed', word: t('runs.assessed'), value: <Count of={run.totals.assessed} /> },
          { id: 'eligible', word: t('runs.eligible'), value: <Count of={run.totals.eligible} /> },
          { id: 'unknown', word: t('runs.unknown'), value: <Count of={run.totals.unknown} /> },
          { id: 'excluded', word: t('runs.excluded'), value: <Count of={run.totals.excluded} /> },
          { id: 'amount', word: t('runs.amount'), value: <Money fen={run.totals.amountFen} big /> },
          ...(book
            ? [
                {
                  id: 'book',
                  word: t('runs.bookAvailable'),
                  value: <Money fen={book.balances.available} big />,
                  note: may('ledger.openBook') ? (
                    <PlaceLink to={`books/${book.bookId}`}>{book.title}</PlaceLink>
                  ) : (
                    book.title
                  ),
                },
              ]
            : []),
        ]}
      />
      {short && missing > 0 && (
        <Notice tone="soon" title={t('runs.short')}>
          <p>
            {t('runs.shortText')} <Money fen={missing} big />
          </p>
        </Notice>
      )}
      {run.state === 'collecting' && <Notice tone="wait" title={t('runs.collecting')} live />}
      {run.endorsedBy && !run.approvedBy && run.state !== 'cancelled' && (
        <Notice tone="wait" title={t('runs.endorsed', { name: run.endorsedBy })}>
          {run.endorsedFen === run.totals.amountFen ? t('runs.endorsedText') : t('runs.endorsedOtherSum')}
        </Notice>
      )}
      {run.openObjections > 0 && run.state !== 'cancelled' && (
        <Notice tone="soon" title={t('runs.objectionsOpen', { count: run.openObjections })} />
      )}
    </>
  )
}

function RunActs({ run }: { run: Run }) {
  const t = useWords()
  const say = useToast()
  const may = useMay()
  const [cancelling, setCancelling] = useState(false)
  const publish = useOfficerAct('policy.publishRun')
  const approve = useOfficerAct('policy.approveRun')
  const cancel = useOfficerAct('policy.cancelRun')
  const { runId, state } = run
  const published = state === 'in-publicity' || state === 'publicity-over'
  const done = async (act: Promise<unknown>, words: string) => {
    if (await act) say(words)
  }
  return (
    <>
      {['collecting', 'collected', 'in-publicity', 'publicity-over'].includes(state) &&
        may('policy.cancelRun') && (
          <Button danger onClick={() => setCancelling(true)}>
            {t('runs.cancel')}
          </Button>
        )}
      {state === 'collected' && may('policy.publishRun') && (
        <Button
          type="primary"
          loading={publish.pending}
          onClick={() => void done(publish.run({ runId }), t('runs.published'))}
        >
          {t('runs.publish', { count: run.publicityWorkingDays })}
        </Button>
      )}
      {published && may('policy.approveRun') && (
        <Button
          type="primary"
          loading={approve.pending}
          onClick={() => void done(approve.run({ runId }), t('runs.approveSaid'))}
        >
          {t('runs.approve')}
        </Button>
      )}
      <ActProblem problem={publish.problem ?? approve.problem} />
      {cancelling && (
        <ReasonDialog
          title={t('runs.cancel')}
          text={t('runs.cancelText')}
          danger
          pending={cancel.pending}
          problem={cancel.problem}
          onClose={() => setCancelling(false)}
          onSubmit={async (reason) => {
            if (!(await cancel.run({ runId, reason }))) return
            setCancelling(false)
            say(t('policy:states.cancelled'))
          }}
        />
      )}
    </>
  )
}
